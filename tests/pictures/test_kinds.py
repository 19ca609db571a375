"""Pictures of payoffs, beliefs, dynamics, shares and automata: what they say is exact, and their texts have room."""

import random
from fractions import Fraction
from itertools import product

import pytest
from test_pictures import look_at, meetings

import gametheory_dprk as gt
from gametheory_dprk import library
from gametheory_dprk.api import instantiate
from gametheory_dprk.errors import LimitReached, UnsupportedGame, UsageError
from gametheory_dprk.pictures.beliefs import envelope
from gametheory_dprk.pictures.kinds import KINDS
from gametheory_dprk.pictures.marks import Labels, Mark, merged, window
from gametheory_dprk.pictures.metrics import PIXELS, Metrics
from gametheory_dprk.pictures.replicator import one_population, trajectory, two_populations
from gametheory_dprk.pictures.scene import Curve, Dot, Polygon
from gametheory_dprk.plotting import KINDS as DRAWN
from gametheory_dprk.plotting import default_kind
from gametheory_dprk.solvers import ess
from gametheory_dprk.solvers import replicator as rest_points

NEW = ("polygon", "beliefs", "replicator", "power", "machines")
CELLS = Metrics(cells=True, columns=80)
CURVED = """
game: 1
players: [US, China]
bargaining: {frontier: {China: 4 - US^2, US: 0 .. 2}, outside: {US: 1/2}, weights: {US: 2/3, China: 1/3}}
"""


def table(rows, columns=None):
    """A table of numbers; without a second matrix the symmetric one."""
    columns = columns or [list(row) for row in zip(*rows, strict=True)]
    return gt.StrategicGame.from_arrays(rows, columns)


def read(text, tmp_path):
    path = tmp_path / "game.yaml"
    path.write_text(text, encoding="utf-8")
    return gt.load(str(path))


def test_every_kind_has_a_line_and_a_drawing():
    assert set(KINDS) == set(DRAWN)


@pytest.mark.parametrize("kind", NEW)
@pytest.mark.parametrize("name", library.names())
def test_every_game_is_drawn_or_refused(name, kind):
    definition = gt.load(name)
    try:
        picture = gt.plot(definition, kind)
    except (LimitReached, UnsupportedGame) as error:
        assert error.message
        return
    look_at(picture, definition.form.players if kind in ("polygon", "power") else ())
    for columns in (60, 80):
        lines = picture.text(columns).splitlines()
        assert len(lines) > 3
        assert max(map(len, lines)) <= 80
    assert picture.text(80, ascii_only=True).isascii()
    assert picture.tikz().startswith("%")


@pytest.mark.parametrize(
    ("name", "kind"),
    [("bill_and_jack", "polygon"), ("folk_theorem", "polygon"), ("gsomia_ebb_tide", "machines"), ("unsc_power", "power"), ("baron_ferejohn", "power"), ("format_p5plus1_nash", "power"), ("centipede", "tree")],
)
def test_the_kind_follows_from_the_form(name, kind):
    assert default_kind(gt.load(name).form) == kind
    assert gt.plot(name).kind == kind


# payoffs


def plane_points(picture):
    return [item for item in picture.scene.flat() if isinstance(item, Dot) and item.fill == "ink"]


def test_solutions_of_a_bargaining_problem_are_told_exactly():
    said = gt.plot("bill_and_jack").description
    for part in ("Nash: (24, 11)", "K-S: (672/29 ~ 23.17, 327/29 ~ 11.28)", "no agreement: (12, 6)", "utilitarian 1: (30, 6)"):
        assert part in said


def test_a_curved_frontier_keeps_its_exact_points(tmp_path):
    from gametheory_dprk.pictures.polygon import of_bargaining

    definition = read(CURVED, tmp_path)
    game = instantiate(definition)
    plane = of_bargaining(game, gt.solve(definition))
    feasible, admissible = (area.points for area in plane.areas)
    assert all(y == 4 - x * x for x, y in plane.efficient)
    assert plane.efficient[0] == (Fraction(1, 2), Fraction(15, 4)) and plane.efficient[-1] == (2, 0)
    assert {(Fraction(1, 2), Fraction(0)), (Fraction(2), Fraction(0))} <= set(admissible)
    assert all(y <= 4 - x * x for x, y in feasible)
    assert "Nash with weights: (sqrt(2) ~ 1.4142, 2)" in gt.plot(definition).description


