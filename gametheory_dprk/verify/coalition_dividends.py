"""What each player gets of Harsanyi's dividends (1963), from which the judge has Shapley and Banzhaf values.

The dividend of a coalition is what it creates beyond all coalitions within it, by Moebius inversion of the table of
worths: for each player in turn the worths without it are taken from those with it.

Of large tables this is done by numpy in words of 64 bits, modulo 2**64, in which dividends and sums may overflow: what
comes out is known to be less than 2**63 by absolute value, and so is what its remainder says.
"""

from __future__ import annotations

from fractions import Fraction
from functools import cache, lru_cache
from operator import add, sub
from typing import TYPE_CHECKING, Any

from ..model.coalition import arrays_pay

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ..model.coalition import CoalitionGame

    Shares = Callable[[int], list[int]]

SHORT = 64


def shared(game: CoalitionGame, shares: Shares, common: int, most: int) -> list[Any]:
    """What each player gets if each member of a coalition of some size gets a share of its dividend.

    shares: for n players the share by size, in parts of ``common``. most: how often the largest worth, by absolute value, such
    a sum of parts can be. Worths are of any ordered field.
    """
    n = len(game.players)
    integers = game.whole
    if integers is None:
        return [Fraction(1, common) * part for part in _folded(_dividends(list(game.table), n), _by_size(n, shares))]
    worths, scale = integers
    parts = _by_words(game.words, n, shares, most) if arrays_pay(n) and game.words else None
    if parts is None:
        parts = _folded(_dividends(list(worths), n), _by_size(n, shares))
    return [Fraction(part, common * scale) for part in parts]


def _dividends(found: list[Any], n: int) -> list[Any]:
    """The dividends of all coalitions, in place of their worths: in blocks, or where these are short by strides."""
    for i in range(n):
        step = 1 << i
        if step < SHORT:
            for place in range(step):
                found[place + step :: 2 * step] = list(map(sub, found[place + step :: 2 * step], found[place :: 2 * step]))
        else:
            for start in range(0, len(found), 2 * step):
                middle = start + step
                found[middle : middle + step] = list(map(sub, found[middle : middle + step], found[start:middle]))
    return found


@lru_cache(maxsize=16)
def _by_size(n: int, shares: Shares) -> tuple[int, ...]:
    known = shares(n)
    return tuple([known[mask.bit_count()] for mask in range(1 << n)])


def _folded(dividends: Sequence[Any], shares: Sequence[int]) -> list[Any]:
    """For each player the sum of its shares: those with the last player, who then is left out of account."""
    left = [dividend * share for dividend, share in zip(dividends, shares, strict=True)]
    found = []
    while len(left) > 1:
        upper = left[len(left) // 2 :]
        found.append(sum(upper))
        left = list(map(add, left, upper))  # as many as there are without that player
    return found[::-1]


def _by_words(worths: Any, n: int, shares: Shares, most: int) -> list[int] | None:
    """The sums of shares by numpy; None where they may be no words."""
    import numpy as np

    signed = np.asarray(worths)
    if max(int(signed.max()), -int(signed.min())) * most >= 1 << 63:
        return None
    # The steps of the last players run over rows, those of the first over the rows of what is turned: no short strides.
    low = n // 2
    table = signed.view(np.uint64).reshape(1 << n - low, 1 << low).copy()
    _subtract(table, n - low)
    table = np.ascontiguousarray(table.T)
    _subtract(table, low)
    table *= _share_table(n, shares)
    first, others = table.sum(axis=1), table.sum(axis=0)
    found = np.concatenate([_members(low) @ first, _members(n - low) @ others])
    return list(map(int, found.view(np.int64)))


def _subtract(table: Any, players: int) -> None:
    """In a table with a row for each set of some players: rows without each of them taken from those with it."""
    for i in range(players):
        pairs = table.reshape(-1, 2, table.shape[1] << i)
        pairs[:, 1] -= pairs[:, 0]


@cache
def _members(players: int) -> Any:
    """For each player and each set of players 1 where it is a member, else 0."""
    import numpy as np

    return (np.arange(1 << players) >> np.arange(players)[:, None] & 1).astype(np.uint64)


@lru_cache(maxsize=4)
def _share_table(n: int, shares: Shares) -> Any:
    """The share of each coalition, where the first half of the players is told by the row and the others by the column."""
    import numpy as np

    rows, columns = ([mask.bit_count() for mask in range(1 << k)] for k in (n // 2, n - n // 2))
    return np.array(shares(n), dtype=np.uint64)[np.add.outer(rows, columns)]
