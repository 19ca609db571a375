"""All sequential equilibria of small trees, by every combination of supports, with any number of players.

For all moves that may be made at the information sets, and off the path all nodes that may be believed, the
conditions are a system of polynomials in positive variables (``basis.py``), which is decided exactly
(``positive_polynomials.py``). Supports with a move that is worse than another at every node of its information
set, wherever in their hulls the payoffs after it lie, are left out from the start.

The set of solutions of one combination of strategies' supports is either some points, each of which is listed, or
a continuum, of which one is listed for each vector of payoffs. A continuum in the replies at one information set
off the path is described in full (``OffPath``). Where a combination is not decided the answer says so.
"""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from itertools import chain, combinations, product
from typing import TYPE_CHECKING

from ..errors import LimitReached
from ..model.assessment import Assessment, OffPath
from ..model.record import Record
from ..model.solution import Solution
from ..model.structure import imperfect_recall
from ..model.tree import CHANCE, TERMINAL, GameTree
from .basis import Supports, Weighing
from .consistency import orders_of_mistakes
from .expected_values import expected_values
from .positive_polynomials import (
    IRRATIONAL,
    NONE,
    UNDECIDED,
    UNPROVEN,
    Point,
    Polynomial,
    System,
    contradictory,
    different,
    solution,
    unequal,
)
from .simplex_products import extreme_points, in_hull

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..model.answer import Mix

MAX_PARTIAL = 5_000  # partial combinations of supports of strategies
MAX_BASES = 10_000  # combinations of supports of strategies and beliefs
MAX_POINTS = 3  # solutions of one combination before it counts as a continuum
MAX_PAYOFFS = 4  # vectors of payoffs of one continuum
VARIED = "payoffs vary"
MAX_OPEN = 6  # undecided combinations after which the search ends


def solve_by_supports(tree: GameTree, limit: int) -> Solution | None:
    """All sequential equilibria of a numeric tree, exact; None for trees to which the method does not apply.

    It needs perfect recall and moves of chance that all happen. Raises LimitReached where the combinations of
    supports are too many.
    """
    chances = (share for move in tree.chance_moves for share in move.probabilities)
    if imperfect_recall(tree) is not None or not all(chances):
        return None
    families: list[Family] = []
    reasons: Counter[str] = Counter()
    bases = 0
    for supports in _supports(tree):
        systems = []
        for basis in _bases(tree, supports):
            bases += 1
            if bases > MAX_BASES:
                raise LimitReached(f"the tree has more than {MAX_BASES:,} combinations of supports", "use a smaller tree")
            if basis is not None:
                systems.append(basis)
        if systems:
            families.append(_family(systems))
            reasons[families[-1].reason] += 1
            if reasons.total() - reasons[""] - reasons[VARIED] >= MAX_OPEN:
                break
    del reasons[""]
    items, described = _items(tree, [one for one in families if one.found])
    return Solution(
        game=tree, concept="sequential", method="every combination of supports of strategies and beliefs",
        equilibria=tuple(items[:limit]), count=len(items), complete=not reasons,
        completeness=_completeness(reasons, items, described), mixtures="" if described and not reasons else "other",
    )


def _completeness(reasons: Counter[str], items: Sequence[Assessment], described: bool) -> str:
    number = reasons.total()
    which = f"{'at least ' * (number - reasons[VARIED] >= MAX_OPEN)}{number} combinations of supports" if number > 1 else "one combination of supports"
    if UNPROVEN in reasons:
        return f"not known to be complete: to decide on {which} install the extra `prove` (z3-solver)"
    if IRRATIONAL in reasons:
        return f"not complete: {which} may have equilibria that are not listed, for want of rational probabilities"
    if UNDECIDED in reasons:
        return f"not known to be complete: the search for equilibria of {which} was given up"
    if reasons:
        return (
            f"not complete: in {which} the equilibria make up a continuum with different payoffs, of which one is listed"
        )
    ranges = any(not off.is_point for item in items for off in item.off_path)
    text = "every combination of supports of strategies and beliefs was decided"
    if ranges:
        text += "; one with different replies off the path of play is listed once, with all of them"
    if not described:
        text += "; of a continuum one for each vector of payoffs is listed"
    return text


