"""nashpy, in floating point."""

from __future__ import annotations

import warnings

import nashpy
import numpy

VERSION = f"nashpy {nashpy.__version__}"
warnings.simplefilter("ignore")


def _game(a, b):
    return nashpy.Game(numpy.array(a), numpy.array(b))


def vertex_enumeration(a, b):
    game = _game(a, b)
    return lambda: list(game.vertex_enumeration())


def support_enumeration(a, b):
    game = _game(a, b)
    return lambda: list(game.support_enumeration())


def profiles(found):
    return [tuple(tuple(map(float, mix)) for mix in profile) for profile in found]
