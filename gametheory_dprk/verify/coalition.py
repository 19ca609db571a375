"""The judge of coalitional games: values, indices, cores and nucleoli, from their definitions and certificates.

    Shapley, Banzhaf    by Harsanyi's dividends (1963), of which each member gets an equal share (all of them halved once
                        for each other member); for large voting bodies by counting coalitions in lists
    core                no coalition has an excess; or a balanced family is worth more than there is to share
    (pre)nucleolus      each family of the certificate keeps the largest excess where it is (Kohlberg 1971, Sobolev 1975):
                        its weighted sum is a combination of families before it and of all players together, so that no
                        payoff vector could pay all of its coalitions more; at the end the families fix the vector
    properties          compared coalition by coalition, or by the pair that breaks one
"""

from __future__ import annotations

from fractions import Fraction
from math import factorial, gcd, lcm
from operator import add, mul, sub
from typing import TYPE_CHECKING, Any

from ..model.answer import Verdict
from ..model.coalition import MAX_PLAYERS, surpluses, totals
from ..model.coalition_forms import WeightedVoting
from .coalition_dividends import shared
from .coalition_properties import judge_players, judge_properties

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ..model.coalition import CoalitionGame
    from ..model.findings import Fact

TABLED = 14
LISTED = 30_000_000


def judge(game: CoalitionGame, fact: Fact) -> Verdict:
    """Whether a fact about a coalitional game is as it says."""
    problem = _JUDGES[fact.name](game, fact)
    return Verdict(not problem, problem)


# -- values and indices


def _counts(game: WeightedVoting) -> dict[tuple[Any, ...], list[int]]:
    """For each kind of voter how many coalitions of the others, by size, lose without it and win with it."""
    voters = [tuple(rule.weights[i] for rule in game.rules) for i in range(len(game.players))]
    quotas = [rule.quota for rule in game.rules]
    found: dict[tuple[Any, ...], list[int]] = {}
    for kind in set(voters):
        others = list(voters)
        others.remove(kind)
        by_total: dict[tuple[Any, ...], list[int]] = {tuple(Fraction(0) for _ in quotas): [1]}
        for voter in others:
            grown: dict[tuple[Any, ...], list[int]] = {}
            for total, sizes in by_total.items():
                above = tuple(min(have + more, quota) for have, more, quota in zip(total, voter, quotas, strict=True))
                for key, moved in ((total, sizes), (above, [0, *sizes])):
                    before = grown.get(key, [])
                    longer, shorter = (before, moved) if len(before) > len(moved) else (moved, before)
                    grown[key] = [a + b for a, b in zip(longer, [*shorter, *[0] * (len(longer) - len(shorter))], strict=True)]
            by_total = grown
        result = [0] * len(voters)
        for total, sizes in by_total.items():
            if not all(have >= quota for have, quota in zip(total, quotas, strict=True)) and all(
                have + more >= quota for have, more, quota in zip(total, kind, quotas, strict=True)
            ):
                result = [a + b for a, b in zip(result, [*sizes, *[0] * (len(result) - len(sizes))], strict=True)]
        found[kind] = result
    return found


def _listed(quota: int, weights: Sequence[int], *, sized: bool) -> dict[int, list[int]]:
    """The same for one rule in integers: all coalitions by weight below the quota, then each weight taken out again."""
    rows: list[list[int]] = [[1], *([0] for _ in weights)] if sized else [[1]]  # each as long as the total weight so far
    length = 1
    for count, weight in enumerate(sorted(weights), 1):
        length = min(quota, length + weight)
        moved = [0] * weight
        for size in range(count, 0, -1) if sized else (0,):
            row = rows[size] + [0] * (length - len(rows[size]))
            below = rows[size - 1] if sized else rows[0]
            rows[size] = [*row[:weight], *map(add, row[weight:], [*below, *moved])]
        if sized:
            rows[0] += [0] * (length - len(rows[0]))
    rows = [[*row, *[0] * (quota - len(row))] for row in rows]
    found: dict[int, list[int]] = {}
    for weight in set(weights):
        without: list[int] = [0] * quota
        swings = []
        for row in rows:
            if sized:
                rest = [*row[:weight], *map(sub, row[weight:], without)]
            else:
                rest = list(row)
                for start in range(weight, quota, weight) if weight else ():
                    rest[start : start + weight] = map(sub, rest[start : start + weight], rest[start - weight : start])
            without = rest
            swings.append(sum(rest[max(0, quota - weight) :]) if weight else 0)
        found[weight] = swings
    return found