def test_outcomes_without_lotteries_are_points(tmp_path):
    text = "game: 1\nplayers: [A, B]\nbargaining:\n  outcomes: {a: [1, 4], b: [3, 3], c: [4, 1]}\n  lotteries: false\n"
    picture = gt.plot(read(text, tmp_path))
    legend = sum(isinstance(item, Polygon) for item in picture.scene.flat())
    assert legend == 0
    assert sum(isinstance(item, Dot) and item.fill == "muted" for item in picture.scene.flat()) >= 3


@pytest.mark.parametrize(
    ("surplus", "told"), [("1", "2 more than there is to share"), ("3", "nobody can get more")], ids=["nothing", "a point"]
)
def test_problems_without_gains_are_drawn(surplus, told, tmp_path):
    text = f"game: 1\nplayers: [A, B]\nbargaining: {{surplus: {surplus}, disagreement: {{A: 1, B: 2}}}}\n"
    picture = gt.plot(read(text, tmp_path))
    look_at(picture, ["A", "B"])
    assert "no agreement" in picture.description
    if surplus == "1":
        assert told in picture.description


def test_minmax_and_equilibria_of_a_table_are_marked():
    said = gt.plot("battle_of_the_sexes", "polygon").description
    assert "(ballet, ballet): (2, 1)" in said and "mixed, minmax: (2/3 ~ 0.6667, 2/3 ~ 0.6667)" in said


def test_payoffs_of_a_zero_sum_game_are_a_segment():
    picture = gt.plot("matching_pennies", "polygon")
    assert not any(isinstance(item, Polygon) for item in picture.scene.flat())
    assert "only (0, 0)" in " ".join(item.text for item in picture.scene.texts())


def test_what_equilibria_of_a_repeated_game_pay_is_drawn_where_it_is_known():
    from gametheory_dprk.pictures.polygon import of_repeated

    definition = gt.load("folk_theorem")
    form = instantiate(definition)
    answer = gt.solve(definition)
    areas = of_repeated(form, answer, gt.solve(definition, "payoff-set")).areas
    assert {tuple(point) for point in areas[2].points} == {(2, 7), (7, 2), (6, 6)}
    assert len(of_repeated(form, answer, None).areas) == 2


@pytest.mark.parametrize(("name", "kind", "concept"), [("us_china_linkage", None, "nash"), ("hawk_dove", "replicator", "nash"), ("unsc_power", "power", "banzhaf")])
def test_a_concept_that_would_not_be_shown_is_refused(name, kind, concept):
    with pytest.raises(UsageError, match="concept"):
        gt.plot(name, kind, concept=concept)


def test_open_parameters_are_refused_where_numbers_are_needed():
    for name, kind in (("us_china_linkage", "polygon"), ("unsc_power", "matrix"), ("folk_theorem", "tree"), ("glove_market", "regions")):
        if kind == "polygon":
            definition = gt.load(name)
            with pytest.raises(UnsupportedGame, match="values of all"):
                gt.plot(definition.form, kind)
            continue
        with pytest.raises(UnsupportedGame):
            gt.plot(name, kind)


# marks


def test_marks_at_one_place_share_their_name():
    marks = merged([Mark("Nash", Fraction(1), Fraction(2)), Mark("K-S", Fraction(1), Fraction(2)), Mark("Nash", Fraction(1), Fraction(2)), Mark("other", Fraction(1), Fraction(3))])
    assert [mark.name for mark in marks] == ["Nash, K-S", "other"]


def test_labels_meet_neither_each_other_nor_the_edge():
    draw = random.Random(1)
    for _ in range(30):
        labels = Labels(PIXELS, (0, 0, 300, 200))
        places = [(draw.uniform(10, 290), draw.uniform(10, 190)) for _ in range(8)]
        for place in places:
            labels.block(place)
        texts = [item for place in places for item in labels.beside(place, "a name " * draw.randrange(1, 3)) if hasattr(item, "text")]
        assert meetings(texts, PIXELS) == []
        for item in texts:
            left, top, right, bottom = PIXELS.box(item)
            assert left >= 0 and right <= 300 and top >= 0 and bottom <= 200


