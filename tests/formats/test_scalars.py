"""Names and numbers that YAML would turn into something else: names survive everywhere, numbers are exact."""

import unicodedata
from fractions import Fraction

import pytest

from gametheory_dprk.errors import GameFileError
from gametheory_dprk.formats.yaml_game import read_game

NAMES = [
    "no",
    "on",
    "yes",
    "1:30",
    "010",
    "0.1",
    "1e3",
    "日本",
    "\u00e9",
    "hold fire",
    "null",
    "~",
    "0x1F",
    "1_000",
    "-",
]
DECOMPOSED = unicodedata.normalize("NFD", "\u00e9")


def read(text):
    return read_game("game: 1\n" + text, "id", "id.yaml")


@pytest.mark.parametrize("name", NAMES)
def test_a_name_survives_in_a_table(name):
    name = name if name != "-" else "'-'"  # a rule of a table, and a YAML list, without quotes
    plain = name.strip("'")
    definition = read(
        f'players: ["{name}", B]\ntable: |\n  {name} \\ B | {name} | other\n  {name} | 1, 2 | 3, 4\n'
        f'claims:\n  - nash: {{"{name}": "{name}", B: other}}\n  - now: prob(B \'{plain}\') == 0\n'
    )
    assert definition.form.players == (plain, "B")
    assert definition.form.strategies == ((plain,), (plain, "other"))
    assert definition.at().payoffs == ((1, 3), (2, 4))
    assert len(definition.claims) == 2


@pytest.mark.parametrize("name", [name for name in NAMES if name != "-"])
def test_a_name_survives_in_a_tree(name):
    definition = read(
        f"players: [{name}, B]\nsubtrees:\n  {name}: {{B @{name}: {{{name}: [1, 2], other: [3, 4]}}}}\n"
        f"tree:\n  {name}:\n    {name}: {{use: {name}}}\n    out:\n"
        f"      chance: {{{name} (1/3): [5, 6], rest of it: [7, 8]}}\n"
    )
    tree = definition.at()
    assert tree.players == (name, "B")
    assert tree.information_sets[0].moves == (name, "out")
    assert tree.information_sets[1].name == f"@{name}"
    assert tree.payoffs(tree.paths[name, name]) == (1, 2)
    assert tree.chance_moves[0].moves == (name, "rest of it")
    assert tree.chance_moves[0].probabilities == (Fraction(1, 3), Fraction(2, 3))


@pytest.mark.parametrize(
    "body",
    [
        "table: |\n  @ \\ B | y\n  x | 1, 2\n",
        "strategies: {@: [x], B: [y]}\nprofiles: {'x, y': [1, 2]}\n",
        "strategies: {@: [x], B: [y]}\npayoffs: {@: 1, B: 2}\n",
        "tree: {@: {x: [1, 2]}}\n",
        "tree: {A: {x: {@: 1, B: 2}}}\n",
    ],
    ids=["corner", "strategies", "formula", "mover", "payoff"],
)
def test_a_players_name_may_be_decomposed_everywhere(body):
    players = f"[{DECOMPOSED}, B]" if "A:" not in body else f"[{DECOMPOSED}, B, A]"
    text = body.replace("{@: 1, B: 2}}}", "{@: 1, B: 2, A: 3}}}").replace("@", DECOMPOSED)
    assert read(f"players: {players}\n{text}").form.players[0] == "\u00e9"


@pytest.mark.parametrize(
    "body",
    [
        "strategies: {A: [@], B: [y]}\nprofiles: {'@, y': [1, 2]}\n",
        "strategies: {A: [@], B: [y]}\npayoffs: {A: n('@'), B: 2}\n",
        "tree: {A: [@], B: [y], then: {'@, y': [1, 2]}}\n",
        "table: |\n  A \\ B | y\n  @ | 1, 2\nclaims:\n  - nash: {A: @}\n",
        "table: |\n  A \\ B | y\n  @ | 1, 2\nclaims:\n  - now: prob(A '@') == 1\n",
    ],
    ids=["profile", "count", "then", "nash claim", "prob claim"],
)
def test_a_moves_name_may_be_decomposed_everywhere(body):
    definition = read("players: [A, B]\n" + body.replace("@", DECOMPOSED))
    names = (
        definition.form.strategies[0]
        if hasattr(definition.form, "strategies")
        else definition.form.information_sets[0].moves
    )
    assert names == ("\u00e9",)


NUMBERS = {
    "0.1": Fraction(1, 10),
    "1/10": Fraction(1, 10),
    "010": Fraction(10),
    "1e3": Fraction(1000),
    "1E3": Fraction(1000),
    "1e-3": Fraction(1, 1000),
    ".5": Fraction(1, 2),
    "5.": Fraction(5),
    "-0": Fraction(0),
    "+7": Fraction(7),
    "0.30": Fraction(3, 10),
    "0.1 + 0.2": Fraction(3, 10),
}


@pytest.mark.parametrize("text", NUMBERS)
def test_numbers_are_exact_wherever_they_stand(text):
    definition = read(
        f"players: [A, B]\nparameters:\n  p: {text}\n  q: {{value: {text}, range: at most {text}}}\n"
        f"define: {{d: {text}}}\n"
        f"table: |\n  A \\ B | x | y\n  a | {text}, p | q, d\n"
    )
    number = NUMBERS[text]
    assert definition.at().payoffs == ((number, number), (number, number))
    assert definition.parameter("q").range.upper == number
    assert all(isinstance(entry, Fraction) for table in definition.at().payoffs for entry in table)


@pytest.mark.parametrize(
    "text", ["1_000", "0x10", "0b1", "1,5", "1 000", "nan", "inf", ".inf", "1:30", "true", "no", "1e", "1j", "½"]
)
def test_what_yaml_or_python_would_take_for_a_number_is_refused(text):
    with pytest.raises(GameFileError) as refused:
        read(f'players: [A]\nparameters: {{p: "{text}"}}\nstrategies: {{A: [x]}}\nprofiles: {{x: [p]}}\n')
    first = refused.value.diagnostics[0]
    assert first.code in ("E302", "E303", "E304", "E305")
    assert first.place.line == 3 and first.place.column >= 18