def _supports(tree: GameTree) -> Iterator[Supports]:
    """The supports of strategies in which no move is sure to be worse than another, the pure ones first."""
    slots = sorted(range(len(tree.information_sets)), key=lambda slot: -tree.information_sets[slot].nodes[0])
    if any(2 ** len(group.moves) > MAX_PARTIAL or 2 ** len(group.nodes) > MAX_BASES for group in tree.information_sets):
        raise LimitReached("an information set has too many moves or nodes for all their combinations", "use a smaller tree")
    choices = [
        list(chain.from_iterable(combinations(range(len(group.moves)), size) for size in range(1, len(group.moves) + 1)))
        for group in tree.information_sets
    ]
    partial: list[dict[int, tuple[int, ...]]] = [{}]
    steps = 0
    for slot in slots:
        longer = []
        for known in partial:
            for made in choices[slot]:
                steps += 1
                if steps > MAX_PARTIAL:
                    raise LimitReached(f"the tree has more than {MAX_PARTIAL:,} supports", "use a smaller tree")
                if _possible(tree, known | {slot: made}):
                    longer.append(known | {slot: made})
        partial = longer
    found = [tuple(known[slot] for slot in range(len(choices))) for known in partial]
    yield from sorted(found, key=lambda supports: (sum(len(made) > 1 for made in supports), supports))


def _possible(tree: GameTree, known: dict[int, tuple[int, ...]]) -> bool:
    """Whether at each information set settled so far no move made is worse than another at every node, for sure."""
    players = range(len(tree.players))
    low: list[list[Fraction]] = [[]] * tree.size
    high: list[list[Fraction]] = [[]] * tree.size
    for node in range(tree.size - 1, -1, -1):
        owner, place = tree.owner[node], tree.detail[node]
        if owner == TERMINAL:
            low[node] = high[node] = list(map(Fraction, tree.payoffs(node)))  # type: ignore[arg-type]
            continue
        below = tree.children[node]
        if owner == CHANCE:
            shares = tree.chance_moves[place].probabilities
            low[node], high[node] = (
                [sum((p * side[child][i] for p, child in zip(shares, below, strict=True)), Fraction(0)) for i in players]  # type: ignore[operator]
                for side in (low, high)
            )
            continue
        made = [below[move] for move in known.get(place, range(len(below)))]
        low[node] = [min(low[child][i] for child in made) for i in players]
        high[node] = [max(high[child][i] for child in made) for i in players]
    for slot, made_here in known.items():
        group = tree.information_sets[slot]
        for move in made_here:
            for other in range(len(group.moves)):
                if other != move and all(
                    high[tree.children[node][move]][group.player] < low[tree.children[node][other]][group.player]
                    for node in group.nodes
                ):
                    return False
    return True


class Basis(Record):
    """A consistent combination of supports of strategies and beliefs, with its conditions."""

    weighing: Weighing
    believed: Supports
    orders: dict[tuple[int, int], int]
    system: System


def _bases(tree: GameTree, supports: Supports) -> Iterator[Basis | None]:
    """The supports of beliefs for supports of strategies where nothing simple excludes an equilibrium.

    None for those that are not consistent.
    """
    weighing = Weighing(tree, supports)
    profile = tuple(_even(len(group.moves), made) for group, made in zip(tree.information_sets, supports, strict=True))
    options: list[list[tuple[int, ...]]] = []
    for group in tree.information_sets:
        nodes = range(len(group.nodes))
        reached = tuple(position for position in nodes if weighing.reached[group.nodes[position]])
        options.append([reached] if reached else [
            some for size in range(len(group.nodes), 0, -1) for some in combinations(nodes, size)
        ])
    settled = [slot for slot, some in enumerate(options) if len(some) == 1]
    free = [slot for slot, some in enumerate(options) if len(some) > 1]
    common = weighing.rationality(settled, tuple(some[0] for some in options))
    if contradictory(common):
        return
    possible: list[dict[tuple[int, ...], System]] = []
    for slot in free:  # what excludes a belief's support by itself is found before supports are combined
        possible.append({})
        for some in options[slot]:
            own = weighing.rationality([slot], tuple(some if place == slot else () for place in range(len(options))))
            if not contradictory(_joined(common, own)):
                possible[-1][some] = own
    for chosen in product(*possible):
        believed = [some[0] for some in options]
        system = common
        for slot, some, conditions in zip(free, chosen, possible, strict=True):
            believed[slot] = some
            system = _joined(system, conditions[some])
        beliefs = tuple(
            _even(len(group.nodes), some) for group, some in zip(tree.information_sets, believed, strict=True)
        )
        orders = orders_of_mistakes(tree, profile, beliefs)
        yield None if orders is None else Basis(weighing, tuple(believed), orders, system)


def _joined(first: System, second: System) -> System:
    return first.replace(zero=first.zero + second.zero, least=first.least + second.least)


def _even(size: int, support: Sequence[int]) -> Mix:
    """Any distribution of this support: the uniform one."""
    return tuple(Fraction(int(place in support), len(support)) for place in range(size))


