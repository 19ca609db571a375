"""Games as objects of nashpy and sympy, games from arrays, and records that cannot be changed."""

from fractions import Fraction

import pytest

import gametheory_dprk as gt
from gametheory_dprk.formats.yaml_game import read_game
from gametheory_dprk.model.parameter import Parameter, Range

sympy = pytest.importorskip("sympy")
numpy = pytest.importorskip("numpy")

TEXT = (
    "game: 1\nplayers: [A, B]\nparameters: {p: 1/3, q: 2}\ndefine: {d: p + q}\ntable: |\n  A \\ B | x | y\n"
    "  a | p*q^2 - 1/7, max(p, q) | d, -(p - q)/q\n  b | p if p > q and not q < 0 else abs(-q), 0.1 | 0, 1e2\n"
)
TREE = "game: 1\nplayers: [A, B]\nparameters: {p: 1/3}\ntree: {A @s: {l: [p, 1], r: {chance: {h (p): [1, 0], t: [0, p^2]}}}}\n"


@pytest.fixture
def definition():
    return read_game(TEXT, "id", "id.yaml")


def test_to_sympy_agrees_with_the_exact_values(definition):
    values = definition.environment(definition.values())
    numbers = {sympy.Symbol(name, real=True): sympy.Rational(v.numerator, v.denominator) for name, v in values.items()}
    exact = definition.at()
    for player, matrix in enumerate(definition.form.to_sympy()):
        assert matrix.shape == (2, 2)
        found = [Fraction(int(entry.p), int(entry.q)) for entry in matrix.subs(numbers)]
        assert tuple(found) == exact.payoffs[player]


def test_to_sympy_of_numbers_and_of_more_players(definition):
    assert definition.at().to_sympy()[1][1, 0] == sympy.Rational(1, 10)
    cube = numpy.arange(8).reshape(2, 2, 2)
    arrays = gt.StrategicGame.from_arrays(cube, cube + 1, cube + 2).to_sympy()
    assert [array[1, 0, 1] for array in arrays] == [5, 6, 7]


def test_to_sympy_of_a_tree():
    tree = read_game(TREE, "id", "id.yaml").form.to_sympy()
    p = sympy.Symbol("p", real=True)
    assert (tree["player"], tree["information_set"]) == ("A", "@s")
    assert tree["moves"]["l"] == {"payoffs": {"A": p, "B": 1}}
    chance, below = tree["moves"]["r"]["chance"]["t"]
    assert sympy.simplify(chance - (1 - p)) == 0
    assert below["payoffs"]["B"] == p**2


def test_to_nashpy(definition):
    game = definition.at().to_nashpy()
    for player, matrix in enumerate(game.payoff_matrices):
        assert [float(entry) for entry in definition.at().payoffs[player]] == list(matrix.flatten())


def test_to_nashpy_refuses_what_nashpy_cannot_hold(definition):
    with pytest.raises(gt.UnsupportedGame, match="numbers"):
        definition.form.to_nashpy()
    with pytest.raises(gt.UnsupportedGame, match="two-player"):
        read_game(TREE, "id", "id.yaml").at().to_nashpy()
    cube = numpy.zeros((2, 2, 2), dtype=int)
    with pytest.raises(gt.UnsupportedGame, match="two-player"):
        gt.StrategicGame.from_arrays(cube, cube, cube).to_nashpy()


def test_games_from_arrays():
    game = gt.StrategicGame.from_arrays([["1/3", 2]], [[0, Fraction(1, 7)]], players=["R", "C"], strategies=[["a"], ["x", "y"]])
    assert game.matrix(0) == [[Fraction(1, 3), 2]]
    assert game.payoff(1, (0, 1)) == Fraction(1, 7)
    assert gt.StrategicGame.from_arrays([[1, -1], [-1, 1]]).is_zero_sum


@pytest.mark.parametrize(
    "arrays", [([[1, 2]], [[1], [2]]), ([[1, 2], [3]], [[1, 2], [3, 4]]), ([1, 2], [3, 4]), ()],
    ids=["shapes", "ragged", "dimensions", "none"],
)
def test_arrays_that_make_no_game(arrays):
    with pytest.raises(ValueError):
        gt.StrategicGame.from_arrays(*arrays)


def test_records_are_immutable_values():
    first = Parameter("p", Fraction(1, 2), Range(Fraction(0), True))
    assert first == Parameter("p", Fraction(1, 2), Range(Fraction(0), True))
    assert hash(first) == hash(first.replace())
    assert first.replace(unit="x") != first
    assert str(first.range) == "above 0" and "Fraction(1, 2)" in repr(first)
    for change in (lambda: setattr(first, "name", "q"), lambda: delattr(first, "name")):
        with pytest.raises(AttributeError):
            change()
    for wrong in (lambda: Parameter(), lambda: Parameter("p", nme=1), lambda: Parameter("p", name="q"), lambda: Range(1, 2, 3, 4, 5)):
        with pytest.raises(TypeError):
            wrong()
