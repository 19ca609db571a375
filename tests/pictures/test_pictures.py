"""Pictures of the library's games: no text meets another or leaves the page, everything is named, the files are well-formed."""

import random
import xml.etree.ElementTree as ET
from fractions import Fraction
from itertools import combinations, pairwise

import pytest

import gametheory_dprk as gt
from gametheory_dprk import library
from gametheory_dprk.errors import GameTheoryError, UnsupportedGame, UsageError
from gametheory_dprk.model.form import Form
from gametheory_dprk.model.tree import TERMINAL, GameTree, InformationSet, preorder
from gametheory_dprk.pictures.metrics import PIXELS, Metrics
from gametheory_dprk.pictures.page import MARGIN
from gametheory_dprk.pictures.scene import Rectangle
from gametheory_dprk.pictures.svg import svg

SVG = "{http://www.w3.org/2000/svg}"
LIBRARY = [name for name in library.names() if name not in ("us_china_pressure_noisy",)]
MAPS = [
    ("cyber_preemption", ["e", "L"]), ("leaky_coal_ban", ["c", "h"]), ("us_china_pressure", ["pm", "Ap"]), ("us_china_types", ["th", "c"]),
    ("us_china_pressure", ["s"]), ("cyber_hidden_capability", ["h"]),
]


def meetings(texts, metrics):
    """Pairs of texts whose boxes overlap by more than a hair."""
    boxes = [(item.text, metrics.box(item)) for item in texts if item.text.strip()]
    boxes.sort(key=lambda item: item[1][1])
    found = []
    for place, (one, (a, b, c, d)) in enumerate(boxes):
        for other, (e, f, g, h) in boxes[place + 1 :]:
            if f >= d:
                break
            if min(c, g) - max(a, e) > 0.5 and min(d, h) - max(b, f) > 0.5:
                found.append((one, other))
    return found


def look_at(picture, names):
    """The checks that every picture passes in pixels."""
    scene = picture.scene
    assert meetings(scene.texts(), PIXELS) == []
    for item in scene.texts():
        left, top, right, bottom = PIXELS.box(item)
        assert left >= 0 and top >= 0 and right <= scene.width and bottom <= scene.height, item.text
    root = ET.fromstring(picture.svg())
    assert root.find(f"{SVG}title").text == (scene.title or scene.description.partition(".")[0])
    assert root.find(f"{SVG}desc").text
    assert root.get("role") == "img"
    written = " ".join("".join(item.itertext()) for item in root.iter(f"{SVG}text"))
    unbroken = "".join(written.split())
    assert [name for name in names if "".join(name.split()) not in unbroken] == []
    assert "<script" not in picture.svg()
    assert picture.tikz().count("\\begin{tikzpicture}") == picture.tikz().count("\\end{tikzpicture}") == 1


@pytest.mark.parametrize("name", LIBRARY)
def test_every_game_of_the_library_is_drawn_or_refused_in_a_sentence(name):
    definition = gt.load(name)
    try:
        picture = gt.plot(definition)
    except UnsupportedGame as error:
        assert error.message
        return
    form = definition.form
    if isinstance(form, Form):
        names = {*form.players}
    elif isinstance(form, GameTree):
        names = {*form.players, *form.steps} - {""}
    else:
        names = {*form.players, *(move for moves in form.strategies for move in moves)}
    look_at(picture, names)
    for columns in (80, 200):
        text = picture.text(columns)
        assert text.strip()
        assert "\x1b" not in text


@pytest.mark.parametrize("name", ["us_china_pressure", "battle_of_the_sexes", "prisoners_dilemma", "stag_hunt"])
@pytest.mark.parametrize("kind", ["elimination", "replies"])
def test_eliminations_and_replies_have_room_for_their_texts(name, kind):
    try:
        picture = gt.plot(name, kind)
    except UnsupportedGame as error:
        assert "2x2" in error.message and name == "us_china_pressure"
        return
    look_at(picture, gt.load(name).form.players)


