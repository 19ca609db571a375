"""What interop and the model do at their edges: choices in sympy, symbols in trees, arrays, immutability."""

import ast
from fractions import Fraction
from pathlib import Path

import pytest

import gametheory_dprk as gt
from gametheory_dprk.formats.expression_text import ExpressionParser, Vocabulary
from gametheory_dprk.formats.yaml_game import read_game
from gametheory_dprk.model import record, strategic
from gametheory_dprk.model.expression import Expression, Scope

sympy = pytest.importorskip("sympy")
P, Q = sympy.symbols("p q", real=True)


def expression(text):
    return Expression(ExpressionParser(text, Vocabulary({"p", "q"})).whole(), text)


def test_a_choice_is_a_piecewise():
    found = expression("p if p > q else q^2").to_sympy()
    assert found == sympy.Piecewise((P, P > Q), (Q**2, True))
    assert found.subs({P: 3, Q: 2}) == 3
    assert found.subs({P: 1, Q: 2}) == 4


@pytest.mark.parametrize(
    "text",
    [
        "p/q - q/p",
        "-(p + q)^3",
        "min(p, q, 0) * max(p, 1)",
        "abs(p - q)",
        "2^3 + 0.1",
        "p if p == 1/2 else q",
        "p if p != 1/2 else q",
        "1 if p < q <= 3 and not q > 5 else 0",
        "1 if p > 9 or q >= 3 else 0",
        "p if true else q",
    ],
)
@pytest.mark.parametrize("values", [(Fraction(1, 2), Fraction(3)), (Fraction(-7, 3), Fraction(2, 5))])
def test_sympy_gives_the_exact_value(text, values):
    p, q = values
    exact = expression(text).evaluate({"p": p, "q": q})
    found = expression(text).to_sympy()
    found = found.subs({P: sympy.Rational(p.numerator, p.denominator), Q: sympy.Rational(q.numerator, q.denominator)})
    assert (found.p, found.q) == (exact.numerator, exact.denominator)


@pytest.mark.parametrize("text", ["p > q", "not p > q", "p < q or p == 1", "p < 1 < q", "true"])
def test_conditions_agree_with_sympy(text):
    for p, q in ((1, 2), (2, 1), (0, 0), (1, 1)):
        exact = expression(text).node.evaluate(Scope({"p": Fraction(p), "q": Fraction(q)}))
        assert bool(expression(text).to_sympy().subs({P: p, Q: q})) is exact


def test_names_that_sympy_knows_are_plain_symbols():
    game = read_game(
        "game: 1\nplayers: [A, B]\nparameters: {I: 2, E: 3, S: 5, pi: 7, N: 11}\ntable: |\n  A \\ B | x\n"
        "  a | I*E + S, pi - N\n",
        "i",
        "i",
    )
    first, second = (matrix[0, 0] for matrix in game.form.to_sympy())
    assert {symbol.name for symbol in first.free_symbols} == {"I", "E", "S"}
    assert second == sympy.Symbol("pi", real=True) - sympy.Symbol("N", real=True)


def test_three_players_with_symbols():
    game = read_game(
        "game: 1\nplayers: [A, B, C]\nparameters: {p: 1/3}\nstrategies: {A: [x, y], B: [x, y], C: [x, y]}\n"
        "payoffs: {each: p^2 if n(x) >= 2 else 1 - p}\n",
        "i",
        "i",
    )
    exact = game.at()
    for player, array in enumerate(game.form.to_sympy()):
        for profile in exact.profiles():
            number = exact.payoff(player, profile)
            assert array[profile].subs({P: sympy.Rational(1, 3)}) == sympy.Rational(
                number.numerator, number.denominator
            )


def test_a_tree_with_symbols_is_nested_dicts():
    game = read_game(
        "game: 1\nplayers: [A, B]\nparameters: {p: 1/4}\ntree:\n  A:\n"
        "    l: {pays: [p, 1], then: {B @b: {u: [1, p], d: [0, 0]}}}\n"
        "    r: {chance: {h (p): [1, 2], t: [3, 4]}}\n",
        "i",
        "i",
    )
    tree = game.form.to_sympy()
    below = tree["moves"]["l"]
    assert (below["player"], below["information_set"]) == ("B", "@b")
    assert sympy.expand(below["moves"]["u"]["payoffs"]["A"] - (1 + P)) == 0
    assert sympy.expand(below["moves"]["u"]["payoffs"]["B"] - (1 + P)) == 0
    chances = [chance for chance, _ in tree["moves"]["r"]["chance"].values()]
    assert sympy.expand(sum(chances)) == 1
    numeric = game.at().to_sympy()
    assert numeric["moves"]["r"]["chance"]["t"] == (sympy.Rational(3, 4), {"payoffs": {"A": 3, "B": 4}})


