"""One Nash equilibrium of a two-player game by complementary pivoting, exact, degenerate games included.

Lemke & Howson (1964), as in von Stengel (2007, Algorithms 3.6 and 3.7): with both players' payoffs made
positive, x lives in { x >= 0, B'x <= 1 } and y in { y >= 0, A y <= 1 }. Row i and column j are labels; a
point carries the label of a strategy that it does not play or that is a best reply to it. A path of pivots
starts at (0, 0), which carries all labels, drops one and ends at the other end of its path: a pair that
carries all labels, an equilibrium once scaled to sum 1. The lexicographic rule makes every path finite.
It finds one equilibrium and says nothing of others; a path can be exponentially long (Savani & von Stengel
2006), hence the limit on pivots.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..errors import LimitReached
from .supports import spread
from .tableau import IntegerTableau, positive

if TYPE_CHECKING:
    from .float_tableau import FloatTableau
    from .supports import Matrix, Mix

PIVOTS = 100_000


def lemke_howson(first: Matrix, second: Matrix, label: int, limit: int = PIVOTS) -> tuple[Mix, Mix]:
    """The equilibrium at the end of the path that drops a label, by exact integer pivots.

    first, second: the payoffs, integers of any size, each of shape (m, n). label: 0..m-1 for a row,
    m..m+n-1 for a column. Returns exact mixed strategies of lengths m and n; LimitReached after more than
    ``limit`` pivots.
    """
    m, n = len(first), len(first[0])
    rows, columns = range(m), range(m, m + n)
    of_x = IntegerTableau(positive([list(column) for column in zip(*second, strict=True)]), columns, rows)
    of_y = IntegerTableau(positive(first), rows, columns)
    if not follow(of_x, of_y, m, label, limit):
        raise too_long(limit)
    x, y = of_x.values(), of_y.values()
    return (
        spread([x.get(i, 0) for i in rows], rows, m),
        spread([y.get(j, 0) for j in columns], range(n), n),
    )


def proposed_supports(of_x: Any, of_y: Any, label: int, budget: int) -> tuple[list[int], list[int]] | None:
    """Rows and columns, equally many, on which a path in floating point ends; None if the budget ends first.

    of_x, of_y: positive numpy matrices, the second player's payoffs transposed and the first player's.
    The matrices are not changed. Rounding may make the answer wrong: prove it with ``equilibrium_on``.
    """
    from .float_tableau import FloatTableau

    m, n = of_y.shape
    rows, columns = range(m), range(m, m + n)
    x_side, y_side = FloatTableau(of_x, columns, rows), FloatTableau(of_y, rows, columns)
    try:
        if not follow(x_side, y_side, m, label, budget):
            return None
    except ArithmeticError:
        return [], []
    return sorted(i for i in x_side.basis if i < m), sorted(j - m for j in y_side.basis if j >= m)


def follow(
    of_x: IntegerTableau | FloatTableau, of_y: IntegerTableau | FloatTableau, m: int, label: int, limit: int
) -> bool:
    """Follow the path that drops a label to its end; whether it took at most ``limit`` pivots."""
    here, there = (of_x, of_y) if label < m else (of_y, of_x)
    entering = label
    for _ in range(limit):
        entering = here.enter(entering)
        if entering == label:
            return True
        here, there = there, here
    return False


def too_long(limit: int) -> LimitReached:
    """The refusal to follow paths any further."""
    return LimitReached(
        f"no equilibrium was found within {limit:,} pivots of the Lemke-Howson method, whose paths can be very long",
        "raise the limit, or name another label to start from",
    )
