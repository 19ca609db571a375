"""What callers from Python hand over, made exact: numbers, parameter values, profiles, strategies by name."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from .errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from .model.answer import Profile
    from .model.strategic import StrategicGame

Exact = Fraction | int | str | float
"""A number as callers write it: an int, a Fraction, text such as "3/5" or "0.6"; see ``exact`` for floats."""

INSTEAD = 'write text such as "3/5" or "0.6", or Fraction(3, 5)'


def exact(value: Any, what: str = "a number") -> Fraction:
    """The number a caller wrote, as an exact rational.

    Text is read as in a game file, so "0.6" is 3/5. A float is taken only if it is exactly the decimal that it
    prints as: 0.5 is 1/2, but the float 0.1 is not 1/10, and what was meant is not guessed. Raises UsageError.
    """
    if type(value) is not int and hasattr(value, "item"):  # numpy's scalars
        value = value.item()
    if isinstance(value, str):
        from .formats.expression_text import ExpressionError, parse_number

        try:
            return parse_number(value)
        except ExpressionError as error:
            raise UsageError(f"{what} is no exact number: {error.message}", INSTEAD if error.code == "E301" else error.help or INSTEAD) from None
    try:
        number = Fraction(value)
    except (TypeError, ValueError, OverflowError):
        raise UsageError(f"{what} is no exact number: `{value!r}`", INSTEAD) from None
    if isinstance(value, float) and number != Fraction(repr(value)):
        raise UsageError(f"{what} is a float whose binary value is not exactly {value!r}", f'write "{value!r}", or a Fraction')
    return number


def exact_values(values: Mapping[str, Exact] | None) -> dict[str, Fraction]:
    """Parameter values by name; raises UsageError."""
    return {name: exact(value, f"the value of `{name}`") for name, value in (values or {}).items()}


def exact_profile(profile: Sequence[Sequence[Exact]]) -> Profile:
    """A profile as tuples of exact probabilities; raises UsageError."""
    help = 'give lists such as [["1/3", "2/3"], [1, 0]]'
    if isinstance(profile, str) or any(isinstance(mix, str) for mix in _listed(profile, help)):
        raise UsageError("the profile is no list of lists of exact probabilities", help)
    return tuple(tuple(exact(share, "a probability") for share in _listed(mix, help)) for mix in profile)


def _listed(items: Any, help: str) -> list[Any]:
    try:
        return list(items)
    except TypeError:
        raise UsageError("the profile is no list of lists of exact probabilities", help) from None


def strategy_label(game: StrategicGame, chosen: tuple[str | int, str | int]) -> int:
    """The Lemke-Howson label of a (player, strategy) pair, each by name or position: rows first, then columns.

    Raises UsageError if there is no such player or strategy.
    """
    if isinstance(chosen, str) or not isinstance(chosen, tuple | list) or len(chosen) != 2:
        raise UsageError("a label is a pair of a player and one of its strategies", f'such as ("{game.players[0]}", 0)')
    player = _place(game.players, chosen[0], "player")
    return sum(game.shape[:player]) + _place(game.strategies[player], chosen[1], f"strategy of {game.players[player]}")


def _place(names: Sequence[str], chosen: str | int, what: str) -> int:
    if isinstance(chosen, str):
        if chosen in names:
            return names.index(chosen)
    elif isinstance(chosen, int) and not isinstance(chosen, bool) and 0 <= chosen < len(names):
        return chosen
    from .formats.diagnostics import suggestion

    help = suggestion(chosen, names) if isinstance(chosen, str) else f"positions are 0 to {len(names) - 1}"
    raise UsageError(f"there is no {what} `{chosen}`", help)
