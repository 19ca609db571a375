"""The body ``repeated`` of a game file: every form, and every way to get it wrong, with its place."""

from fractions import Fraction

import pytest

import gametheory_dprk as gt
from gametheory_dprk.errors import GameFileError
from gametheory_dprk.formats.yaml_game import read_game

HEAD = "game: 1\nplayers: [A, B]\nparameters: {p: 1/2}\nrepeated:\n"
TABLE = "  table: |\n    A \\ B | c | d\n    c | 2, 2 | 0, 3\n    d | 3, 0 | 1, 1\n"  # lines 5 to 8
WEATHER = "  weather: {storm: p, calm: rest}\n"  # line 9


def form(text):
    return read_game(HEAD + text, "id", "id.yaml").form


def automaton(strategy, weather=""):
    return dict(form(f"{TABLE}{weather}  strategies:\n    s: {strategy}\n").strategies)["s"]


def pure(machine, state=0, weather=0):
    return tuple(mix.index(1) for mix in machine.play[state][weather])


def test_discounts():
    assert form(TABLE).discounts == (None, None)
    assert [item.evaluate({}) for item in form(f"{TABLE}  discount: 9/10\n").discounts] == [Fraction(9, 10)] * 2
    for text in ("[1/2, 1/3]", "{B: 1/3, A: 1/2}"):
        assert [item.evaluate({}) for item in form(f"{TABLE}  discount: {text}\n").discounts] == [Fraction(1, 2), Fraction(1, 3)]


def test_the_weather_is_known_in_payoffs():
    table = "  table: |\n    A \\ B | c | d\n    c | 2, 2 | 0, 3 if storm else 4\n    d | 3, 0 | 1, p if not storm else 0\n"
    game = read_game(HEAD + table + WEATHER, "id", "id.yaml").at().game
    assert [stage.payoffs[1] for stage in game.stages] == [(2, 3, 0, 0), (2, 4, 0, Fraction(1, 2))]
    assert (game.weather, game.chances, game.start) == (("storm", "calm"), ((Fraction(1, 2),) * 2,) * 2, (Fraction(1, 2),) * 2)


def test_a_table_a_weather_and_a_markov_chain():
    text = (
        "  weather: {storm: {storm: 3/4, calm: rest}, calm: {calm: 1, storm: 0}}\n  first weather: {calm: 2/3, storm: rest}\n"
        "  table:\n    storm: |\n      A \\ B | c\n      c | 1, 2\n    calm: |\n      A \\ B | c\n      c | 3, 4\n"
    )
    game = read_game(HEAD + text, "id", "id.yaml").at().game
    assert game.chances == ((Fraction(3, 4), Fraction(1, 4)), (0, 1)) and game.start == (Fraction(1, 3), Fraction(2, 3))
    assert [stage.payoffs for stage in game.stages] == [((1,), (2,)), ((3,), (4,))]
    equal = read_game(HEAD + text.replace("  first weather: {calm: 2/3, storm: rest}\n", ""), "id", "id.yaml").at().game
    assert equal.start == (Fraction(1, 2),) * 2


def test_symmetric_and_zero_sum_stage_games():
    text = "  table: |\n    A \\ B | c | d\n    c | 2 | 0\n    d | 3 | 1\n"
    assert read_game("symmetric: true\n" + HEAD + text, "id", "id.yaml").at().game.stage.payoffs == ((2, 0, 3, 1), (2, 3, 0, 1))
    assert read_game("zero-sum: true\n" + HEAD + text, "id", "id.yaml").at().game.stage.payoffs == ((2, 0, 3, 1), (-2, 0, -3, -1))


KNOWN = {
    "grim": (2, [(0, 0), (1, 1)], [(0, 1, 1, 1), (1, 1, 1, 1)]),
    "Tit-for-Tat": (4, [(0, 0), (1, 0), (0, 1), (1, 1)], [(0, 1, 2, 3)] * 4),
    "pavlov": (2, [(0, 0), (1, 1)], [(0, 1, 1, 0)] * 2),
    "always defect": (1, [(1, 1)], [(0, 0, 0, 0)]),
    "{known: grim, cooperate: 'd, c', defect: c}": (2, [(1, 0), (0, 0)], [(1, 1, 0, 1), (1, 1, 1, 1)]),
}


