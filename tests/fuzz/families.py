"""Families of random two-player games, most of them degenerate.

Each family is a function of a ``random.Random`` to the two payoff matrices, of shape (m, n), of ints or
Fractions.
"""

from __future__ import annotations

import random
from fractions import Fraction

OBLONG = ((2, 6), (2, 8), (3, 7), (4, 7), (7, 3), (8, 2), (3, 9), (6, 4))
LOPSIDED = ((3, 15), (4, 20), (2, 40), (15, 3), (20, 4), (40, 2), (1, 30), (5, 13))


def shape(rng, largest=9):
    """Mostly 2x2 to 5x5, some thin, oblong, and up to ``largest`` squared."""
    roll = rng.random()
    if roll < 0.05:
        thin = (1, rng.randint(1, 7))
        return thin if rng.random() < 0.5 else thin[::-1]
    if roll < 0.62:
        return rng.randint(2, 5), rng.randint(2, 5)
    if roll < 0.78:
        return rng.choice(OBLONG)
    if roll < 0.94 or largest < 8:
        return rng.randint(4, 7), rng.randint(4, 7)
    return rng.randint(7, largest), rng.randint(7, largest)


def matrix(rng, size, low, high):
    return [[rng.randint(low, high) for _ in range(size[1])] for _ in range(size[0])]


def both(rng, size, low, high):
    return matrix(rng, size, low, high), matrix(rng, size, low, high)


def transposed(table):
    return [list(column) for column in zip(*table, strict=True)]


def mapped(game, change):
    return tuple([[change(entry) for entry in row] for row in table] for table in game)


def uniform(rng):
    low, high = rng.choice([(-9, 9), (0, 9), (-100, 100), (0, 999), (-30, 30), (-10**6, 10**6)])
    return both(rng, shape(rng), low, high)


def zero_one(rng):
    return both(rng, shape(rng, 8), 0, 1)


def zero_one_two(rng):
    return both(rng, shape(rng, 8), 0, 2)


def few_values(rng):
    return both(rng, shape(rng), 0, rng.randint(3, 5))


def one_sided_ties(rng):
    """One player's payoffs generic, the other's full of ties."""
    size = shape(rng)
    pair = [matrix(rng, size, -50, 50), matrix(rng, size, 0, rng.randint(1, 2))]
    rng.shuffle(pair)
    return tuple(pair)


def duplicates(rng):
    """Rows or columns repeated, for both players or for one of them."""
    m, n = shape(rng, 7)
    first, second = both(rng, (m, n), 0, rng.choice([2, 9]))
    for _ in range(rng.randint(1, 3)):
        if rng.random() < 0.5:
            i, k = rng.randrange(m), rng.randrange(m)
            first[i] = list(first[k])
            if rng.random() < 0.7:
                second[i] = list(second[k])
        else:
            j, k = rng.randrange(n), rng.randrange(n)
            for table in (first, second) if rng.random() < 0.7 else (second,):
                for row in table:
                    row[j] = row[k]
    return first, second


def zero_sum(rng):
    low, high = rng.choice([(0, 1), (-1, 1), (-2, 2), (-9, 9), (-99, 99)])
    first = matrix(rng, shape(rng, 8), low, high)
    constant = rng.choice([0, 0, 1])
    return first, [[constant - entry for entry in row] for row in first]


def symmetric(rng):
    size = rng.choice([2, 2, 3, 3, 3, 4, 4, 5, 6, 7])
    low, high = rng.choice([(0, 1), (0, 2), (-9, 9)])
    first = matrix(rng, (size, size), low, high)
    if rng.random() < 0.3:  # doubly symmetric: a common interest
        first = [[first[min(i, j)][max(i, j)] for j in range(size)] for i in range(size)]
    return first, transposed(first)


def coordination(rng):
    """Diagonals that pay, permuted, the rest zero or small."""
    size = rng.randint(2, 6)
    order = list(range(size))
    rng.shuffle(order)
    low = rng.choice([0, 0, -2])
    first, second = both(rng, (size, size), low, 0)
    for i, j in enumerate(order):
        first[i][j], second[i][j] = rng.randint(1, 4), rng.randint(1, 4)
    return first, second


def dominance_solvable(rng):
    """A price war: what is better than the last undominated strategy loses to it."""
    m, n = rng.randint(2, 6), rng.randint(2, 6)
    first = [[10 * (i + j) - 12 * max(0, i - j) + rng.randint(0, 1) for j in range(n)] for i in range(m)]
    second = [[10 * (i + j) - 12 * max(0, j - i) - rng.randint(0, 1) for j in range(n)] for i in range(m)]
    return first, second


def sparse(rng):
    size = shape(rng, 7)
    share = rng.choice([0.15, 0.3, 0.5])
    return mapped(both(rng, size, -5, 9), lambda entry: entry if rng.random() < share else 0)


def rationals(rng):
    low, high = rng.choice([(0, 2), (-7, 7)])
    return mapped(both(rng, shape(rng, 6), low, high), lambda entry: Fraction(entry, rng.choice([1, 1, 2, 3, 5, 7, 12])))


def beyond_words(rng):
    """Payoffs past 64 bits: around 10^30, small differences on 10^30, and halves of both kinds."""
    size = shape(rng, 7)
    kind = rng.randrange(4)
    if kind == 0:
        return both(rng, size, -(10**30), 10**30)
    if kind == 1:
        return mapped(both(rng, size, 0, 2), lambda entry: 10**30 + entry)
    if kind == 2:
        return mapped(both(rng, size, 0, 2), lambda entry: entry * 10**30)
    return mapped(both(rng, size, 0, 2), lambda entry: rng.choice([1, 2**31, 2**63 - 1, 2**64 + 1]) * entry)


