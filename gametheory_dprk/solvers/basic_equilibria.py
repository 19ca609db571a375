"""All extreme equilibria of a two-player game over any ordered field, one question for each candidate.

A basis of the best-reply polyhedron is a set of strategies and equally many replies that have exactly one mixed
strategy in common; it is a vertex if all shares and slacks are positive. Candidates whose labels together are all
strategies are extreme equilibria where both are vertices (von Stengel 2007, Algorithm 3.5, by bases). Whether a
candidate is one is a single question, the conjunction of some twenty inequalities: over rational functions of
parameters the answers differ from region to region, and one question keeps these few, where listing vertices
step by step would ask in which order all intermediate points lie.

Numbers that are not identically equal count as different: what is zero here is zero everywhere. Strategies that are
surely dominated are left out first.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations
from typing import TYPE_CHECKING, Any

from ..errors import LimitReached
from ..model.record import Record
from .completely_labeled import matching_pairs
from .equilibrium_index import swapped
from .linear_equations import only_solution
from .scaling import all_positive, surely_positive

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..model.answer import Mix

Matrix = list[list[Any]]
MAX_BASES = 3_000


class BasicStrategy(Record):
    """A candidate for a vertex: what is played, its labels as bits, and what must be positive for it to be one.

    Bit i below the number of own strategies: strategy i is not played; the bits after: best replies.
    """

    mix: Mix
    labels: int
    conditions: tuple[Any, ...]


def basic_equilibria(first: Matrix, second: Matrix) -> tuple[list[Mix], list[Mix], list[tuple[int, int]]]:
    """The extreme equilibria: strategies of each player in some equilibrium, and pairs of positions in these.

    first, second: payoffs of shape (m, n) in one ordered field. Raises LimitReached for large games.
    """
    m, n = len(first), len(first[0])
    rows, columns = undominated(first, second)
    # integers divide to floats
    a = [[Fraction(x) if isinstance(x := first[i][j], int) else x for j in columns] for i in rows]
    b = [[Fraction(x) if isinstance(x := second[i][j], int) else x for j in columns] for i in rows]
    xs = basic_strategies([list(column) for column in zip(*b, strict=True)])
    ys = basic_strategies(a)
    everything = (1 << (len(rows) + len(columns))) - 1
    pairs = matching_pairs(
        [swapped(everything & ~x.labels, len(rows), len(columns)) for x in xs], [y.labels for y in ys]
    )
    pairs.sort(key=lambda pair: (xs[pair[0]].labels.bit_count() and _size(xs[pair[0]]) + _size(ys[pair[1]]), pair))
    found = [pair for pair in pairs if all_positive((*xs[pair[0]].conditions, *ys[pair[1]].conditions))]
    used_x, used_y = sorted({x for x, _ in found}), sorted({y for _, y in found})
    return (
        [_spread(xs[x].mix, rows, m) for x in used_x],
        [_spread(ys[y].mix, columns, n) for y in used_y],
        [(used_x.index(x), used_y.index(y)) for x, y in found],
    )


def _size(strategy: BasicStrategy) -> int:
    return sum(1 for share in strategy.mix if not (isinstance(share, Fraction) and not share))


def _spread(mix: Mix, places: Sequence[int], size: int) -> Mix:
    shares = dict(zip(places, mix, strict=True))
    return tuple(shares.get(place, Fraction(0)) for place in range(size))


def undominated(first: Matrix, second: Matrix) -> tuple[list[int], list[int]]:
    """The strategies that survive iterated strict dominance by pure ones, as far as that is sure without a question."""
    rows, columns = list(range(len(first))), list(range(len(first[0])))
    while True:
        keep_rows = [
            i for i in rows
            if not any(k != i and surely_positive([first[k][j] - first[i][j] for j in columns]) for k in rows)
        ]
        keep_columns = [
            j for j in columns
            if not any(k != j and surely_positive([second[i][k] - second[i][j] for i in keep_rows]) for k in columns)
        ]
        if len(keep_rows) == len(rows) and len(keep_columns) == len(columns):
            return rows, columns
        rows, columns = keep_rows, keep_columns


def basic_strategies(replies: Matrix) -> list[BasicStrategy]:
    """The candidates for vertices of a best-reply polyhedron.

    replies: of shape (k, d), what each reply pays the other player against each of the d own strategies.
    """
    k, d = len(replies), len(replies[0])
    found: dict[tuple[int, tuple[int, ...]], BasicStrategy] = {}
    for size in range(1, min(k, d) + 1):
        for support in combinations(range(d), size):
            for best in combinations(range(k), size):
                shares = _balanced(replies, support, best)
                if shares is None:
                    continue
                mix = [Fraction(0)] * d
                for place, share in zip(support, shares, strict=True):
                    mix[place] = share
                labels = sum(1 << i for i in range(d) if i not in support) | sum(1 << (d + j) for j in best)
                worth = _worth(replies[best[0]], mix)
                conditions = [share for share in shares if size > 1]
                for j in range(k):
                    if j not in best:
                        slack = worth - _worth(replies[j], mix)
                        if isinstance(slack, int | Fraction) and not slack:
                            labels |= 1 << (d + j)  # tied whatever the numbers
                        else:
                            conditions.append(slack)
                if any(isinstance(entry, int | Fraction) and entry <= 0 for entry in conditions):
                    continue
                # With replies that are always tied several bases give the same point.
                found.setdefault((labels, support), BasicStrategy(tuple(mix), labels, tuple(conditions)))
                if len(found) > MAX_BASES:
                    raise LimitReached("the game is too large to be solved with open parameters", "fix some with --set")
    return list(found.values())


def _worth(row: Sequence[Any], mix: Sequence[Any]) -> Any:
    return sum((entry * share for entry, share in zip(row, mix, strict=True) if share), Fraction(0))


def _balanced(replies: Matrix, support: Sequence[int], best: Sequence[int]) -> list[Any] | None:
    """The shares on the support to which these replies are equally good; None unless there is exactly one solution."""
    if len(support) == 1:
        return [Fraction(1)]
    reference = replies[best[0]]
    nought = Fraction(0)  # integers divide as Fractions do once it is added
    rows = [[*(replies[j][i] - reference[i] + nought for i in support), nought] for j in best[1:]]
    rows.append([Fraction(1)] * (len(support) + 1))
    shares = only_solution(rows)
    if shares is None:
        return None
    if any(isinstance(share, int | Fraction) and share <= 0 for share in shares):
        return None
    return shares