def _swings(game: WeightedVoting, *, sized: bool) -> list[list[int]]:
    rule = game.rules[0]
    numbers: list[Any] = [rule.quota, *rule.weights]
    scale = lcm(*(number.denominator for number in numbers))
    quota, *weights = [int(number * scale) for number in numbers]
    if len(game.rules) > 1 or quota * len(weights) > LISTED:
        counted = _counts(game)
        found = [counted[tuple(rule.weights[i] for rule in game.rules)] for i in range(len(game.players))]
        return found if sized else [[sum(sizes)] for sizes in found]
    by_weight = _listed(quota, weights, sized=sized)
    return [by_weight[weight] for weight in weights]


def _by_player(fact: Fact, expected: Sequence[Any], column: str = "") -> str:
    for name, told, wanted in zip((row[0] for row in fact.rows), fact.column(column), expected, strict=True):
        if told != wanted:
            return f"the {fact.title} of {name} is {wanted}, not {told}"
    return ""


def _alike(n: int) -> list[int]:
    """By size, what each member gets of a dividend, times the least common multiple of the sizes."""
    common = lcm(*range(1, n + 1))
    return [common // size if size else 0 for size in range(n + 1)]


def _halved(n: int) -> list[int]:
    """By size, in how many coalitions of the others a member has the others of a coalition with it."""
    return [1 << n - size if size else 0 for size in range(n + 1)]


def _shapley(game: CoalitionGame, fact: Fact) -> str:
    n = len(game.players)
    if isinstance(game, WeightedVoting) and n > TABLED:
        weights = [factorial(size) * factorial(n - 1 - size) for size in range(n)]
        return _by_player(fact, [Fraction(sum(map(mul, weights, sizes)), factorial(n)) for sizes in _swings(game, sized=True)])
    common = lcm(*range(1, n + 1))
    return _by_player(fact, shared(game, _alike, common, 2 * common))


def _banzhaf(game: CoalitionGame, fact: Fact) -> str:
    n = len(game.players)
    if isinstance(game, WeightedVoting) and n > TABLED:
        raw = [Fraction(sizes[0]) for sizes in _swings(game, sized=False)]
    else:
        raw = shared(game, _halved, 1, 2**n)
    total = sum(raw)
    shares = [item / total if total else None for item in raw]
    return _by_player(fact, raw, "raw") or _by_player(fact, [item / 2 ** (n - 1) for item in raw], "value") or _by_player(fact, shares, "normalized")


def _minimal(game: CoalitionGame) -> list[int]:
    n = len(game.players)
    return [m for m in range(1, 1 << n) if game.table[m] == 1 and not any(m >> i & 1 and game.table[m & ~(1 << i)] == 1 for i in range(n))]


def _minimal_winning(game: CoalitionGame, fact: Fact) -> str:
    if sorted(fact.certificate) != _minimal(game):
        return "these are not the minimal winning coalitions"
    if any(row != (game.name(mask), mask.bit_count()) for row, mask in zip(fact.rows, fact.certificate, strict=False)):
        return "a coalition is not told as it is"
    return ""


def _deegan_packel(game: CoalitionGame, fact: Fact) -> str:
    found = _minimal(game)
    return _by_player(fact, [sum(Fraction(m >> i & 1, m.bit_count() * len(found)) for m in found) for i in range(len(game.players))])


def _holler(game: CoalitionGame, fact: Fact) -> str:
    counts = [sum(m >> i & 1 for m in _minimal(game)) for i in range(len(game.players))]
    return _by_player(fact, [Fraction(count, sum(counts)) for count in counts])


def _tau(game: CoalitionGame, fact: Fact) -> str:
    n, table = len(game.players), game.table
    top = [table[-1] - table[game.grand ^ (1 << i)] for i in range(n)]
    low = [max(table[m] - sum(top[j] for j in game.members(m) if j != i) for m in range(1, 1 << n) if m >> i & 1) for i in range(n)]
    paid = fact.column()
    if sum(paid) != table[-1]:
        return "the tau-value does not share what there is"
    if any(not a <= x <= b for a, x, b in zip(low, paid, top, strict=True)):
        return "a player gets less than it is owed, or more than it can ask"
    spread = [(x - a, b - a) for a, x, b in zip(low, paid, top, strict=True)]
    if any(first * wide != second * narrow for first, narrow in spread for second, wide in spread):
        return "the players do not get the same share of what they might"
    return ""


# -- the core and its kin


def _in_core(game: CoalitionGame, point: Sequence[Any], slack: Any = 0) -> str:
    if sum(point) != game.worth(game.grand):
        return f"{sum(point)} is shared, not {game.worth(game.grand)}"
    if len(point) > MAX_PLAYERS:  # of a voting body: what players without a veto get, the others can take
        idle = next((i for i, paid in enumerate(point) if paid and game.worth(game.grand ^ (1 << i)) != 0), None)
        return f"{game.players[idle]} has no veto" if idle is not None else "" if all(paid >= 0 for paid in point) else "a voter pays"
    worths, payments, unit = _comparable(game, [*point, slack])
    allowed = payments.pop()
    for mask, (worth, paid) in enumerate(zip(worths, totals(payments), strict=True)):
        if worth - paid > allowed and 0 < mask < game.grand:
            return f"{game.name(mask)} can get {game.worth(mask)} by itself and gets {paid / unit}"
    return ""


def _comparable(game: CoalitionGame, numbers: Sequence[Any]) -> tuple[Sequence[Any], list[Any], Any]:
    """The worths and some numbers times one positive factor, which makes them integers where they are rational, and it."""
    worths, scale = game.scaled
    if not game.whole or not set(map(type, numbers)) <= {int, Fraction}:
        return game.table, list(numbers), 1
    factor = lcm(*(number.denominator for number in numbers))
    common = lcm(factor, scale)
    if common != scale:
        worths = [worth * (common // scale) for worth in worths]
    return worths, [number.numerator * (common // number.denominator) for number in numbers], Fraction(common)


def _balanced(game: CoalitionGame, weights: Sequence[tuple[int, Any]]) -> str:
    if any(weight <= 0 for _, weight in weights):
        return "a weight of the balanced family is not positive"
    for i, name in enumerate(game.players):
        if sum(weight for mask, weight in weights if mask >> i & 1) != 1:
            return f"the weights of the coalitions of {name} do not add to 1"
    promised = sum(weight * game.worth(mask) for mask, weight in weights)
    return "" if promised > game.worth(game.grand) else "the balanced family is worth no more than there is"


def _core(game: CoalitionGame, fact: Fact) -> str:
    return _balanced(game, fact.certificate) if fact.rows[0][1] else _in_core(game, fact.certificate)


def _family(game: CoalitionGame, fact: Fact) -> str:
    told = tuple((game.name(mask), weight, game.worth(mask)) for mask, weight in fact.certificate)
    return "the family is not told as it is" if told != fact.rows else _balanced(game, fact.certificate)


def _points(game: CoalitionGame, fact: Fact) -> str:
    for row in fact.rows:
        point = row[1:]
        problem = _in_core(game, point)
        if problem:
            return problem
        if fact.certificate == "extreme":
            fixed = _Span(len(point))
            for mask, (worth, paid) in enumerate(zip(game.table, totals(point), strict=True)):
                if worth == paid:
                    fixed.add(mask)
            if fixed.rank < len(point):
                return f"point {row[0]} of the core is not an extreme one"
    return ""


def _least_core(game: CoalitionGame, fact: Fact) -> str:
    found = fact.certificate
    if not found.levels:
        return ""
    if found.levels[0].excess != fact.rows[0][1]:
        return "the value is not that of the certificate"
    return _levels(game, found.point, found.levels, (), whole=False)


def _least_core_point(game: CoalitionGame, fact: Fact) -> str:
    return _in_core(game, fact.rows[0][1:], fact.certificate)


class _Span:
    """The span of sets of players, as rows in reduced echelon form, each times a number that makes it integers."""

    def __init__(self, n: int) -> None:
        self.n = n
        self.rows: dict[int, list[int]] = {}

    @property
    def rank(self) -> int:
        return len(self.rows)

    def rest(self, row: Sequence[Any]) -> list[Any]:
        """What of a vector, times a nonzero number, is not in the span."""
        left = list(row)
        for head, other in self.rows.items():
            if left[head]:
                left = _eliminated(left, other, head)
        return left

    def add(self, mask: int) -> None:
        left = self.rest([mask >> i & 1 for i in range(self.n)])
        head = next((i for i, entry in enumerate(left) if entry), None)
        if head is not None:
            common = gcd(*left)
            row = [entry // common for entry in left]
            self.rows = {place: _eliminated(other, row, head) for place, other in self.rows.items()}
            self.rows[head] = row

    def has(self, mask: int) -> bool:
        return self.rank == self.n or not any(self.rest([mask >> i & 1 for i in range(self.n)]))


def _eliminated(row: list[Any], other: Sequence[int], head: int) -> list[Any]:
    """The row, times a nonzero number, less a multiple of the other, so that it is 0 at a place."""
    factor, own = row[head], other[head]
    return [own * a - factor * b for a, b in zip(row, other, strict=True)] if factor else row


def _levels(game: CoalitionGame, point: Sequence[Any], levels: Sequence[Any], floor: Sequence[Any], *, whole: bool) -> str:
    """Whether the families prove that no vector has lexicographically smaller excesses, or a smaller largest one."""
    n = len(point)
    if sum(point) != game.worth(game.grand):
        return "the payoffs do not add to the worth of all players"
    if any(paid < least for paid, least in zip(point, floor, strict=False)):
        return "a player gets less than alone"
    worths, numbers, _ = _comparable(game, [*point, *(level.excess for level in levels)])
    largest = numbers[n:]
    excess = [worth - paid for worth, paid in zip(worths, totals(numbers[:n]), strict=True)]
    span = _Span(n)
    span.add(game.grand)
    for level, most in zip(levels, largest, strict=True):
        if not level.family or any(weight <= 0 for _, weight in (*level.family, *level.players)):
            return "a family has a weight that is not positive"
        if any(excess[mask] != most for mask, _ in level.family):
            return "a coalition of a family does not have its excess"
        if any(not floor or point[i] != floor[i] for i, _ in level.players):
            return "a player is not held at what it gets alone"
        for mask, have in enumerate(excess):
            if have > most and 0 < mask < game.grand and not span.has(mask):
                return f"the excess of {game.name(mask)} is larger than {level.excess}"
        combined = [
            sum([weight for mask, weight in level.family if mask >> i & 1]) + sum([weight for player, weight in level.players if player == i])
            for i in range(n)
        ]
        if any(span.rest(combined)):
            return "a family is not balanced"
        for mask, _ in level.family:
            span.add(mask)
        for i, _ in level.players:
            span.add(1 << i)
    return "" if not whole or span.rank == n else "the families do not fix the payoffs"


def _nucleolus(game: CoalitionGame, fact: Fact) -> str:
    floor = [game.worth(1 << i) for i in range(len(game.players))]
    return _levels(game, fact.column(), fact.certificate, floor, whole=True)


def _prenucleolus(game: CoalitionGame, fact: Fact) -> str:
    return _levels(game, fact.column(), fact.certificate, (), whole=True)


def _kernel(game: CoalitionGame, fact: Fact) -> str:
    if [list(row[1:]) for row in fact.rows] != surpluses(game.table, fact.certificate):
        return "the surpluses are not these"
    return "" if game.term("in_kernel", (), fact.certificate) else "the point is not in the kernel"


_JUDGES: dict[str, Callable[[Any, Fact], str]] = {
    "shapley": _shapley, "shapley-shubik": _shapley, "banzhaf": _banzhaf, "deegan-packel": _deegan_packel, "holler": _holler,
    "minimal-winning": _minimal_winning, "tau": _tau, "core": _core, "core-points": _points, "balanced-family": _family,
    "least-core": _least_core, "least-core-point": _least_core_point, "nucleolus": _nucleolus, "prenucleolus": _prenucleolus,
    "kernel": _kernel, "properties": judge_properties, "players": judge_players,
}
