"""pygambit (GPL): only ever imported here, in a worker process of its own."""

from __future__ import annotations

from fractions import Fraction

import numpy
import pygambit

VERSION = f"pygambit {pygambit.__version__}"


def _game(a, b):
    return pygambit.Game.from_arrays(numpy.array(a, dtype=object), numpy.array(b, dtype=object))


def enummixed_exact(a, b):
    game = _game(a, b)
    return lambda: pygambit.nash.enummixed_solve(game, rational=True)


def enummixed_float(a, b):
    game = _game(a, b)
    return lambda: pygambit.nash.enummixed_solve(game, rational=False)


def lcp_exact(a, b):
    game = _game(a, b)
    return lambda: pygambit.nash.lcp_solve(game, rational=True, use_strategic=True, stop_after=1)


def lcp_float(a, b):
    game = _game(a, b)
    return lambda: pygambit.nash.lcp_solve(game, rational=False, use_strategic=True, stop_after=1)


def lp_exact(a, b):
    game = _game(a, b)
    return lambda: pygambit.nash.lp_solve(game, rational=True, use_strategic=True)


def lp_float(a, b):
    game = _game(a, b)
    return lambda: pygambit.nash.lp_solve(game, rational=False, use_strategic=True)


def _number(share):
    return share if isinstance(share, float) else Fraction(str(share))


def profiles(found):
    return [
        tuple(tuple(_number(profile[strategy]) for strategy in player.strategies) for player in found.game.players)
        for profile in found.equilibria
    ]


def value(found):
    first = next(iter(found.game.players))
    return _number(found.equilibria[0].payoff(first))