def mixed_scales(rng):
    """Payoffs of every order of magnitude in one table."""
    return mapped(both(rng, shape(rng, 6), -9, 9), lambda entry: entry * 10 ** rng.randint(0, 12))


def tiny_differences(rng):
    step = rng.choice([Fraction(1, 10**10), Fraction(1, 2**60), Fraction(1, 10**25)])
    return mapped(both(rng, shape(rng, 7), 0, rng.choice([2, 3, 50])), lambda entry: Fraction(1, 3) + entry * step)


def planted_tie(rng):
    """Generic payoffs but for one best reply to a pure strategy that is tied."""
    m, n = shape(rng)
    first, second = both(rng, (m, n), -1000, 1000)
    if rng.random() < 0.5 and m > 1:
        j = rng.randrange(n)
        top, *others = sorted(range(m), key=lambda i: -first[i][j])
        first[rng.choice(others)][j] = first[top][j]
    elif n > 1:
        i = rng.randrange(m)
        top, *others = sorted(range(n), key=lambda j: -second[i][j])
        second[i][rng.choice(others)] = second[i][top]
    return first, second


def planted_face(rng):
    """Generic payoffs but for one strategy with several best replies, to whose mixtures it is a best reply in part."""
    m, n = rng.randint(5, 8), rng.randint(5, 8)
    first, second = both(rng, (m, n), -1000, 1000)
    i = rng.randrange(m)
    for j in rng.sample(range(n), rng.randint(3, 4)):
        second[i][j] = 1001
        first[i][j] = max(row[j] for row in first) + rng.randint(-500, 900)
    if rng.random() < 0.5:
        return first, second
    return transposed(second), transposed(first)


def near_ties(rng):
    """Generic payoffs in which one strategy differs by one part in 10^25 from another, or from a mixture of two, of one
    player or of both."""
    m, n = rng.randint(3, 8), rng.randint(3, 8)
    game = mapped(both(rng, (m, n), -50, 50), lambda entry: entry * 10**25)
    first, second = game[0], transposed(game[1])
    for table in rng.choice([(first,), (second,), (first, second)]):
        for _ in range(rng.randint(1, 2)):
            own, one, two = (rng.randrange(len(table)) for _ in range(3))
            table[own] = [(a + b) // 2 + rng.randint(-1, 1) for a, b in zip(table[one], table[two], strict=True)]
    return first, transposed(second)


def planted_mixture(rng):
    """Generic payoffs but for one strategy that is worth exactly a mixture of two others."""
    m, n = rng.randint(3, 7), rng.randint(3, 7)
    first, second = both(rng, (m, n), -50, 50)
    i, k, h = rng.sample(range(m), 3)
    weight = rng.randint(1, 3)
    first[i] = [weight * a + (4 - weight) * b for a, b in zip(first[k], first[h], strict=True)]
    for place in range(m):
        if place != i:
            first[place] = [4 * entry for entry in first[place]]
    if rng.random() < 0.5:
        return first, second
    return transposed(second), transposed(first)


def near_parallel(rng):
    """Columns that differ in the last place only, and lexicographic ones."""
    m, n = rng.randint(2, 7), rng.randint(2, 7)
    if rng.random() < 0.5:
        base = [rng.randint(0, 5) * 10**9 for _ in range(m)]
        first = [[base[i] + rng.randint(0, 2) for _ in range(n)] for i in range(m)]
        row = [rng.randint(0, 5) * 10**9 for _ in range(n)]
        return first, [[row[j] + rng.randint(0, 2) for j in range(n)] for _ in range(m)]
    return tuple([[10 ** (3 * ((i + j) % n)) * rng.randint(0, 2) for j in range(n)] for i in range(m)] for _ in (0, 1))


def constant(rng):
    m, n = shape(rng, 6)
    value = rng.randint(-3, 3)
    first = [[value] * n for _ in range(m)]
    if rng.random() < 0.4:
        return first, [[0] * n for _ in range(m)]
    return first, matrix(rng, (m, n), 0, 2)


def known_hard(rng):
    """Many equilibria: identity matrices and cyclic shifts of them (Quint and Shubik 1997)."""
    size = rng.randint(2, 6)
    identity = [[int(i == j) for j in range(size)] for i in range(size)]
    if rng.random() < 0.5:
        return identity, [row[:] for row in identity]
    return identity, [[int((i + 1) % size == j) + int(rng.random() < 0.1) for j in range(size)] for i in range(size)]


def large(rng):
    size = rng.randint(9, 11), rng.randint(9, 11)
    low, high = rng.choice([(0, 3), (0, 9), (-100, 100), (-(10**20), 10**20)])
    return both(rng, size, low, high)


def lopsided(rng):
    low, high = rng.choice([(0, 1), (0, 2), (-9, 9), (-100, 100)])
    return both(rng, rng.choice(LOPSIDED), low, high)


FAMILIES = {
    uniform: 14, zero_one: 8, zero_one_two: 10, few_values: 7, one_sided_ties: 6, duplicates: 9, zero_sum: 7,
    symmetric: 7, coordination: 4, dominance_solvable: 3, sparse: 6, rationals: 6, beyond_words: 6, mixed_scales: 3,
    tiny_differences: 5, planted_tie: 7, planted_face: 4, planted_mixture: 4, near_ties: 6, near_parallel: 5,
    constant: 3, known_hard: 3, large: 1, lopsided: 2,
}
"""The families and how often each is drawn."""


def game_of(seed, number):
    """The name of its family and the payoff matrices of one game of a run."""
    rng = random.Random(f"{seed} {number}")
    family = rng.choices(list(FAMILIES), list(FAMILIES.values()))[0]
    first, second = family(rng)
    return family.__name__, [first, second]
