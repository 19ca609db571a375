"""The public corpus: every concept beside Nash equilibrium, against what other programs have confirmed."""

from __future__ import annotations

import pytest
from test_corpus import CORPUS, cases, game_in

import gametheory_dprk as gt

SUITES = (
    "gambit", "literature", "nashpy", "openspiel", "quantecon", "random-bimatrix", "random-nplayer",
    "random-zerosum", "sage",
)
pytestmark = pytest.mark.skipif(not CORPUS.exists(), reason=f"no corpus at {CORPUS}")


def checks(kind):
    return pytest.mark.parametrize("file, expected", [case for name in SUITES for case in cases(name, kind)])


@checks("iesds_mixed")
def test_iterated_strict_dominance(file, expected):
    assert list(map(list, gt.solve(game_in(file), "dominance").survivors)) == expected


@checks("iesds_pure")
def test_iterated_strict_dominance_by_pure_strategies(file, expected):
    assert list(map(list, gt.solve(game_in(file), "pure-dominance").survivors)) == expected