@pytest.mark.parametrize("values", [[Fraction(0), Fraction(1)], [Fraction(5)], [Fraction(-1, 3), Fraction(10**9)], [Fraction(1, 10**6), Fraction(2, 10**6)]])
def test_an_axis_has_room_beyond_what_it_shows(values):
    low, high = window(values)
    span = max(values) - min(values) or 1
    assert low < min(values) and high > max(values)
    assert high - low < 2 * span + 2 * (span if span == 1 else 0) + Fraction(span)


# beliefs


def test_the_best_reply_changes_at_exact_beliefs():
    assert envelope([(Fraction(0), Fraction(1)), (Fraction(1), Fraction(0))]) == ((Fraction(1, 2),), ((0,), (1,)))
    assert envelope([(Fraction(0), Fraction(1)), (Fraction(1), Fraction(0)), (Fraction(2, 5), Fraction(2, 5))]) == ((Fraction(1, 2),), ((0,), (1,)))
    assert envelope([(Fraction(0), Fraction(1)), (Fraction(1), Fraction(0)), (Fraction(3, 4), Fraction(3, 4))]) == ((Fraction(1, 4), Fraction(3, 4)), ((0,), (2,), (1,)))
    assert envelope([(Fraction(1), Fraction(1)), (Fraction(1), Fraction(1))]) == ((), ((0, 1),))


def test_the_best_of_lines_is_best_everywhere():
    draw = random.Random(5)
    for _ in range(60):
        lines = [(Fraction(draw.randrange(-6, 7)), Fraction(draw.randrange(-6, 7))) for _ in range(draw.randrange(1, 6))]
        changes, best = envelope(lines)
        ends = [Fraction(0), *changes, Fraction(1)]
        assert ends == sorted(set(ends)) and len(best) == len(ends) - 1
        for step in range(1, 97):
            belief = Fraction(step, 97)
            worth = [low + (high - low) * belief for high, low in lines]
            stretch = max(place for place, end in enumerate(ends[:-1]) if end < belief)
            if belief not in ends:
                assert best[stretch] == tuple(place for place, value in enumerate(worth) if value == max(worth))


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("beer_and_quiche", ["Receiver @beer, best by the belief in strong: duel, from 1/2 on defer"]),
        ("us_china_types", ["US @pressure, best by the belief in tired: low, from 1/6 on calibrated"]),
        ("feint_at_leadership", ["best by the belief in sincere: press, from 3/5 on praise"]),
        ("talks_no_concessions", ["US @offer, best by the belief in sincere: talk."]),
        ("missiles_turn_on_china", ["China @policy, best by the belief in defiant: squeeze, from 1/5 on sustain"]),
    ],
)
def test_thresholds_of_beliefs(name, parts):
    picture = gt.plot(name, "beliefs")
    assert [part for part in parts if part not in picture.description] == []


def test_beliefs_follow_from_the_prior_on_the_path_and_from_the_equilibrium_off_it():
    from gametheory_dprk.pictures.beliefs import replies, slots_of_two_types

    tree = instantiate(gt.load("beer_and_quiche"))
    answer = gt.solve(tree)
    panels = [panel for slot in slots_of_two_types(tree) for panel in replies(tree, slot, answer)]
    assert [panel.beliefs for panel in panels] == [((1, (Fraction(9, 10),)), (2, (Fraction(0), Fraction(1, 2)))), ((1, (Fraction(0), Fraction(1, 2))), (2, (Fraction(9, 10),)))]
    assert {panel.prior for panel in panels} == {Fraction(9, 10)}


def test_a_plane_is_drawn_for_each_way_to_go_on():
    from gametheory_dprk.pictures.beliefs import replies, slots_of_two_types

    tree = instantiate(gt.load("trust_and_types"))
    answer = gt.solve(tree)
    (slot,) = slots_of_two_types(tree)
    panels = replies(tree, slot, answer)
    assert sorted(place for panel in panels for place in panel.equilibria) == [1, 2, 3]
    for panel in panels:
        for place, (belief,) in panel.beliefs:
            worth = [low + (high - low) * belief for high, low in panel.lines]
            mix = answer.equilibria[place - 1].profile[slot]
            assert all(value == max(worth) for value, share in zip(worth, mix, strict=True) if share)


