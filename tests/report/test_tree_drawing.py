"""Trees as drawn: marks, information sets, chance, and large trees folded. Snapshots fit 80 columns."""

from textwrap import dedent

import pytest

import gametheory_dprk as gt
from gametheory_dprk.report.tree_drawing import draw


def drawn(text, *, solved=True, **options):
    tree = gt.read("game: 1\n" + text).at()
    item = gt.solve(tree, limit=1).equilibria[0] if solved else None
    return "\n".join(line for line, _ in draw(tree, item, **options))


def snapshot(text):
    return dedent(text).strip("\n")


SIGNALS = """players: [S, R]
tree:
  chance:
    good (1/3): {S: {send: {R @seen: {buy: [2, 2], pass: [0, 0]}}, hide: [1, 0]}}
    bad: {S: {send: {R @seen: {buy: [2, -3], pass: [-1, 0]}}, hide: [0, 0]}}
"""


def test_information_sets_and_chance_without_color():
    assert drawn(SIGNALS, ascii_only=True) == snapshot("""
        chance
        |- good (1/3)  S
        |  |- send  R @seen
        |  |  |- buy  (2, 2)
        |  |  `- pass >  (0, 0)
        |  `- hide =>  (1, 0)
        `- bad (2/3)  S
           |- send  R @seen
           |  |- buy  (2, -3)
           |  `- pass >  (-1, 0)
           `- hide =>  (0, 0)
        @seen: R cannot tell these 2 nodes apart
        => on the path of play, > planned off it
    """)


def test_styles_and_unicode_signs():
    tree = gt.read("game: 1\nplayers: [A, B]\ntree: {A: {l: [1, 1], r: {B: {m: [0, 0], n: [0, 2]}}}}\n").at()
    assert draw(tree, gt.solve(tree).equilibria[0]) == [
        ("A", "path"), ("├─ l ►  (1, 1)", "path"), ("└─ r  B", "plain"), ("   ├─ m  (0, 0)", "plain"),
        ("   └─ n ▷  (0, 2)", "chosen"), ("► on the path of play, ▷ planned off it", "note"),
    ]


def ternary(depth, top=0):
    if depth == 0:
        return f"[{top % 5}, {top % 7}]"
    inside = ", ".join(f"m{k}: {ternary(depth - 1, 3 * top + k)}" for k in range(3))
    return f"{{{'AB'[depth % 2]}: {{{inside}}}}}"


BIG = f"players: [A, B]\ntree: {ternary(4)}\n"


def test_a_large_tree_is_folded_to_the_path_and_its_alternatives():
    found = drawn(BIG, ascii_only=True)
    assert found == drawn(BIG, ascii_only=True)
    lines = found.split("\n")
    assert lines[-1].startswith("folded: ") and len(lines) < 20
    assert sum("... 39 nodes, worth A " in line for line in lines) == 2
    assert sum("=>" in line for line in lines) == 5  # four moves, and the legend
    assert max(map(len, lines)) <= 80


def test_a_large_tree_without_an_equilibrium_is_folded_by_depth():
    lines = drawn(BIG, solved=False).split("\n")
    assert len(lines) <= 62
    assert " worth " not in "".join(lines) and any("... 3 nodes" in line for line in lines)


def test_a_deep_path_stays_within_a_terminal():
    text = "[99, 99]"
    for k in range(50, 0, -1):
        text = f"{{{'AB'[k % 2]}: {{take: [{k}, {k}], pass: {text}}}}}"
    lines = drawn(f"players: [A, B]\ntree: {text}\n", ascii_only=True).split("\n")
    assert lines[32].endswith("`- pass =>  B ... 68 nodes, worth A 99, B 99")
    assert max(map(len, lines)) <= 100 and len(lines) == 35


@pytest.mark.parametrize("limit", [1, 2, 5, 20, 200])
def test_the_limit_bounds_the_lines(limit):
    assert len(drawn(BIG, limit=limit).split("\n")) <= limit + 3


def test_many_moves_are_counted():
    offers = ", ".join(f"o{k}: [{k}, 0]" for k in range(100))
    lines = drawn(f"players: [A, B]\ntree: {{A: {{{offers}}}}}\n", ascii_only=True).split("\n")
    assert lines[8] == "|- o99 =>  (99, 0)"
    assert lines[9] == "`- ... 92 more moves, 92 nodes"
    assert len(lines) == 12


def test_labels_are_safe_and_cut():
    long = "x" * 100
    tree = gt.read(f"game: 1\nplayers: [Ä, B]\ntree: {{Ä: {{{long}: [1, 0], y: [0, 0]}}}}\n").at()
    hostile = tree.replace(information_sets=(tree.information_sets[0].replace(moves=(long, "a\x1b[31m\nb")),))
    found = "\n".join(line for line, _ in draw(hostile))
    assert found == f"Ä\n├─ {'x' * 37}...  (1, 0)\n└─ a?[31m b  (0, 0)"