@pytest.mark.parametrize("text", KNOWN)
def test_known_strategies(text):
    states, plays, after = KNOWN[text]
    machine = automaton(text)
    assert len(machine.states) == states
    assert [pure(machine, state) for state in range(states)] == plays
    assert [line[0] for line in machine.transitions] == after


def test_states_of_both():
    text = "{n: {plays: c, after: {as played: n, A deviates: a, else: b}}, a: {plays: 'c, d', after: n}, b: {plays: {A: d, B: 1/4 c + 3/4 d}}}"
    machine = automaton(text)
    assert machine.states == ("n", "a", "b")
    assert [line[0] for line in machine.transitions] == [(0, 2, 1, 2), (0, 0, 0, 0), (2, 2, 2, 2)]
    assert pure(machine, 1) == (0, 1) and machine.play[2][0] == ((0, 1), (Fraction(1, 4), Fraction(3, 4)))


def test_where_play_begins():
    machine = automaton("{start: m, n: {plays: c}, m: {plays: d, after: n}}")
    assert machine.states == ("n", "m") and machine.initial == 1
    assert any("begins in `m`" in said for fact in form(f"{TABLE}{S}{{start: m, n: {{plays: c}}, m: {{plays: d}}}}\n").shown() for said in fact.remarks)
    assert automaton("{start: {plays: c}}").states == ("start",)


def test_patterns_in_order_and_by_weather():
    machine = automaton("{n: {plays: c, after: {'*, d': m, 'd, *': n, else: n}}, m: {plays: d}}")
    assert machine.transitions[0][0] == (0, 1, 0, 1)
    text = "{n: {plays: {storm: d, calm: c}, after: {as played: n, else: m}}, m: {plays: d, after: {storm: n, calm: {else: m}}}}"
    machine = automaton(text, WEATHER)
    assert machine.transitions == (((1, 1, 1, 0), (0, 1, 1, 1)), ((0, 0, 0, 0), (1, 1, 1, 1)))
    assert pure(machine, 0, 0) == (1, 1) and pure(machine, 0, 1) == (0, 0)


def test_a_machine_a_player_and_formulas():
    machine = automaton("{A: {n: {plays: c, after: {'*, d': m, else: n}}, m: {plays: d, after: n}}, B: {x: {plays: p c + rest d}}}")
    assert machine.states == ("n, x", "m, x")
    text = f"{TABLE}  discount: p\n  strategies:\n    s: {{x: {{plays: 'p c + rest d, d'}}}}\n"
    game = read_game(HEAD + text, "id", "id.yaml").at()
    assert game.strategies[0][1].play[0][0] == ((Fraction(1, 2),) * 2, (0, 1))


def test_a_war_of_attrition():
    text = "  discount: 9/10\n  attrition: {gives in: {A: [0, 0], B: {A: 6, B: -8}}, war: [-2, -p]}\n"
    war = read_game(HEAD + text, "id", "id.yaml").at().game
    assert (war.second_concedes, war.war, war.discounts) == ((6, -8), (-2, Fraction(-1, 2)), (Fraction(9, 10),) * 2)