@pytest.mark.parametrize(("name", "over"), MAPS, ids=lambda item: item if isinstance(item, str) else ",".join(item))
def test_maps_have_room_for_their_texts(name, over):
    look_at(gt.plot(name, over=over), over)


@pytest.mark.parametrize(("name", "over"), [("cyber_preemption", "e"), ("leaky_coal_ban", "c"), ("us_china_types", "th")])
def test_curves_have_room_for_their_texts(name, over):
    picture = gt.plot(name, "curves", over=[over])
    look_at(picture, [over, "payoffs"])
    assert "payoffs" in picture.text()


def random_tree(size, seed):
    """A tree of two players with names from short to very long, in several alphabets."""
    draw = random.Random(seed)
    children = [[]]
    while len(children) < size:
        node = draw.randrange(len(children))
        if not children[node]:
            for _ in range(draw.choice((1, 2, 2, 3, 5))):
                children[node].append(len(children))
                children.append([])
    order = preorder(children)
    new = {old: place for place, old in enumerate(order)}
    below = tuple(tuple(new[child] for child in children[old]) for old in order)
    parent = [-1] * len(below)
    for node, kids in enumerate(below):
        for kid in kids:
            parent[kid] = node
    owner, detail, sets, outcomes = [], [], [], []
    for node, kids in enumerate(below):
        if kids:
            words = [" ".join([draw.choice(["давление", "圧力をかける", "schweigen", "ναι", "Überraschung"])] * draw.randrange(4)) for _ in kids]
            owner.append(draw.randrange(2))
            detail.append(len(sets))
            sets.append(InformationSet(owner[-1], f"set{node}", tuple(f"{word} {place}".strip() for place, word in enumerate(words)), (node,)))
        else:
            owner.append(TERMINAL)
            detail.append(len(outcomes))
            outcomes.append((Fraction(draw.randrange(-50, 50)), Fraction(draw.randrange(-9, 9), 7)))
    return GameTree(
        players=("Ann", "Бориc"), parent=tuple(parent), owner=tuple(owner), detail=tuple(detail), children=below,
        information_sets=tuple(sets), chance_moves=(), outcomes=tuple(outcomes),
    )


@pytest.mark.parametrize("seed", range(12))
def test_random_trees_have_room_for_their_texts(seed):
    tree = random_tree(40 + 20 * seed, seed)
    picture = gt.plot(tree, "tree")
    look_at(picture, {*tree.players, *tree.steps} - {""})
    wide = Metrics(cells=True, columns=10_000)
    laid_out = picture._make(wide)
    assert meetings(laid_out.texts(), wide) == []


def test_a_deep_tree_is_drawn():
    size = 601
    owner = tuple(node % 2 if node < 600 and node % 2 == 0 else TERMINAL if node % 2 else 0 for node in range(size))
    children = tuple((node + 1, node + 2) if owner[node] != TERMINAL and node + 2 < size else () for node in range(size))
    owner = tuple(0 if kids else TERMINAL for kids in children)
    ends = [node for node in range(size) if not children[node]]
    inner = [node for node in range(size) if children[node]]
    parent = [-1] * size
    for node in inner:
        for child in children[node]:
            parent[child] = node
    tree = GameTree(
        players=("Ann",), parent=tuple(parent), owner=owner,
        detail=tuple(inner.index(node) if children[node] else ends.index(node) for node in range(size)), children=children,
        information_sets=tuple(InformationSet(0, str(node), ("stop", "go"), (node,)) for node in inner), chance_moves=(),
        outcomes=tuple((Fraction(node),) for node in ends),
    )
    assert "601 nodes" in gt.plot(tree).description