class Family(Record):
    """The sequential equilibria of one combination of strategies' supports.

    found: the listed ones, each a basis and a point. isolated: whether there are no others. reason: empty if all
    others have the payoffs of listed ones, else why that is not so or not known.
    """

    bases: tuple[Basis, ...]
    found: tuple[tuple[Basis, Point], ...]
    isolated: bool
    reason: str = ""

    @property
    def weighing(self) -> Weighing:
        """The variables of its strategies."""
        return self.bases[0].weighing


def _family(bases: list[Basis]) -> Family:
    """What the systems of one combination of strategies' supports come to."""
    own = bases[0].weighing.strategy_variables(bases[0].weighing.mixed)
    clauses: list[tuple[Polynomial, ...]] = []
    found: list[tuple[Basis, Point]] = []
    while len(found) <= MAX_POINTS:
        one = _first(bases, clauses)
        if one is None or (isinstance(one, str) and not found):
            return Family(tuple(bases), tuple(found), isolated=True, reason=one or "")
        if isinstance(one, str):
            break
        found.append(one)
        if not own:
            return Family(tuple(bases), tuple(found), isolated=True)
        clauses.append(different((place, one[1][place]) for place in own))
    else:
        found = found[:1]  # so many that they are taken for a continuum
    clauses = []
    for basis, point in found:
        clauses += _other_payoffs(basis, point)
    while () not in clauses:
        one = _first(bases, clauses)
        if one is None:
            break
        if isinstance(one, str):
            return Family(tuple(bases), tuple(found), isolated=False, reason=one)
        if len(found) >= MAX_PAYOFFS:
            return Family(tuple(bases), tuple(found[:1]), isolated=False, reason=VARIED)
        found.append(one)
        clauses += _other_payoffs(*one)
    return Family(tuple(bases), tuple(found), isolated=False)


def _other_payoffs(basis: Basis, point: Point) -> list[tuple[Polynomial, ...]]:
    """The clause that some player expects something else than at this point; an empty one if nobody ever does."""
    excess = basis.weighing.excess(basis.weighing.payoffs(point))
    return [tuple(chain.from_iterable(unequal(one) for one in excess if one))]


def _first(bases: Sequence[Basis], clauses: Sequence[tuple[Polynomial, ...]]) -> tuple[Basis, Point] | str | None:
    """A basis with a solution that satisfies the clauses too; None if none has, a reason if that is not decided."""
    reason = None
    for basis in bases:
        point = solution(basis.system.replace(either=tuple(clauses)))
        if not isinstance(point, str):
            return basis, point
        if point != NONE:
            reason = point
    return reason


# -- continua in the replies at one information set off the path


class Range(Record):
    """All that may be played at an information set off the path when all else is unchanged, and its extreme points."""

    slot: int
    extremes: tuple[Mix, ...]


def _items(tree: GameTree, families: Sequence[Family]) -> tuple[list[Assessment], bool]:
    """The equilibria to be listed, and whether they and their ranges off the path are all there are."""
    listed: list[Assessment] = []
    ranges: dict[tuple[int, tuple[Mix, ...]], list[tuple[Mix, ...]]] = {}
    described = True
    wide: list[tuple[Assessment, Range]] = []
    for family in families:
        for basis, point in family.found:
            item = basis.weighing.assessment(point, basis.believed, basis.orders)
            span = None if family.isolated else _range(tree, family, basis, point)
            if span is None:
                described = described and family.isolated
                listed.append(item)
            else:
                ranges.setdefault((span.slot, _others(item, span.slot)), []).append(span.extremes)
                wide.append((item, span))
    for item, span in wide:
        if not any(
            _others(one, span.slot) == _others(item, span.slot) and in_hull(one.profile[span.slot], span.extremes)
            for one in listed
        ):
            listed.append(item)
    return _merged(tree, listed, ranges), described


def _others(item: Assessment, slot: int) -> tuple[Mix, ...]:
    return item.profile[:slot] + item.profile[slot + 1 :]


def _merged(
    tree: GameTree, listed: Sequence[Assessment], ranges: dict[tuple[int, tuple[Mix, ...]], list[tuple[Mix, ...]]]
) -> list[Assessment]:
    """Each equilibrium with its ranges; of those that differ within a common range only the first."""
    kept: list[Assessment] = []
    told: set[tuple[int, tuple[Mix, ...]]] = set()
    for item in listed:
        mine = [(slot, sets) for (slot, others), sets in ranges.items() if _others(item, slot) == others]
        if any((slot, _others(item, slot)) in told for slot, _ in mine):
            continue
        off_path = []
        for slot, sets in mine:
            told.add((slot, _others(item, slot)))
            alone = [
                (one.profile[slot],) for one in listed
                if _others(one, slot) == _others(item, slot) and not any(in_hull(one.profile[slot], some) for some in sets)
            ]
            largest = [
                some for some in sets
                if not any(other is not some and all(in_hull(mix, other) for mix in some) for other in sets)
            ]
            off_path.append(OffPath(slot, (*largest, *alone), _beliefs(tree, item, slot)))
        kept.append(item.replace(off_path=tuple(off_path)) if off_path else item)
    return kept


