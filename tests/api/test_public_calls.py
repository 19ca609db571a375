"""What callers from Python hand over: numbers, labels, games; what is refused, and what the message says."""

from fractions import Fraction

import numpy
import pytest

import gametheory_dprk as gt

STAG = gt.StrategicGame.from_arrays([[4, 0], [3, "5/2"]], [[4, 3], [0, "5/2"]], players=["Ann", "Bob"])


@pytest.mark.parametrize("value", ["9/10", "0.9", Fraction(9, 10)])
def test_values_are_exact(value):
    assert gt.solve("cyber_preemption", values={"e": value}).equilibria[0].payoffs[1] == Fraction(-89, 10)


@pytest.mark.parametrize("value", [0.5, numpy.float64(0.5), Fraction(1, 2)])
def test_floats_are_taken_where_they_are_what_they_print_as(value):
    assert gt.solve("cyber_preemption", values={"e": value}) == gt.solve("cyber_preemption", values={"e": "1/2"})
    assert gt.solve("cyber_preemption", values={"g": numpy.int8(5)}).count == 3


@pytest.mark.parametrize("value", [0.9, 1 / 3, float("nan"), float("inf"), None, "x", "1/0", "1e999999999", [1], ""])
def test_other_values_are_refused_with_what_to_write(value):
    for call in (lambda: gt.solve("cyber_preemption", values={"e": value}), lambda: gt.judge("chicken", [[value, 0], [1, 0]])):
        with pytest.raises(gt.UsageError) as caught:
            call()
        assert caught.value.help or "divi" in str(caught.value)


@pytest.mark.parametrize("call", [gt.solve, gt.one_equilibrium, gt.degeneracy])
def test_calls_agree_on_what_a_game_is(call):
    for wrong in (None, 3, [[1, 0], [0, 1]]):
        with pytest.raises(gt.UsageError, match="is no game"):
            call(wrong)
    with pytest.raises(gt.UsageError, match="only a game definition has parameters"):
        call(STAG, values={"p": 1})
    with pytest.raises(gt.UsageError, match="there is no file and no game"):
        call("no such game")


@pytest.mark.parametrize(
    ("label", "payoffs"), [(("Ann", "1"), (4, 4)), ((0, 0), (4, 4)), (("Ann", 1), None), ((1, "2"), None), (["Bob", 0], (4, 4))]
)
def test_one_equilibrium_from_a_label(label, payoffs):
    answer = gt.one_equilibrium(STAG, label)
    assert answer.verified and answer.count == 1 and not answer.complete
    assert answer.equilibria[0].profile in {item.profile for item in gt.solve(STAG).equilibria}
    assert payoffs is None or answer.equilibria[0].payoffs == payoffs


@pytest.mark.parametrize("label", [("Ana", "1"), ("Ann", "3"), (2, 0), (0, -1), (0, 2), "ab", 3, ("Ann",), (None, 0), (0, 1.0)])
def test_a_label_that_is_none_is_refused(label):
    with pytest.raises(gt.UsageError) as caught:
        gt.one_equilibrium(STAG, label)
    assert caught.value.help


def test_one_equilibrium_is_for_two_players():
    with pytest.raises(gt.UnsupportedGame):
        gt.one_equilibrium("entry_deterrence", (0, 0))
    assert gt.one_equilibrium("cyber_preemption", values={"e": "9/10"}).verified


def test_degeneracy_at_other_values():
    assert gt.degeneracy("cyber_preemption") is None
    assert gt.degeneracy("cyber_preemption", values={"e": "4/5"}) is not None


@pytest.mark.parametrize("shape", [(3,), (2, 3), (2, 3, 2)])
def test_arrays_go_back_and_forth(shape):
    tables = [numpy.arange(numpy.prod(shape)).reshape(shape) + player for player in range(len(shape))]
    game = gt.StrategicGame.from_arrays(*tables)
    assert [numpy.array(array, dtype=int).tolist() for array in game.arrays()] == [table.tolist() for table in tables]
    assert gt.StrategicGame.from_arrays(*game.arrays()) == game


def test_games_of_python_are_written():
    assert gt.read(gt.write(STAG, ".yaml").text).at() == STAG
    assert gt.read(gt.write(STAG, ".nfg").text, ending=".nfg").at() == STAG
    with pytest.raises(gt.UsageError, match="no format"):
        gt.write(STAG, ".txt")


def test_a_limit_below_one_is_refused():
    with pytest.raises(gt.UsageError, match="at least 1"):
        gt.solve(STAG, limit=0)


def test_every_public_function_says_what_it_takes_and_raises():
    for name in gt.__all__:
        item = getattr(gt, name)
        if name != "__version__":
            assert item.__doc__ and len(item.__doc__) > 20, name
        if callable(item) and not isinstance(item, type):
            assert "raises" in item.__doc__.lower(), name
    assert set(gt.__all__) == set(dir(gt))
