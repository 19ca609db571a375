"""The games of the public corpus, whose equilibria several other programs have confirmed."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

import pytest

import gametheory_dprk as gt

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus" / "public"


def suite(name):
    path = CORPUS / "expected" / f"{name}.json"
    return json.loads(path.read_text(encoding="utf-8"))["games"] if path.exists() else {}


def cases(name, kind):
    """The checks of a kind on the .nfg games of a suite."""
    return [
        pytest.param(entry["file"], check["expect"], id=id)
        for id, entry in suite(name).items()
        for check in entry["checks"].values()
        if check["kind"] == kind and entry["file"].endswith(".nfg")
    ]


def game_in(file):
    return gt.load(str(CORPUS / file)).form


def pure_profiles(game):
    solution = gt.solve(game, "pure-nash", limit=100_000)
    assert solution.count == len(solution.equilibria)
    return [[mix.index(1) for mix in item.profile] for item in solution.equilibria]


def exact(expected):
    return sorted(tuple(tuple(Fraction(share) for share in mix) for mix in profile) for profile in expected)


@pytest.mark.skipif(not CORPUS.exists(), reason=f"no corpus at {CORPUS}")
def test_the_corpus_has_its_150_random_bioptimal_pairs():
    assert len(cases("random-bimatrix", "extreme_nash")) == 150
    assert len(cases("random-nplayer", "pure_nash")) > 20


@pytest.mark.skipif(not CORPUS.exists(), reason="the corpus is not here")
@pytest.mark.parametrize("file, expected", cases("random-bimatrix", "extreme_nash"))
def test_extreme_equilibria_of_random_bioptimal_pair(file, expected):
    solution = gt.solve(game_in(file), "nash", limit=100_000)
    assert sorted(item.profile for item in solution.equilibria) == exact(expected)
    assert solution.count == len(expected)


@pytest.mark.skipif(not CORPUS.exists(), reason="the corpus is not here")
@pytest.mark.parametrize(
    "file, expected", [case for name in ("random-bimatrix", "random-nplayer", "literature", "random-zerosum")
                       for case in cases(name, "pure_nash")],
)
def test_pure_equilibria(file, expected):
    assert sorted(pure_profiles(game_in(file))) == sorted(expected)


@pytest.mark.skipif(not CORPUS.exists(), reason="the corpus is not here")
@pytest.mark.parametrize(
    "file, expected", [case for name in ("literature", "random-zerosum", "gambit")
                       for case in cases(name, "extreme_nash")],
)
def test_extreme_equilibria_of_other_suites(file, expected):
    solution = gt.solve(game_in(file), "nash", limit=100_000)
    assert sorted(item.profile for item in solution.equilibria) == exact(expected)
