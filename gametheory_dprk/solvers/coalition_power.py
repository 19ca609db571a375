"""Power in voting bodies of any size, by generating functions in exact integers.

The number of coalitions without voter i by total weight (and by size, for Shapley-Shubik) is the product of 1 + x^w z
over the other voters (Mann & Shapley 1962; Brams & Affuso 1976). The product over *all* voters is formed once, as one
long integer whose digits are the coefficients: a multiplication by 1 + x^w z is a shift and an addition. The factor of
one voter is divided out by (1 - y)(1 + y^2)(1 + y^4)... = 1/(1 + y), once for each distinct weight, all of it modulo the
quota, beyond which nothing is asked for. A rule and its dual (what suffices to block) give the same indices, so that the
smaller quota of the two is taken.

With several rules at once the coalitions are counted by their totals under each, capped at the quotas.
"""

from __future__ import annotations

from fractions import Fraction
from math import factorial
from typing import TYPE_CHECKING, Any

from ..errors import LimitReached
from .scaling import whole

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..model.coalition_forms import WeightedVoting

MAX_BITS = 400_000_000
"""How long the integer that holds a generating function may become."""
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
    if digit * slots * quota > MAX_BITS:
        raise LimitReached(
            f"{n:,} voters with a quota of {quota:,} need a generating function of {digit * slots * quota // 8_000_000:,} megabytes",
            "use smaller weights in the same proportion",
        )
    modulus = digit * slots * quota
    mask = (1 << modulus) - 1
    product = 1
    for weight in weights:
        product = (product + (product << digit * (slots * weight + (1 if sized else 0)))) & mask
    known: dict[int, list[int]] = {}
    for weight in set(weights):
        if weight == 0:
            known[weight] = [0] * (n if sized else 1)
            continue
        shift = digit * (slots * weight + (1 if sized else 0))
        others = product
        if shift < modulus:
            others = (others - (others << shift)) & mask
            shift *= 2
            while shift < modulus:
                others = (others + (others << shift)) & mask
                shift *= 2
        window = others >> digit * slots * max(0, quota - weight)
        known[weight] = _digits(window, digit // 8, slots, n)
        if dual and sized:  # a swing of the dual with s others is one of the rule with the n - 1 - s that are left
            known[weight].reverse()
    return [known[weight] for weight in weights]


def _digits(number: int, size: int, slots: int, n: int) -> list[int]:
    """The digits of a number added up by their place modulo slots; sizes 0 to n - 1, or all in one."""
    text = number.to_bytes((number.bit_length() + 7) // 8 + size * slots, "little")
    found = [0] * slots
    for place in range(len(text) // size):
        part = text[place * size : (place + 1) * size]
        if any(part):
            found[place % slots] += int.from_bytes(part, "little")
    return found[:n] if slots > 1 else found


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