def _range(tree: GameTree, family: Family, basis: Basis, point: Point) -> Range | None:
    """The range of a family that varies at one information set off the path alone; None if it does not."""
    weighing = family.weighing
    if not _any_beliefs(tree, weighing):
        return None
    for slot in sorted(weighing.mixed):
        group = tree.information_sets[slot]
        if any(weighing.reached[node] for node in group.nodes):
            continue
        own = weighing.strategy_variables([slot])
        rest = weighing.strategy_variables(weighing.mixed - {slot})
        rows = []
        known = {place: entry for place, entry in enumerate(point) if place not in own}
        for conditions, signs in ((basis.system.zero, (1, -1)), (basis.system.least, (1,))):
            for one in conditions:
                line = _line(one, own, known)
                if any(line[1:]):
                    rows += [[sign * entry for entry in line] for sign in signs]
        outside = [
            {(place,) if place >= 0 else (): -entry for place, entry in zip((-1, *own), row, strict=True) if entry} for row in rows
        ]
        # Any other strategy elsewhere, and any reply here that breaks one of the conditions on it, must be excluded.
        negative = tuple({key: -entry for key, entry in one.items()} for one in outside)
        clause = (*different((place, point[place]) for place in rest), *negative)
        if clause and any(solution(one.system.replace(either=(clause,))) != NONE for one in family.bases):
            continue
        made = weighing.supports[slot]
        extremes = []
        for (mix,) in extreme_points([len(made)], [(row, Fraction(0)) for row in rows]):
            shares = dict(zip(made, mix, strict=True))
            extremes.append(tuple(shares.get(move, Fraction(0)) for move in range(len(group.moves))))
        return Range(slot, tuple(extremes))
    return None


def _line(polynomial: Polynomial, own: Sequence[int], known: dict[int, Fraction]) -> list[Fraction]:
    """A polynomial as a linear form in the weights at one information set, the first of which is 1."""
    line = [Fraction(0)] * (len(own) + 1)
    for monomial, coefficient in polynomial.items():
        at = 0
        for place in monomial:
            if place in own:
                at = own.index(place) + 1
            else:
                coefficient *= known[place]
        line[at] += coefficient
    return line


def _any_beliefs(tree: GameTree, weighing: Weighing) -> bool:
    """Whether all beliefs off the path are consistent, in every combination.

    So they are if all nodes can be of least order at once, and the proportions of mistakes towards them are
    independent; the other beliefs are limits of those.
    """
    profile = tuple(
        _even(len(group.moves), made) for group, made in zip(tree.information_sets, weighing.supports, strict=True)
    )
    beliefs, rows = [], []
    mistakes = [
        number for (slot, move), number in weighing.variable.items() if move not in weighing.supports[slot]
    ]
    for group in tree.information_sets:
        reached = [position for position, node in enumerate(group.nodes) if weighing.reached[node]]
        beliefs.append(_even(len(group.nodes), reached or range(len(group.nodes))))
        if not reached:
            ways = [next(iter(weighing.path[node])) for node in group.nodes]
            rows += [[(number in way) - (number in ways[0]) for number in mistakes] for way in ways[1:]]
    return orders_of_mistakes(tree, profile, tuple(beliefs)) is not None and _independent(rows)


def _independent(rows: Sequence[Sequence[int]]) -> bool:
    """Whether no row is a linear combination of the others."""
    left = [list(map(Fraction, row)) for row in rows]
    while left:
        row = left.pop()
        pivot = next((place for place, entry in enumerate(row) if entry), None)
        if pivot is None:
            return False
        left = [
            [entry - other[pivot] / row[pivot] * own for entry, own in zip(other, row, strict=True)] for other in left
        ]
    return True


def _beliefs(tree: GameTree, item: Assessment, slot: int) -> tuple[Mix, ...]:
    """The extreme points of the beliefs at an information set off the path that support what is played there."""
    group = tree.information_sets[slot]
    worth = expected_values(tree, item.profile)
    rows = []
    for move, share in enumerate(item.profile[slot]):
        if share:
            for other in range(len(group.moves)):
                if other != move:
                    rows.append((
                        [
                            worth[tree.children[node][move]][group.player] - worth[tree.children[node][other]][group.player]
                            for node in group.nodes
                        ],
                        Fraction(0),
                    ))
    return tuple(point for (point,) in extreme_points([len(group.nodes)], rows))
