"""The games of the public corpus, whose equilibria several other programs have confirmed."""

from __future__ import annotations

import json
import re
from fractions import Fraction
from itertools import product
from pathlib import Path

import pytest

import gametheory_dprk as gt

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus" / "public"
TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}]|[^\s{}",]+')


def read_nfg(text):
    """A game in the payoff version of .nfg; None for other files."""
    tokens = TOKEN.findall(text)
    if tokens[:2] != ["NFG", "1"]:
        return None
    end = tokens.index("}", 4)
    players, at = end - 5, end + 2
    shape = []
    if tokens[at] == "{":  # strategies by name
        while tokens[at] == "{":
            close = tokens.index("}", at)
            shape.append(close - at - 1)
            at = close + 1
        at += 1
    else:  # numbers of strategies
        close = tokens.index("}", at)
        shape = [int(number) for number in tokens[at:close]]
        at = close + 1
    if at < len(tokens) and tokens[at].startswith('"'):
        at += 1  # the comment
    numbers = tokens[at:]
    cells = list(product(*(range(size) for size in reversed(shape))))
    if "{" in numbers or len(numbers) != players * len(cells) or len(shape) != players:
        return None
    table = {cell[::-1]: numbers[i * players : (i + 1) * players] for i, cell in enumerate(cells)}
    order = list(product(*(range(size) for size in shape)))
    return gt.StrategicGame(
        players=tuple(f"p{i}" for i in range(players)),
        strategies=tuple(tuple(str(k) for k in range(size)) for size in shape),
        payoffs=tuple(tuple(Fraction(table[cell][player]) for cell in order) for player in range(players)),
    )


def suite(name):
    path = CORPUS / "expected" / f"{name}.json"
    return json.loads(path.read_text(encoding="utf-8"))["games"] if path.exists() else {}


def cases(name, kind):
    """The checks of a kind on those games of a suite that ``read_nfg`` can read."""
    return [
        pytest.param(entry["file"], check["expect"], id=id)
        for id, entry in suite(name).items()
        for check in entry["checks"].values()
        if check["kind"] == kind and entry["file"].endswith(".nfg") and game_in(entry["file"])
    ]


def game_in(file):
    return read_nfg((CORPUS / file).read_text(encoding="utf-8"))


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