S = "  strategies:\n    s: "  # lines 9 and 10 after TABLE; what is written begins at column 8
ATTRITION = "  discount: p\n  attrition: "
CASES = {
    "nothing": ("  {}\n", "E202", 5, 3, "no `table`"),
    "a list": ("  [A]\n", "E203", 5, 3, "map"),
    "an unknown key": ("  tabel: 1\n" + TABLE, "E201", 5, 3, "did you mean `table`"),
    "a table of a third": ("  table: |\n    A \\ C | c\n    c | 1, 2\n", "E402", 6, 5, "`C`"),
    "an unknown discount": (TABLE + "  discount: z\n", "E301", 9, 13, "`z`"),
    "too many discounts": (TABLE + "  discount: [1, 1, 1]\n", "E401", 9, 13, "two numbers"),
    "a discount left out": (TABLE + "  discount: {A: 1/2}\n", "E202", 9, 13, "leave out B"),
    "a discount of a third": (TABLE + "  discount: {A: 1/2, B: 1/2, C: 1}\n", "E201", 9, 30, "`C`"),
    "one weather": (TABLE + "  weather: {storm: 1}\n", "E203", 9, 12, "names 1"),
    "a weather like a parameter": (TABLE + "  weather: {p: 1/2, calm: rest}\n", "E208", 9, 13, "something else"),
    "a weather without a chance": (TABLE + "  weather: {storm: 1/2, calm: }\n", "E302", 9, 31, "missing"),
    "chances that add to less": (TABLE + "  weather: {storm: 1/2, calm: 1/4}\n", "E501", 9, 12, "add to 3/4"),
    "chances without a value": (TABLE + "  weather: {storm: 1/2, calm: 1/0}\n", "E312", 9, 33, "division by zero"),
    "two rests": (TABLE + "  weather: {storm: rest, calm: rest}\n", "E501", 9, 32, "rest"),
    "a weather that is left out": (TABLE + "  weather: {storm: {storm: 1}, calm: {storm: 1, calm: 0}}\n", "E202", 9, 20, "leaves out calm"),
    "first weather alone": (TABLE + "  first weather: {storm: 1}\n", "E201", 9, 3, "without `weather`"),
    "first weather of independent ones": (TABLE + WEATHER + "  first weather: {storm: 1, calm: 0}\n", "E201", 10, 3, "Markov"),
    "tables without weather": ("  table: {storm: x}\n", "E203", 5, 10, "needs `weather`"),
    "a table left out": (WEATHER + "  table:\n    storm: |\n      A \\ B | c\n      c | 1, 1\n", "E202", 7, 5, "no table for calm"),
    "tables that differ": (
        WEATHER + "  table:\n    storm: |\n      A \\ B | c\n      c | 1, 1\n    calm: |\n      A \\ B | d\n      c | 1, 1\n", "E211", 10, 5, "differ",
    ),
    "an unknown strategy": (TABLE + S + "tit fro tat\n", "E402", 10, 8, "did you mean `tit for tat`"),
    "strategies as text": (TABLE + "  strategies: grim\n", "E203", 9, 15, "map"),
    "a comma in a name": (TABLE + "  strategies:\n    'a, b': grim\n", "E207", 10, 5, "comma"),
    "no states": (TABLE + S + "{}\n", "E202", 10, 8, "no states"),
    "an unknown start": (TABLE + S + "{start: m, n: {plays: c}}\n", "E402", 10, 16, "`m`"),
    "a state as text": (TABLE + S + "{n: c}\n", "E203", 10, 12, "map"),
    "a state that plays nothing": (TABLE + S + "{n: {after: n}}\n", "E202", 10, 9, "what it plays"),
    "an unknown action": (TABLE + S + "{n: {plays: x}}\n", "E403", 10, 20, "`x`"),
    "three actions": (TABLE + S + "{n: {plays: 'c, c, c'}}\n", "E401", 10, 20, "3 actions"),
    "an action left out": (TABLE + S + "{n: {plays: {A: c}}}\n", "E202", 10, 20, "leaves out B"),
    "a list of one": (TABLE + S + "{n: {plays: [c]}}\n", "E203", 10, 20, "one a player"),
    "an unknown key of a state": (TABLE + S + "{n: {play: c, plays: c}}\n", "E201", 10, 13, "did you mean `plays`"),
    "an unknown next state": (TABLE + S + "{n: {plays: c, after: m}}\n", "E402", 10, 30, "`m`"),
    "a next state that is a map": (TABLE + S + "{n: {plays: c, after: {else: {}}}}\n", "E203", 10, 37, "name"),
    "nothing follows": (TABLE + S + "{n: {plays: c, after: {as played: n}}}\n", "E202", 10, 30, "follows on `c, d`"),
    "one action in a pattern": (TABLE + S + "{n: {plays: c, after: {d: n, else: n}}}\n", "E401", 10, 31, "no pair"),
    "an unknown action in a pattern": (TABLE + S + "{n: {plays: c, after: {'c, x': n, else: n}}}\n", "E403", 10, 35, "`x` of B"),
    "as played where it mixes": (TABLE + S + "{n: {plays: 1/2 c + 1/2 d, after: {as played: n, else: n}}}\n", "E603", 10, 43, "mixes"),
    "as played of one": (TABLE + S + "{A: {n: {plays: c, after: {as played: n}}}, B: {n: {plays: c}}}\n", "E603", 10, 35, "machine of one"),
    "tit for tat with a mixed action": (TABLE + S + "{known: tit for tat, defect: 1/2 c + 1/2 d}\n", "E603", 10, 16, "cannot be seen"),
    "a known one by a list": (TABLE + S + "{known: [grim]}\n", "E203", 10, 16, "name"),
    "a weather left out of a play": (TABLE + WEATHER + "  strategies:\n    s: {n: {plays: {storm: c}}}\n", "E202", 11, 20, "in calm"),
    "a weather left out of what follows": (TABLE + WEATHER + "  strategies:\n    s: {n: {plays: c, after: {storm: n}}}\n", "E202", 11, 30, "leaves out calm"),
    "attrition beside a table": (TABLE + ATTRITION + "{gives in: {A: [0, 0], B: [1, 1]}, war: [0, 0]}\n", "E201", 5, 3, "`table`"),
    "attrition without discount": ("  attrition: {gives in: {A: [0, 0], B: [1, 1]}, war: [0, 0]}\n", "E202", 5, 3, "`discount`"),
    "attrition without war": (ATTRITION + "{gives in: {A: [0, 0], B: [1, 1]}}\n", "E202", 6, 14, "`war`"),
    "attrition of one": (ATTRITION + "{gives in: {A: [0, 0]}, war: [0, 0]}\n", "E202", 6, 25, "leaves out B"),
    "attrition with one payoff": (ATTRITION + "{gives in: {A: 0, B: [1, 1]}, war: [0, 0]}\n", "E401", 6, 29, "two numbers"),
}


