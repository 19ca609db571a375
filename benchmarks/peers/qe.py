"""QuantEcon.py, in floating point; numba has compiled what is timed by the time the worker is warm."""

from __future__ import annotations

import numpy
import quantecon
from quantecon import game_theory
from quantecon.optimize import minmax as _minmax

VERSION = f"quantecon {quantecon.__version__}"


def _game(a, b):
    first, second = numpy.array(a, dtype=float), numpy.array(b, dtype=float)
    return game_theory.NormalFormGame((game_theory.Player(first), game_theory.Player(second.T.copy())))


def vertex_enumeration(a, b):
    game = _game(a, b)
    return lambda: game_theory.vertex_enumeration(game)


def support_enumeration(a, b):
    game = _game(a, b)
    return lambda: game_theory.support_enumeration(game)


def lemke_howson(a, b):
    game = _game(a, b)
    return lambda: [game_theory.lemke_howson(game)]


def minmax(a, b):
    matrix = numpy.array(a, dtype=float)
    return lambda: _minmax(matrix)


def profiles(found):
    return [tuple(tuple(map(float, mix)) for mix in profile) for profile in found]


def value(found):
    return float(found[0])
