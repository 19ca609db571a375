"""The least discount factor at which an automaton is subgame perfect, as a formula in open payoffs.

What a deviation gains, times the determinant of the equations of values, is a polynomial in the discount factor. It is
found by interpolation from its values at rational discount factors, which takes no question about parameters. Factors
without a zero in [0, 1) that divide it are taken out: cyclotomic polynomials, which cycles of states bring along. Where
conditions of the first degree are left, the least discount factor is the largest of their solutions.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ..errors import LimitReached, UnsupportedGame
from ..model.repeated import PLAYERS
from .automata import deviations, equations
from .scaling import all_positive, greatest, is_nought, none_negative

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..model.repeated import Automaton, RepeatedGame

MAX_PAIRS = 16
"""Of a state and a weather."""


def least_discount(game: RepeatedGame, automaton: Automaton) -> Any:
    """The least common discount factor at which an automaton is subgame perfect; None where there is none.

    Over any ordered field. Raises UnsupportedGame where a condition is of a higher degree in the discount factor,
    LimitReached past MAX_PAIRS pairs of a state and a weather.
    """
    low: list[Any] = [Fraction(0)]
    high: list[Any] = []
    constant: list[Any] = []
    for one in _conditions(game, automaton):
        if len(one) > 2:
            raise UnsupportedGame(
                f"a deviation gains a polynomial of degree {len(one) - 1} in the discount factor, and its roots are no formulas here",
                "give the parameters values, or claim `perfect(..)` at the discount factor in force",
            )
        if len(one) < 2:
            constant += one
        elif one[1] < 0:
            low.append(-one[0] / one[1])
        elif one[1] > 0:
            high.append(-one[0] / one[1])
        else:
            constant.append(one[0])
    if not none_negative([-number for number in constant]):
        return None
    different = [number for place, number in enumerate(low) if not any(is_nought(number - other) for other in low[:place])]
    least = different[greatest(different)[0]]
    return least if all_positive([1 - least]) and none_negative([bound - least for bound in high]) else None


def _conditions(game: RepeatedGame, automaton: Automaton) -> list[list[Any]]:
    """Polynomials in the discount factor, none of which is positive where no deviation gains; the constant term first."""
    count = len(automaton.reached(game))
    if count > MAX_PAIRS:
        raise LimitReached(f"the automaton has {count} pairs of a state and a weather, and with open payoffs the limit is {MAX_PAIRS}")
    points = [Fraction(place, count + 2) for place in range(count + 2)]
    columns = []
    for delta in points:
        here = game.replace(discounts=(delta, delta))
        scale = _determinant([row[:-1] for row in equations(here, automaton, PLAYERS[0])])
        columns.append([one.gain * scale for one in deviations(here, automaton)])
    return [_reduced(_interpolated(points, line), count) for line in zip(*columns, strict=True)]


def _determinant(table: list[list[Any]]) -> Any:
    """The determinant of a diagonally dominant matrix, which needs no search for pivots."""
    found: Any = Fraction(1)
    for column in range(len(table)):
        head = table[column]
        found = found * head[column]
        for at in range(column + 1, len(table)):
            if not is_nought(table[at][column]):
                factor = table[at][column] / head[column]
                table[at] = [a - factor * b for a, b in zip(table[at], head, strict=True)]
    return found


def _interpolated(points: Sequence[Fraction], values: Sequence[Any]) -> list[Any]:
    """The coefficients of the polynomial with these values, by Newton's divided differences."""
    divided = list(values)
    for order in range(1, len(points)):
        for at in range(len(points) - 1, order - 1, -1):
            divided[at] = (divided[at] - divided[at - 1]) / (points[at] - points[at - order])
    found: list[Any] = []
    for at in range(len(points) - 1, -1, -1):
        found = [divided[at], *found] if not found else _plus([divided[at]], _shifted(found, points[at]))
    return _trimmed(found)


def _shifted(polynomial: list[Any], point: Fraction) -> list[Any]:
    """The polynomial times (delta - point)."""
    return _plus([0, *polynomial], [-point * entry for entry in polynomial])


def _plus(first: list[Any], second: list[Any]) -> list[Any]:
    longer, shorter = (first, second) if len(first) > len(second) else (second, first)
    return [a + b for a, b in zip(longer, [*shorter, *[0] * (len(longer) - len(shorter))], strict=True)]


def _trimmed(polynomial: list[Any]) -> list[Any]:
    while polynomial and is_nought(polynomial[-1]):
        polynomial.pop()
    return polynomial


def _reduced(polynomial: list[Any], count: int) -> list[Any]:
    """Without cyclotomic factors up to an order, 1 - delta in place of delta - 1: all are positive in [0, 1)."""
    for factor in _cyclotomic(count):
        while len(polynomial) >= len(factor):
            quotient, rest = _divided(polynomial, factor)
            if any(not is_nought(entry) for entry in rest):
                break
            polynomial = quotient
    return polynomial


def _divided(top: list[Any], bottom: Sequence[int]) -> tuple[list[Any], list[Any]]:
    rest, quotient = list(top), [Fraction(0)] * (len(top) - len(bottom) + 1)
    for shift in range(len(top) - len(bottom), -1, -1):
        factor = rest[shift + len(bottom) - 1] / Fraction(bottom[-1])
        quotient[shift] = factor
        for k, entry in enumerate(bottom):
            rest[shift + k] = rest[shift + k] - factor * entry
    return _trimmed(quotient), rest


def _cyclotomic(most: int) -> list[list[int]]:
    """The cyclotomic polynomials of orders 1 to ``most``, the first one negated."""
    found: list[list[int]] = []
    for order in range(1, most + 1):
        polynomial: list[Any] = [-1, *[0] * (order - 1), 1]
        for lower, factor in enumerate(found, 1):
            if order % lower == 0:
                polynomial, _ = _divided(polynomial, factor)
        found.append([int(entry) for entry in polynomial])
    return [[-entry for entry in found[0]], *found[1:]] if found else []
