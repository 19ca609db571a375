"""Small exact mathematics of two-player games, written for the tests and sharing nothing with the package.

Matrices are integers, one scaled by a positive factor for each player; sets of strategies are bits.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations
from math import gcd, lcm


def integer(table):
    """The table times the least factor that makes it integer."""
    factor = lcm(*(Fraction(entry).denominator for row in table for entry in row))
    return [[int(entry * factor) for entry in row] for row in table]


def solve(rows, right):
    """The solution of a square system in Fractions; None if singular."""
    size = len(rows)
    work = [[*map(Fraction, row), Fraction(value)] for row, value in zip(rows, right, strict=True)]
    for k in range(size):
        pivot = next((r for r in range(k, size) if work[r][k]), None)
        if pivot is None:
            return None
        work[k], work[pivot] = work[pivot], work[k]
        for r in range(size):
            if r != k and work[r][k]:
                factor = work[r][k] / work[k][k]
                work[r] = [a - factor * b for a, b in zip(work[r], work[k], strict=True)]
    return [work[k][-1] / work[k][k] for k in range(size)]


def determinant(rows):
    """By elimination in Fractions."""
    work = [list(map(Fraction, row)) for row in rows]
    value = Fraction(1)
    for k in range(len(work)):
        pivot = next((r for r in range(k, len(work)) if work[r][k]), None)
        if pivot is None:
            return Fraction(0)
        if pivot != k:
            work[k], work[pivot] = work[pivot], work[k]
            value = -value
        value *= work[k][k]
        for r in range(k + 1, len(work)):
            factor = work[r][k] / work[k][k]
            if factor:
                work[r] = [a - factor * b for a, b in zip(work[r], work[k], strict=True)]
    return value


def support(mix):
    return sum(1 << place for place, share in enumerate(mix) if share)


def is_distribution(mix, size):
    return len(mix) == size and min(mix) >= 0 and sum(mix) == 1


class Replies:
    """The best replies to mixed strategies of one player. payoffs: of the other one, a row for each reply."""

    def __init__(self, payoffs):
        self.payoffs = payoffs
        self.known = {}

    def best(self, mix):
        """The set of pure best replies to a mix."""
        if mix not in self.known:
            scale = lcm(*(share.denominator for share in mix))
            weights = [(place, int(share * scale)) for place, share in enumerate(mix) if share]
            worth = [sum(row[place] * weight for place, weight in weights) for row in self.payoffs]
            top = max(worth)
            self.known[mix] = sum(1 << place for place, pay in enumerate(worth) if pay == top)
        return self.known[mix]


class Game:
    """A bimatrix game of integers with the independent judge of its equilibria."""

    def __init__(self, first, second):
        self.given = [[list(map(Fraction, row)) for row in table] for table in (first, second)]
        self.first, self.second = integer(first), integer(second)
        self.m, self.n = len(first), len(first[0])
        self.to_columns = Replies(self.first)
        self.to_rows = Replies([list(column) for column in zip(*self.second, strict=True)])

    def is_nash(self, x, y):
        return not (support(x) & ~self.to_columns.best(y) or support(y) & ~self.to_rows.best(x))

    def payoffs(self, x, y):
        return tuple(
            sum((x[i] * y[j] * table[i][j] for i in range(self.m) if x[i] for j in range(self.n) if y[j]), Fraction(0))
            for table in self.given
        )

    def systems(self):
        """How many square systems of supports there are."""
        count, term = 0, 1
        for k in range(1, min(self.m, self.n) + 1):
            term = term * (self.m - k + 1) * (self.n - k + 1) // (k * k)
            count += term
        return count


def reduced(game):
    """Smaller integers with the same best replies: nothing but differences within a column of the first player
    and within a row of the second counts, over their common factor.
    """
    tables = []
    for table in (game.first, [list(column) for column in zip(*game.second, strict=True)]):
        least = [min(column) for column in zip(*table, strict=True)]
        shifted = [[entry - low for entry, low in zip(row, least, strict=True)] for row in table]
        factor = gcd(*(entry for row in shifted for entry in row)) or 1
        tables.append([[entry // factor for entry in row] for row in shifted])
    return tables[0], [list(column) for column in zip(*tables[1], strict=True)]


def positive(table):
    """The table with a constant added that makes the least entry 1."""
    least = min(min(row) for row in table)
    return [[entry - least + 1 for entry in row] for row in table]


def vertices(payoffs):
    """All vertices of the best-reply polyhedron, by every square system.

    payoffs: of the replying player, integers, a row for each reply. Returns strategy -> set of best replies.
    """
    payoffs = positive(payoffs)
    k, d = len(payoffs), len(payoffs[0])
    found = {}
    for size in range(1, min(k, d) + 1):
        for own in combinations(range(d), size):
            for tight in combinations(range(k), size):
                solved = solve([[payoffs[j][i] for i in own] for j in tight], [1] * size)
                if solved is None or min(solved) <= 0:
                    continue
                worth = [sum(row[i] * value for i, value in zip(own, solved, strict=True)) for row in payoffs]
                if max(worth) > 1:
                    continue
                total = sum(solved)
                mix = [Fraction(0)] * d
                for i, value in zip(own, solved, strict=True):
                    mix[i] = value / total
                found[tuple(mix)] = sum(1 << j for j, pay in enumerate(worth) if pay == 1)
    return found


def by_hand(game):
    """All extreme equilibria, and whether the game is degenerate, by every square system."""
    xs = vertices([list(column) for column in zip(*game.second, strict=True)])
    ys = vertices(game.first)
    pairs = {
        (x, y) for x, replies in xs.items() for y, own in ys.items()
        if not support(x) & ~own and not support(y) & ~replies
    }
    degenerate = any(
        best.bit_count() > support(mix).bit_count() for points in (xs, ys) for mix, best in points.items()
    )
    return pairs, degenerate


def supports_index(first, second, x, y):
    """The index of a regular equilibrium: (-1)^(k+1) sign det A_IJ det B_IJ, payoffs made positive."""
    first, second = positive(first), positive(second)
    own = [i for i, share in enumerate(x) if share]
    other = [j for j, share in enumerate(y) if share]
    if len(own) != len(other):
        return None
    value = determinant([[first[i][j] for j in other] for i in own]) * determinant(
        [[second[i][j] for j in other] for i in own]
    )
    if not value:
        return None
    return (1 if value > 0 else -1) * (1 if len(own) % 2 else -1)


def nearby(game, rng):
    """The limits of the equilibria of a random nearby game, each with its index; None if the game is too close to a tie.

    The nearby payoffs differ by eps times random integers. A limit as eps goes to 0 has a bounded denominator,
    so an equilibrium at a tiny eps is rounded to it.
    """
    k = min(game.m, game.n)
    size = max(abs(entry) for table in (game.first, game.second) for row in table for entry in row) + 1
    bits = k * (size.bit_length() + 16) + 40  # of a denominator
    unit = 1 << (6 * bits)
    first, second = (
        [[entry * unit + rng.randint(-4000, 4000) for entry in row] for row in table]
        for table in (game.first, game.second)
    )
    changed = Game(first, second)
    pairs, degenerate = by_hand(changed)
    if degenerate:
        return None
    return [
        (
            tuple(tuple(share.limit_denominator(1 << bits) for share in mix) for mix in (x, y)),
            supports_index(first, second, x, y),
        )
        for x, y in pairs
    ]


def in_hull(point, points):
    """Whether a point is a mixture of some points: some simplex of them holds it (Caratheodory)."""
    if point in points:
        return True
    for size in range(2, min(len(points), len(point)) + 1):
        for chosen in combinations(points, size):
            # Least squares of an affinely independent choice has one solution; others are covered by smaller ones.
            gram = [[sum(a * b for a, b in zip(p, q, strict=True)) for q in chosen] for p in chosen]
            weights = solve(gram, [sum(a * b for a, b in zip(p, point, strict=True)) for p in chosen])
            if weights is None or min(weights) < 0:
                continue
            if all(sum(w * p[c] for w, p in zip(weights, chosen, strict=True)) == point[c] for c in range(len(point))):
                return True
    return False