def test_names_are_escaped_and_never_run():
    names = ['<script>alert("1")</script>', "a & b", "\x07bell", "\u202eturned"]
    game = gt.StrategicGame.from_arrays([[1, 2], [3, 4]], [[1, 2], [3, 4]], players=["<A>", "B"], strategies=[names[:2], names[2:]])
    root = ET.fromstring(gt.plot(game).svg())
    assert "<script" not in gt.plot(game).svg()
    texts = {"".join(item.itertext()) for item in root.iter(f"{SVG}text")}
    assert "a & b" in texts and "<A>" in texts
    assert "\x07" not in gt.plot(game).text() and "\u202e" not in gt.plot(game).svg()


def test_the_sheet_of_styles_is_restricted_to_pictures_and_colors_are_open_to_a_page():
    picture = gt.plot("battle_of_the_sexes")
    written = picture.svg()
    sheet = written.split("<style>")[1].split("</style>")[0]
    assert "var(--dprk-ink,#1a1a1a)" in sheet and "prefers-color-scheme:dark" in sheet
    rules = [rule for rule in sheet.replace("{@", "{ @").split("}") if "{" in rule]
    assert all(".dprk-picture ." in rule for rule in rules)
    assert "<style>" not in svg(picture.scene, styled=False)


def test_equilibrium_cells_are_shaded_and_best_replies_underlined():
    picture = gt.plot("battle_of_the_sexes", "matrix")
    shades = [item for item in picture.scene.flat() if isinstance(item, Rectangle) and item.fill == "shade"]
    assert len(shades) == 2
    assert sorted(item.text for item in picture.scene.texts() if item.underline) == ["1", "1", "2", "2"]
    assert "2/3 ballet + 1/3 fight" in picture.description


def test_an_elimination_strikes_out_what_each_round_deletes():
    said = gt.plot("prisoners_dilemma", "elimination").description
    assert "Round 1" in said and "What survives" in said


def test_a_map_says_at_every_point_what_the_regions_say():
    from gametheory_dprk.pictures.cells_of_plane import runs
    from gametheory_dprk.pictures.region_map import _Map

    found = gt.regions("cyber_preemption", ["e", "L"])
    drawing = _Map(found, PIXELS)
    windows = drawing.windows()
    parts = runs(drawing.polynomials, lambda x, y: drawing.label({"e": x, "L": y}), windows["e"][:2], windows["L"][:2])
    columns = [column for run in parts for column in run]
    assert [column.x for column in columns] == sorted(column.x for column in columns)
    draw = random.Random(3)
    for column in draw.sample(columns, 60):
        for piece in column.pieces:
            height = Fraction(piece.low) + (Fraction(piece.high) - Fraction(piece.low)) * Fraction(draw.randrange(1, 100), 100)
            assert [item.number for item in found.at({"e": column.x, "L": height})] == [piece.label]


def test_boundaries_lie_where_the_polynomials_are_zero():
    from gametheory_dprk.pictures.cells_of_plane import real_roots

    half, one = Fraction(1, 2), Fraction(1)
    assert real_roots([-half, one], 0, 1) == [0.5]
    assert real_roots([Fraction(-2), Fraction(0), one], 0, 2) == pytest.approx([2**0.5])
    cubic = [Fraction(-6), Fraction(11), Fraction(-6), one]  # (y - 1)(y - 2)(y - 3)
    assert real_roots(cubic, 0, 10) == pytest.approx([1, 2, 3])
    assert real_roots([one], 0, 1) == []