@pytest.mark.parametrize("name", CASES)
def test_faults_and_their_places(name):
    text, code, line, column, says = CASES[name]
    with pytest.raises(GameFileError) as caught:
        read_game(HEAD + text, "id", "id.yaml")
    (found,) = caught.value.diagnostics
    assert (found.code, found.place.line, found.place.column) == (code, line, column), found
    assert says in f"{found.message} {found.help}"


def test_all_faults_of_a_file_are_reported():
    text = TABLE + "  discount: z\n" + S + "{n: {plays: x}}\n    t: nobody\n"
    with pytest.raises(GameFileError) as caught:
        read_game(HEAD + text, "id", "id.yaml")
    assert [item.code for item in caught.value.diagnostics] == ["E301", "E403", "E402"]


def test_what_is_too_large_is_refused_at_once():
    machine = "{" + ", ".join(f"s{number}: {{plays: c}}" for number in range(201)) + "}"
    with pytest.raises(GameFileError, match="has 201 states"):
        read_game(HEAD + TABLE + S + machine + "\n", "id", "id.yaml")
    columns = " | ".join(f"c{number}" for number in range(60))
    rows = "".join(f"    r{number} | {' | '.join(['1, 1'] * 60)}\n" for number in range(60))
    states = "{" + ", ".join(f"s{number}: {{plays: NAME0}}" for number in range(30)) + "}"
    text = f"  table: |\n    A \\ B | {columns}\n{rows}{S}{{A: {states.replace('NAME', 'r')}, B: {states.replace('NAME', 'c')}}}\n"
    with pytest.raises(GameFileError, match="900 states"):
        read_game(HEAD + text, "id", "id.yaml")


def test_three_players_and_flags():
    with pytest.raises(GameFileError, match="two players, not 3"):
        read_game(HEAD.replace("[A, B]", "[A, B, C]") + TABLE, "id", "id.yaml")
    with pytest.raises(GameFileError, match="exclude each other"):
        read_game("symmetric: true\nzero-sum: true\n" + HEAD + TABLE, "id", "id.yaml")


@pytest.mark.parametrize(
    ("text", "values", "says"),
    [
        (TABLE + "  discount: p\n", {"p": 1}, "discount factor is 1"),
        (TABLE + "  discount: p\n", {"p": -1}, "discount factor is -1"),
        (TABLE + "  discount: [1/2, p]\n", {"p": 1}, "discount factor of B is 1"),
        (TABLE + "  discount: 1/2\n" + WEATHER, {"p": 2}, "`storm` is 2"),
        (TABLE + S + "{n: {plays: p c + rest d}}\n", {"p": 2}, "in `s`: the chance of `c` is 2"),
        ("  discount: p\n  attrition: {gives in: {A: [0, 0], B: [1, 1]}, war: [0, 0]}\n", {"p": 0}, "discount factor is 0"),
    ],
)
def test_values_that_give_no_game(text, values, says):
    with pytest.raises(gt.GameTheoryError) as caught:
        read_game(HEAD + text, "id", "id.yaml").at({name: Fraction(value) for name, value in values.items()})
    assert says in str(caught.value)
