"""One exact Nash equilibrium of a two-player game of any size, by the first of several routes that answers.

Small games: a pure equilibrium if there is one, else exact Lemke-Howson. Larger ones: pure; equilibria on two
rows and two columns; Lemke-Howson paths in floating point from several labels with growing budgets; exact
Lemke-Howson. Whatever floating point proposes is solved again in integers and proved a Nash equilibrium
before it is returned. Existence is guaranteed (Nash 1951); that there are no others is not claimed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..errors import UnsupportedGame
from ..model.solution import Equilibrium, Solution
from ..model.strategic import StrategicGame
from .bimatrix import expected, integer_matrices, played
from .lemke_howson import PIVOTS, lemke_howson, proposed_supports, too_long
from .small_supports import pure_equilibrium, two_by_two
from .supports import equilibrium_on, spread

if TYPE_CHECKING:
    from ..model.tree import GameTree
    from .supports import Matrix, Mix

SMALL = 24  # strategies of both players together up to which exact pivots take a millisecond or so
LABELS = 12
PATHS_FIRST = 40_000  # cells up to which a first round of paths costs less than all pairs of columns

PURE = "pure strategies"
PAIRS = "supports of two and two"
PATH = "Lemke-Howson path, proved exactly"
EXACT = "Lemke-Howson path in exact pivots"


def solve(game: StrategicGame | GameTree, limit: int, label: int | None = None) -> Solution:
    """One Nash equilibrium of a numeric two-player game or tree. label: as for ``one_equilibrium``."""
    if not isinstance(game, StrategicGame):
        from .sequence_form import solve_one

        return solve_one(game)
    if len(game.players) != 2:
        raise UnsupportedGame("one equilibrium is found for two players", "use `--concept pure-nash` for more")
    first, second = integer_matrices(game)
    x, y, route = one_equilibrium(first, second, label)
    rows = game.matrix(0)
    columns = list(zip(*game.matrix(1), strict=True))
    payoffs = (expected(rows[played(x)], y), expected(columns[played(y)], x))
    return Solution(
        game=game, concept="one-nash", method=route, equilibria=(Equilibrium((x, y), payoffs),), count=1,
        complete=False, completeness="one equilibrium was asked for, others were not searched",
        value=payoffs[0] if game.is_zero_sum else None, mixtures="other",
    )


def one_equilibrium(
    first: Matrix, second: Matrix, label: int | None = None, limit: int = PIVOTS
) -> tuple[Mix, Mix, str]:
    """An equilibrium and the route by which it was found, in words.

    first, second: the payoffs, integers of any size, each of shape (m, n). label: the Lemke-Howson label to
    drop, 0..m-1 for rows and m..m+n-1 for columns; it asks for the end of that path and nothing else. Returns
    exact strategies of lengths m and n. Raises LimitReached when no path ends within ``limit`` pivots,
    ValueError for a label that is none.
    """
    m, n = len(first), len(first[0])
    if label is not None and not 0 <= label < m + n:
        raise ValueError(f"there is no label {label}: labels are 0 to {m + n - 1}")
    if label is None:
        pure = pure_equilibrium(first, second)
        if pure:
            return spread([1], pure[:1], m), spread([1], pure[1:], n), PURE
    if m + n <= SMALL:
        return (*lemke_howson(first, second, label or 0, limit), EXACT)
    return _large(first, second, label, limit)


def _large(first: Matrix, second: Matrix, label: int | None, limit: int) -> tuple[Mix, Mix, str]:
    from .float_tableau import float_matrix

    m, n = len(first), len(first[0])
    of_x, of_y = float_matrix([list(column) for column in zip(*second, strict=True)]), float_matrix(first)
    labels = [label] if label is not None else _spread_labels(m + n)
    pairs_due = label is None
    spent, budget, best = 0, 2 * (m + n), labels[0]
    while labels:
        if pairs_due and (m * n > PATHS_FIRST or spent):
            pairs_due = False
            for pair in two_by_two(of_y, of_x.T):
                found = equilibrium_on(first, second, *pair)
                if found:
                    return (*found, PAIRS)
        for start in list(labels):
            if spent >= limit:
                raise too_long(limit)
            allowed = min(budget, limit - spent)
            ended = proposed_supports(of_x, of_y, start, allowed)
            if ended is None:
                spent += allowed
                continue
            rows, columns = ended
            found = equilibrium_on(first, second, rows, columns) if rows and len(rows) == len(columns) else None
            if found:
                return (*found, PATH)
            labels.remove(start)  # rounding led it astray
            best = start
        budget *= 4
    return (*lemke_howson(first, second, best, limit), EXACT)


def _spread_labels(count: int) -> list[int]:
    """Labels to start from, few and far apart."""
    step = max(1, count // LABELS)
    return list(range(0, count, step))[:LABELS]