def test_three_types_are_refused():
    with pytest.raises(UnsupportedGame, match="two types"):
        gt.plot("one_card_poker" if len(gt.load("one_card_poker").form.children[0]) != 2 else "kuhn_poker", "beliefs")


# dynamics


def change(matrix, shares):
    worth = [sum(Fraction(a) * x for a, x in zip(row, shares, strict=True)) for row in matrix]
    mean = sum(x * w for x, w in zip(shares, worth, strict=True))
    return [x * (w - mean) for x, w in zip(shares, worth, strict=True)]


def random_matrix(draw, size):
    return [[draw.randrange(-3, 4) for _ in range(size)] for _ in range(size)]


@pytest.mark.parametrize("size", [2, 3])
def test_rest_points_of_one_population_rest_and_no_other_does(size):
    draw = random.Random(size)
    grid = [tuple(Fraction(part, 12) for part in parts) for parts in product(range(13), repeat=size) if sum(parts) == 12]
    for _ in range(150):
        matrix = random_matrix(draw, size)
        found = rest_points.of_one_population(matrix, set())
        for rest in found.rests:
            assert not any(change(matrix, rest.shares))
        for start, end in found.segments:
            for share in (Fraction(0), Fraction(1, 3), Fraction(1)):
                assert not any(change(matrix, [a + share * (b - a) for a, b in zip(start, end, strict=True)]))
        listed = {rest.shares for rest in found.rests}
        for shares in grid:
            if not any(change(matrix, shares)):
                on = any(rest_points._between(shares, start, end) for start, end in found.segments)
                assert shares in listed or on or found.everything


@pytest.mark.parametrize("size", [2, 3])
def test_stable_rest_points_attract_what_is_near(size):
    draw = random.Random(10 + size)
    seen = set()
    for _ in range(40):
        matrix = random_matrix(draw, size)
        form = table(matrix)
        stable = {item.profile[0] for item in ess.solve(form, 100).equilibria}
        found = rest_points.of_one_population(matrix, stable)
        kinds = {rest.shares: rest.kind for rest in found.rests}
        assert all(kinds[shares] == rest_points.STABLE for shares in stable)
        field = one_population(form)
        for rest in found.rests:
            seen.add(rest.kind)
            center = [float(x) for x in rest.shares]
            near = []
            for corner in range(size):
                start = [0.98 * x + 0.02 * (k == corner) * 0.6 + 0.02 * 0.4 / size for k, x in enumerate(center)]
                end = trajectory(field, start, 1.0)[-1]
                near.append(max(abs(a - b) for a, b in zip(end, center, strict=True)) < 0.05)
            if rest.kind == rest_points.STABLE:
                assert all(near), (matrix, rest)
    assert {rest_points.STABLE, rest_points.UNSTABLE} <= seen


def test_rock_paper_scissors_turns_around_its_center():
    picture = gt.plot("rock_paper_scissors", "replicator")
    assert "1/3 rock + 1/3 paper + 1/3 scissors: a center" in picture.description
    shares = trajectory(one_population(instantiate(gt.load("rock_paper_scissors"))), (0.5, 0.3, 0.2), 2.0)
    products = [x * y * z for x, y, z in shares]
    assert max(products) - min(products) < 1e-5  # the constant of motion


@pytest.mark.parametrize(
    ("win", "kind"), [(3, rest_points.STABLE), (Fraction(1, 2), rest_points.UNSTABLE), (1, rest_points.CENTER)], ids=["stable", "unstable", "center"]
)
def test_generalized_rock_paper_scissors(win, kind):
    matrix = [[0, -1, win], [win, 0, -1], [-1, win, 0]]
    (inner,) = [rest for rest in rest_points.of_one_population(matrix, set()).rests if all(rest.shares)]
    assert inner.shares == (Fraction(1, 3),) * 3 and inner.kind == kind


