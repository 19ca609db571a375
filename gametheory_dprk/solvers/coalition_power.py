"""Power in voting bodies of any size, by generating functions in exact integers.

The number of coalitions without voter i by total weight (and by size, for Shapley-Shubik) is the product of 1 + x^w z
over the other voters (Mann & Shapley 1962; Brams & Affuso 1976). The product over *all* voters is formed once, as one
long integer whose digits are the coefficients: a multiplication by 1 + x^w z is a shift and an addition, all of it modulo
the quota, beyond which nothing is asked for. The factor of one voter is divided out once for each distinct weight, by
1/(1 + y) = 1 - y + y^2 - ..., of which only sums of neighboring coefficients are needed. A rule and its dual (what
suffices to block) give the same indices, so that the smaller quota of the two is taken.

With several rules at once the coalitions are counted by their totals under each, capped at the quotas.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import accumulate
from math import factorial
from typing import TYPE_CHECKING, Any

from ..errors import LimitReached
from .scaling import whole

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..model.coalition_forms import WeightedVoting

MAX_BITS = 400_000_000
"""How long the integer that holds a generating function may become."""
MAX_COUNTS = 6_000_000
"""How many coefficients it may have; beyond that, coalitions are told apart by their totals."""
MAX_STATES = 400_000


def whole_rules(game: WeightedVoting) -> list[tuple[int, list[int]]]:
    """Every rule in integers, (quota, weights)."""
    found = []
    for rule in game.rules:
        (quota, *weights), _ = whole([rule.quota, *rule.weights])
        if weights:
            found.append((quota, weights))
    return found


def swings(game: WeightedVoting) -> tuple[int, ...]:
    """For each voter how many coalitions of the others it turns from losing to winning. Raises LimitReached."""
    rules = whole_rules(game)
    if len(rules) > 1:
        return tuple(sum(counts) for counts in _swings_by_size_of_many(rules))
    quota, weights = rules[0]
    return tuple(sum(counts) for counts in _swings_by_size(quota, weights, sized=False))


def swings_by_size(game: WeightedVoting) -> list[list[int]]:
    """The same for each size of the coalitions of the others, from 0. Raises LimitReached."""
    rules = whole_rules(game)
    if len(rules) > 1:
        return _swings_by_size_of_many(rules)
    quota, weights = rules[0]
    return _swings_by_size(quota, weights, sized=True)


def _swings_by_size(quota: int, weights: Sequence[int], *, sized: bool) -> list[list[int]]:
    n, total = len(weights), sum(weights)
    dual = total - quota + 1 < quota
    quota = min(quota, total - quota + 1)
    slots = n + 1 if sized else 1
    digit = 8 * ((n + 8) // 8)  # no coefficient exceeds 2**n
    if slots * quota > MAX_COUNTS or digit * slots * quota > MAX_BITS:
        counts = _swings_by_size_of_many([(quota, weights)])  # few voters with large weights
        if dual and sized:
            counts = [sizes[::-1] for sizes in counts]
        return counts if sized else [[sum(sizes)] for sizes in counts]
    modulus = digit * slots * quota
    mask = (1 << modulus) - 1
    product = 1
    for weight in sorted(weights):  # light voters first, so that the integer stays short for long
        product += product << digit * (slots * weight + (1 if sized else 0))
        if product.bit_length() > modulus:
            product &= mask
    below = _sums_below(product, digit // 8, slots, quota)
    known: dict[int, list[int]] = {}
    for weight in set(weights):
        known[weight] = _without(below, quota, weight, n if sized else 1)
        if dual and sized:  # a swing of the dual with s others is one of the rule with the n - 1 - s that are left
            known[weight].reverse()
    return [known[weight] for weight in weights]


def _sums_below(number: int, bytes_each: int, slots: int, quota: int) -> list[list[int]]:
    """For each size of coalitions (or for all sizes in one) how many weigh less than 0, 1, 2, ... up to the quota.

    number: how many there are of each weight and size, in digits of so many bytes, size by size for each weight.
    """
    text = number.to_bytes(quota * slots * bytes_each, "little")
    step = slots * bytes_each
    return [
        list(accumulate([int.from_bytes(text[at : at + bytes_each], "little") for at in range(size * bytes_each, len(text), step)], initial=0))
        for size in range(slots)
    ]


def _without(below: Sequence[Sequence[int]], quota: int, weight: int, sizes: int) -> list[int]:
    """For each size how many coalitions without a voter of this weight weigh less than the quota, but not without that much of it.

    Coalitions without the voter are all, less those with it, which are as many as there are without it of a size and a
    weight less: all less those with a voter twice, in turn, with changing signs. What is asked for is as wide as the
    weight, so that the sums of all coalitions by weight stand next to each other.
    """
    if weight == 0:
        return [0] * sizes
    found = []
    for size in range(sizes):
        total, sign, top = 0, 1, quota
        while top > 0 and size >= 0:
            sums = below[size]
            total += sign * (sums[top] - sums[max(0, top - weight)])
            sign, top = -sign, top - weight
            size -= 1 if sizes > 1 else 0
        found.append(total)
    return found


def _swings_by_size_of_many(rules: Sequence[tuple[int, Sequence[int]]]) -> list[list[int]]:
    """Counted by the totals under each rule, capped at the quotas."""
    quotas = [quota for quota, _ in rules]
    voters = list(zip(*(weights for _, weights in rules), strict=True))
    n = len(voters)
    known: dict[tuple[int, ...], list[int]] = {}
    for kind in set(voters):
        others = list(voters)
        others.remove(kind)
        counts: dict[tuple[int, ...], list[int]] = {(0,) * len(quotas): [1]}
        for voter in others:
            added = {total: list(sizes) for total, sizes in counts.items()}
            for total, sizes in counts.items():
                above = tuple(min(have + more, quota) for have, more, quota in zip(total, voter, quotas, strict=True))
                into = added.setdefault(above, [])
                into.extend([0] * (len(sizes) + 1 - len(into)))
                for size, number in enumerate(sizes):
                    into[size + 1] += number
            counts = added
            if len(counts) > MAX_STATES:
                raise LimitReached("these rules together distinguish too many coalitions", "use smaller weights in the same proportions")
        found = [0] * n
        for total, sizes in counts.items():
            wins = all(have >= quota for have, quota in zip(total, quotas, strict=True))
            if not wins and all(have + more >= quota for have, more, quota in zip(total, kind, quotas, strict=True)):
                for size, number in enumerate(sizes):
                    found[size] += number
        known[kind] = found
    return [known[voter] for voter in voters]


def shapley_shubik(game: WeightedVoting) -> tuple[Fraction, ...]:
    """The Shapley-Shubik index (1954): how often, among all orders, a voter is the one who makes the others win."""
    n = len(game.players)
    orders = factorial(n)
    weights = [factorial(size) * factorial(n - 1 - size) for size in range(n)]
    return tuple(Fraction(sum(a * b for a, b in zip(weights, counts, strict=True)), orders) for counts in swings_by_size(game))


def minimal_winning(table: Sequence[Any]) -> list[int]:
    """The minimal winning coalitions of a monotone simple game by its worths, smallest first."""
    n = (len(table) - 1).bit_length()
    found = [
        mask for mask, worth in enumerate(table)
        if worth == 1 and all(table[mask ^ (1 << i)] == 0 for i in range(n) if mask >> i & 1)
    ]
    return sorted(found, key=lambda mask: (mask.bit_count(), [i for i in range(n) if mask >> i & 1]))


def deegan_packel(coalitions: Sequence[int], n: int) -> tuple[Fraction, ...]:
    """The index of Deegan & Packel (1978): every minimal winning coalition is as likely, and its members share alike."""
    return tuple(sum((Fraction(1, c.bit_count()) for c in coalitions if c >> i & 1), Fraction(0)) / len(coalitions) for i in range(n))


def holler(coalitions: Sequence[int], n: int) -> tuple[Fraction, ...]:
    """The public good index of Holler (1982): in proportion to how many minimal winning coalitions a voter belongs to."""
    counts = [sum(c >> i & 1 for c in coalitions) for i in range(n)]
    return tuple(Fraction(count, sum(counts)) for count in counts)