@pytest.mark.parametrize(
    ("gains", "corners"),
    [
        ((-1, 2), [(0, 0), ("1/3", 0), ("1/3", 1), (1, 1)]),
        ((2, -1), [(0, 1), ("2/3", 1), ("2/3", 0), (1, 0)]),
        ((1, 3), [(0, 1), (1, 1)]),
        ((0, 3), [(0, 0), (0, 1), (1, 1)]),
        ((0, -3), [(0, 1), (0, 0), (1, 0)]),
        ((-3, 0), [(0, 0), (1, 0), (1, 1)]),
        ((0, 0), []),
    ],
)
def test_best_replies_jump_where_both_strategies_pay_the_same(gains, corners):
    from gametheory_dprk.pictures.replies import reply_path

    assert reply_path(*map(Fraction, gains)) == [(Fraction(x), Fraction(y)) for x, y in corners]


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        ("0", "1", ["0", "0.2", "0.4", "0.6", "0.8", "1"]),
        ("0", "30", ["0", "10", "20", "30"]),
        ("-1", "1", ["−1", "−0.5", "0", "0.5", "1"]),
        ("1/3", "2/3", ["0.4", "0.5", "0.6"]),
        ("0", "1/1000", ["0", "0.0002", "0.0004", "0.0006", "0.0008", "0.001"]),
        ("-250000", "1000000", ["0", "500000", "1000000"]),
    ],
)
def test_ticks_are_round_numbers(low, high, expected):
    from gametheory_dprk.pictures.frame import decimal, ticks

    assert [decimal(value) for value in ticks(Fraction(low), Fraction(high))] == expected


def test_tidy_trees_keep_parents_in_the_middle_and_equal_subtrees_alike():
    from gametheory_dprk.pictures.tidy import tidy

    children = [(1, 4, 7), (2, 3), (), (), (5, 6), (), (), (8, 9), (), ()]
    size = len(children)
    depth = [0, 1, 2, 2, 1, 2, 2, 1, 2, 2]
    heights = tidy(children, [float(d) for d in depth], [d + 1.0 for d in depth], [0.5] * size, [0.5] * size)
    for node, below in enumerate(children):
        if below:
            assert heights[node] == pytest.approx((heights[below[0]] + heights[below[-1]]) / 2)
    leaves = [heights[node] for node in range(size) if not children[node]]
    assert leaves == sorted(leaves)
    assert [b - a for a, b in pairwise(leaves)] == pytest.approx([1] * 5, abs=1e-4)


def test_tidy_trees_do_not_overlap_whatever_the_sizes():
    from gametheory_dprk.pictures.tidy import tidy

    for seed in range(40):
        draw = random.Random(seed)
        tree = random_tree(30, seed)
        start, end = [0.0] * tree.size, [0.0] * tree.size
        for node in range(tree.size):
            start[node] = 0.0 if not node else end[tree.parent[node]]
            end[node] = start[node] + draw.randrange(1, 40)
        above = [draw.randrange(1, 9) / 2 for _ in range(tree.size)]
        below = [draw.randrange(1, 9) / 2 for _ in range(tree.size)]
        y = tidy(tree.children, start, end, above, below)
        for a, b in combinations(range(tree.size), 2):
            if min(end[a], end[b]) - max(start[a], start[b]) > 0:
                assert y[a] + below[a] <= y[b] - above[b] + 1e-9 or y[b] + below[b] <= y[a] - above[a] + 1e-9


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (("battle_of_the_sexes", "pie"), UsageError),
        (("battle_of_the_sexes", "tree"), UnsupportedGame),
        (("us_china_pressure", "replies"), UnsupportedGame),
        (("battle_of_the_sexes", "regions"), None),
        (("us_china_pressure", "regions"), UsageError),
        (("us_china_pressure", "curves"), UsageError),
        (("thaad_attrition",), UnsupportedGame),
        (("matching_pennies", "regions"), UsageError),
    ],
)
def test_what_cannot_be_drawn_is_refused_in_a_sentence(arguments, error):
    if error is None:
        assert gt.plot(*arguments).kind == "regions"
        return
    with pytest.raises(error) as raised:
        gt.plot(*arguments)
    assert isinstance(raised.value, GameTheoryError) and raised.value.message and raised.value.help


def test_the_margin_is_kept():
    scene = gt.plot("prisoners_dilemma").scene
    assert min(PIXELS.box(item)[0] for item in scene.texts()) >= MARGIN - 1