def test_nashpy_finds_the_equilibria_of_the_same_matrices():
    pytest.importorskip("nashpy")
    game = gt.StrategicGame.from_arrays([["1/3", 0], [0, "0.1"]], [[1, 0], [0, 2]])
    found = game.to_nashpy()
    assert found.payoff_matrices[0].tolist() == [[1 / 3, 0.0], [0.0, 0.1]]
    assert found.payoff_matrices[1].tolist() == [[1.0, 0.0], [0.0, 2.0]]
    listed = {tuple(round(float(share), 9) for mix in item for share in mix) for item in found.support_enumeration()}
    ours = {
        tuple(round(float(share), 9) for mix in item.profile for share in mix) for item in gt.solve(game).equilibria
    }
    assert listed == ours


def test_nashpy_gets_a_rectangular_game():
    pytest.importorskip("nashpy")
    game = gt.StrategicGame.from_arrays([[1, 2, 3]], [[4, 5, 6]])
    assert [matrix.shape for matrix in game.to_nashpy().payoff_matrices] == [(1, 3), (1, 3)]


def test_arrays_are_taken_exactly():
    numpy = pytest.importorskip("numpy")
    assert gt.StrategicGame.from_arrays([["0.1"]], [["1e3"]]).payoffs == ((Fraction(1, 10),), (Fraction(1000),))
    assert gt.StrategicGame.from_arrays([[0.1]], [[0]]).payoffs[0][0] == Fraction(0.1) != Fraction(1, 10)
    whole = gt.StrategicGame.from_arrays(numpy.array([[1, 2], [3, 4]], dtype=numpy.int64))
    assert whole.payoffs == ((1, 2, 3, 4), (-1, -2, -3, -4))
    assert all(type(entry) is Fraction for table in whole.payoffs for entry in table)


@pytest.mark.parametrize(
    ("arrays", "named"),
    [
        (([[1, 2]], [[1, 2]], [[1, 2]]), {}),
        (([[1]], [[1]]), {"players": ["A"]}),
        (([[1]], [[1]]), {"players": ["A", "A"]}),
        (([[1, 2]], [[1, 2]]), {"strategies": [["a"], ["x"]]}),
        (([[1, 2]], [[1, 2]]), {"strategies": [["a"], ["x", "x"]]}),
        (([["one"]], [["two"]]), {}),
        (([[float("nan")]], [[0]]), {}),
        (([[], []], [[], []]), {}),
        ((5, 5), {}),
    ],
    ids=[
        "dimensions",
        "one name",
        "same names",
        "few strategies",
        "same strategies",
        "words",
        "nan",
        "empty",
        "scalars",
    ],
)
def test_arrays_that_make_no_game_raise_value_error(arrays, named):
    with pytest.raises(ValueError):
        gt.StrategicGame.from_arrays(*arrays, **named)


def test_games_and_solutions_cannot_be_changed():
    game = gt.StrategicGame.from_arrays([[1, -1], [-1, 1]])
    solution = gt.solve(game)
    for item, name in ((game, "payoffs"), (solution, "equilibria"), (solution.equilibria[0], "profile")):
        with pytest.raises(AttributeError):
            setattr(item, name, ())
        with pytest.raises(AttributeError):
            delattr(item, name)
        with pytest.raises(AttributeError):
            item.something_new = 1
    assert isinstance(game.payoffs, tuple) and isinstance(game.payoffs[0], tuple)
    assert game.replace(players=("R", "C")).players == ("R", "C")
    assert game.players == ("player 1", "player 2")
    assert {game, game.replace()} == {game}


def room(path):
    """(module imported, name of the function it is in, whether for type checkers only) for each import."""
    found = []

    def visit(node, function, typing_only):
        for child in ast.iter_child_nodes(node):
            inside, typed = function, typing_only
            if isinstance(child, ast.FunctionDef):
                inside = child.name
            if isinstance(child, ast.If) and isinstance(child.test, ast.Name) and child.test.id == "TYPE_CHECKING":
                typed = True
            if isinstance(child, ast.Import):
                found.extend((alias.name, inside, typed) for alias in child.names)
            if isinstance(child, ast.ImportFrom):
                found.append(("." * child.level + (child.module or ""), inside, typed))
            visit(child, inside, typed)

    visit(ast.parse(path.read_text(encoding="utf-8")), "", False)
    return found


def test_the_model_leans_on_nothing_but_errors_and_never_on_numpy():
    folder = Path(record.__file__).parent
    assert Path(strategic.__file__).parent == folder
    for path in sorted(folder.glob("*.py")):
        for name, function, _ in room(path):
            if name.startswith(".."):
                loader = name.startswith("..interop") and function in ("to_nashpy", "to_sympy")
                assert name == "..errors" or loader, (path.name, name)
            elif not name.startswith("."):
                assert name.split(".")[0] not in {
                    "numpy",
                    "sympy",
                    "nashpy",
                    "scipy",
                    "yaml",
                    "rich",
                    "gametheory_dprk",
                }, path.name


def test_errors_knows_diagnostics_for_type_checkers_only():
    path = Path(record.__file__).parent.parent / "errors.py"
    assert [(name, typed) for name, _, typed in room(path) if name.startswith(".")] == [(".formats.diagnostics", True)]