@pytest.mark.parametrize(
    ("first", "second", "kinds", "segments"),
    [
        ([[2, 0], [0, 1]], [[1, 0], [0, 2]], {(0, 0): True, (1, 1): True, (Fraction(2, 3), Fraction(1, 3)): False}, 0),
        ([[1, -1], [-1, 1]], [[-1, 1], [1, -1]], {(Fraction(1, 2), Fraction(1, 2)): None}, 0),
        ([[1, 0], [1, 0]], [[2, 0], [2, 0]], {(0, 1): False}, 2),
        ([[1, 1], [1, 1]], [[0, 1], [1, 0]], {}, 3),
    ],
    ids=["coordination", "pennies", "indifferent", "inner segment"],
)
def test_rest_points_of_two_populations(first, second, kinds, segments):
    form = table(first, second)
    found = rest_points.of_two_populations(form)
    names = {True: rest_points.STABLE, False: rest_points.UNSTABLE, None: rest_points.CENTER}
    given = {rest.shares: rest.kind for rest in found.rests}
    assert {point: names[kind] for point, kind in kinds.items()}.items() <= given.items()
    assert len(found.segments) == segments
    field = two_populations(form)
    assert all(max(map(abs, field([float(x) for x in shares]))) < 1e-12 for shares in given)
    look_at(gt.plot(form, "replicator"), ())


def test_where_nothing_moves_that_is_said():
    picture = gt.plot(table([[1, 1], [1, 1]]), "replicator")
    assert "Nothing ever moves" in " ".join(item.text for item in picture.scene.texts())


@pytest.mark.parametrize("shape", [(2, 3), (3, 3), (4, 4)])
def test_other_dynamics_are_refused(shape):
    rows = [[row * 5 + column for column in range(shape[1])] for row in range(shape[0])]
    with pytest.raises(UnsupportedGame, match="x".join(map(str, shape))):
        gt.plot(gt.StrategicGame.from_arrays(rows, rows), "replicator")


# bars


def test_bars_are_as_long_as_their_numbers():
    picture = gt.plot("glove_market")
    bars = [item for item in picture.scene.flat() if isinstance(item, Polygon)][:4]
    lengths = [bar.points[1][0] - bar.points[0][0] for bar in bars]
    assert lengths[0] / lengths[1] == pytest.approx(2 / 3)
    assert lengths[2] / lengths[0] == pytest.approx(1 / 4)
    assert "Shapley value: Left 2/3, Right1 1/6, Right2 1/6." in picture.description


def test_costs_go_to_the_left():
    picture = gt.plot("airport")
    bars = [item for item in picture.scene.flat() if isinstance(item, Polygon)]
    assert all(bar.points[1][0] < bar.points[0][0] for bar in bars[:6])
    text = picture.text(80)
    assert "-17/6 ~ -2.833 ####" in text


def test_shares_stand_beside_votes_and_stakes():
    assert "what a player expects, of the total: Ann 11/15, Bob 2/15, Cid 2/15." in gt.plot("veto_bargaining").description
    said = gt.plot("format_p5plus1_nash").description
    assert said.startswith("no agreement: US 2, China 2,") and "Nash, K-S" in said


# automata


def test_transitions_are_told_in_words():
    said = gt.plot("repeated_prisoners_dilemma", "machines").description
    assert "cooperate to cooperate after (cooperate, cooperate); cooperate to punish after anything else; punish to punish after anything" in said
    assert "grim: pays 5, 5; subgame perfect; perfect for 2/5 ≤ d < 1" in said


def test_every_state_is_a_circle():
    picture = gt.plot("folk_theorem", "machines")
    circles = [item for item in picture.scene.flat() if isinstance(item, Dot)]
    assert len(circles) == 5
    arrows = [item for item in picture.scene.flat() if isinstance(item, Curve) and len(item.points) > 3]
    assert len(arrows) == 7


@pytest.mark.parametrize("kind", NEW)
def test_texts_of_a_terminal_do_not_meet(kind):
    for name in ("bill_and_jack", "beer_and_quiche", "hawk_dove", "matching_pennies", "airport", "unsc_power", "gsomia_ebb_tide", "us_china_types"):
        try:
            picture = gt.plot(name, kind)
        except (LimitReached, UnsupportedGame):
            continue
        words = [item for item in picture._make(CELLS).texts() if len(item.text) > 1]
        assert meetings(words, CELLS) == []
