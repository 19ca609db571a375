"""Coalitional games explained as on a board: values by marginal contributions, indices by the coalitions that count.

Up to three players the orders of joining are written out, with four the dividends of all coalitions; of more players what
each adds is added up by the size of the coalition it joins. What the core and the nucleolus rest on is in
``coalition_core``. Nothing is solved here: numbers are those of the facts, or sums of worths.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import permutations
from math import comb, factorial
from typing import TYPE_CHECKING, Any

from ...model.coalition_forms import WeightedVoting
from .coalition_core import core_steps, least_core_steps, nucleolus_steps
from .steps import MAX_TERMS, Step, alike, listed, number, sentence

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ...model.coalition import CoalitionGame
    from ...model.findings import Fact, Facts

MOST_ORDERS = 3
MOST_DIVIDENDS = 4
MOST_TABLED = 12
MOST_WEIGHED = 16
LISTED = 8


def coalition_steps(answer: Facts, limit: int) -> list[Step]:
    """The steps for the facts of a coalitional game, in their order. limit: how many coalitions are listed at most, 0 for the usual number."""
    game: CoalitionGame = answer.game  # type: ignore[assignment]
    steps: list[Step] = []
    for fact in answer.facts:
        tell = TELLERS.get(fact.name)
        if tell is not None:
            steps += tell(game, fact, answer, limit or LISTED)
        elif fact.remarks:
            steps.append(Step(fact.title, tuple(map(sentence, fact.remarks))))
    return steps


# -- what a player adds


def _shapley(game: CoalitionGame, fact: Fact, answer: Facts, limit: int) -> list[Step]:
    n, value = len(game.players), fact.column()
    total = sentence(f"together they get {' + '.join(map(number, value))} = {sum(value)}, the worth of all") if n <= LISTED else ""
    if n <= MOST_ORDERS and not _is_voting(game):
        return [_by_orders(game, value, total)]
    if n <= MOST_DIVIDENDS and not _is_voting(game):
        return [_by_dividends(game, value, total)]
    heading = f"{fact.title}: what each adds, on average over all orders"
    added = _added_by_size(game)
    if added is None:
        said = f"{n} players have too many coalitions to write down: they are counted by weight and size, and each size by its share of the orders"
        return [Step(heading, (sentence(said),))]
    return [_by_sizes(game, heading, value, added)]


def _is_voting(game: CoalitionGame) -> bool:
    """Whether the game is one of winning and losing, in which players are decisive rather than adding to a worth."""
    return isinstance(game, WeightedVoting) or (len(game.players) <= MOST_WEIGHED and game.is_simple)


def _by_orders(game: CoalitionGame, value: Sequence[Any], total: str) -> Step:
    n = len(game.players)
    rows: list[tuple[str, ...]] = [("order", *game.players)]
    columns: list[list[Any]] = [[] for _ in range(n)]
    for order in permutations(range(n)):
        mask = 0
        for player in order:
            columns[player].append(game.worth(mask | 1 << player) - game.worth(mask))
            mask |= 1 << player
        rows.append((", ".join(game.players[i] for i in order), *(str(column[-1]) for column in columns)))
    sums = (f"({' + '.join(map(number, column))})/{len(column)} = {own}" for column, own in zip(columns, value, strict=True))
    said = f"each player gets what it adds to those who joined before it, on average over the {factorial(n)} orders"
    formulas = tuple(f"{name}: {line}" for name, line in zip(game.players, sums, strict=True))
    return Step("Shapley value: what each adds, on average over all orders", (sentence(said), *([total] if n > 1 else [])), formulas, tuple(rows))


def _by_dividends(game: CoalitionGame, value: Sequence[Any], total: str) -> Step:
    worths = list(game.table)
    dividends = list(worths)
    for i in range(len(game.players)):
        for mask in range(len(dividends)):
            if mask >> i & 1:
                dividends[mask] = dividends[mask] - dividends[mask ^ (1 << i)]
    rows: list[tuple[str, ...]] = [("coalition", "worth", "dividend", "each member")]
    shares = {}
    for mask in sorted(range(1, len(worths)), key=lambda mask: (mask.bit_count(), mask)):
        if worths[mask] or dividends[mask]:
            share = Fraction(dividends[mask]) / mask.bit_count()
            rows.append((game.name(mask), str(worths[mask]), str(dividends[mask]), str(share)))
            if share:
                shares[mask] = share
    formulas = []
    for i, own in enumerate(value):
        parts = [number(share) for mask, share in shares.items() if mask >> i & 1]
        formulas.append(f"{game.players[i]}: {' + '.join(parts) or '0'}" + (f" = {own}" if len(parts) > 1 else ""))
    said = "the dividend of a coalition is its worth less the dividends of all coalitions within it; its members share it alike"
    return Step("Shapley value: the dividends of all coalitions", (sentence(said), total), tuple(formulas), tuple(rows))


def _added_by_size(game: CoalitionGame) -> list[list[Any]] | None:
    """For each player what it adds to the coalitions of the others, summed up by their size; None where they are too many."""
    n = len(game.players)
    kinds = _kinds(game)
    if n > MOST_TABLED and (n > MOST_WEIGHED or len(set(kinds)) > MOST_TABLED // 2):
        return None
    table = game.table
    known: dict[Any, list[Any]] = {}
    for i, kind in enumerate(kinds):
        if kind not in known:
            sums: list[Any] = [Fraction(0)] * n
            for mask, worth in enumerate(table):
                if not mask >> i & 1:
                    sums[mask.bit_count()] += table[mask | 1 << i] - worth
            known[kind] = sums
    return [known[kind] for kind in kinds]


def _kinds(game: CoalitionGame) -> list[Any]:
    """What players are told apart by: in a voting body their weights, else each is its own kind."""
    if isinstance(game, WeightedVoting):
        return [tuple(rule.weights[i] for rule in game.rules) for i in range(len(game.players))]
    return list(range(len(game.players)))


def _by_sizes(game: CoalitionGame, heading: str, value: Sequence[Any], added: Sequence[Sequence[Any]]) -> Step:
    n = len(game.players)
    lines = []
    if _is_voting(game):
        said = (
            "in an order of joining the player decides with whom those before it first win: it does so after s others in "
            f"s!*({n - 1} - s)! of the {n}! orders, for each coalition of s that it turns from losing to winning"
        )
        for own, sums in zip(value, added, strict=True):
            parts = [f"{count}*{size}!*{n - 1 - size}!" for size, count in enumerate(sums) if count]
            if len(parts) > MAX_TERMS:
                parts = [*parts[: MAX_TERMS - 1], f"... ({len(parts) - MAX_TERMS + 1} more)"]
            lines.append(f"({' + '.join(parts)})/{n}! = {own}" if parts else "never decides: 0")
    else:
        said = (
            f"a player that comes after s others is as likely to find any of their coalitions: its average over the sizes s = 0 to {n - 1} "
            "of what it adds on average to a coalition of that size"
        )
        for own, sums in zip(value, added, strict=True):
            averages = [Fraction(total) / comb(n - 1, size) for size, total in enumerate(sums)]
            lines.append(f"({' + '.join(map(number, averages))})/{n} = {own}")
    return Step(heading, (sentence(said),), tuple(alike(game.players, lines)))


def _banzhaf(game: CoalitionGame, fact: Fact, answer: Facts, limit: int) -> list[Step]:
    n, raw, shares = len(game.players), fact.column("raw"), fact.column("normalized")
    total = sum(raw)
    lines = []
    for count, share in zip(raw, shares, strict=True):
        written = f"{count}/{total}" if total else str(count)
        lines.append(written if share is None or written == str(share) else f"{written} = {share}")
    if not _is_voting(game):
        said = f"what each player adds to the {2 ** (n - 1):,} coalitions of the others, in sum: its value is that over {2 ** (n - 1):,}; the sums add to {total}"
        return [Step("Banzhaf value: what each adds to all coalitions of the others", (sentence(said),), tuple(alike(game.players, lines)))]
    said = f"a swing is a coalition that wins with a member and loses without it; there are {total} in all, and the index is each player's share"
    if n <= MOST_DIVIDENDS:
        lines = [_swings_of(game, i, line) for i, line in enumerate(lines)]
    return [Step("Banzhaf index: swings counted", (sentence(said),), tuple(alike(game.players, lines)))]


def _swings_of(game: CoalitionGame, player: int, line: str) -> str:
    """The coalitions in which a player decides, and its share."""
    own = 1 << player
    found = [game.name(mask) for mask in range(1, game.grand + 1) if mask & own and game.worth(mask) == 1 and game.worth(mask ^ own) == 0]
    return f"{'; '.join(found)}: {line}" if found else f"no swing: {line}"


# -- minimal winning coalitions


def _minimal(game: CoalitionGame, fact: Fact, answer: Facts, limit: int) -> list[Step]:
    masks = fact.certificate
    formulas = []
    for mask in masks[:limit]:
        line = game.name(mask)
        if isinstance(game, WeightedVoting) and len(game.rules) == 1 and mask.bit_count() <= LISTED:
            rule = game.rules[0]
            inside = [rule.weights[i] for i in game.members(mask)]
            added = f"{' + '.join(map(str, inside))} = {sum(inside)}" if len(inside) > 1 else str(inside[0])  # type: ignore[arg-type]
            line += f": {added} >= {rule.quota}, less without any of them"
        formulas.append(line)
    if len(masks) > limit:
        formulas.append(f"and {len(masks) - limit:,} more")
    many = "is one coalition that wins and loses" if len(masks) == 1 else f"are {len(masks):,} coalitions that win and lose"
    return [Step("Who wins with nobody to spare", (f"There {many} if any member leaves.",), tuple(formulas))]


def _by_minimal(game: CoalitionGame, fact: Fact, answer: Facts, limit: int) -> list[Step]:
    if fact.name == "holler":
        said = "the index is in proportion to how many minimal winning coalitions a player belongs to"
    else:
        said = "each minimal winning coalition is as likely, and its members share it alike: the index is the average"
    return [Step(fact.title, (sentence(said),), tuple(alike(game.players, map(str, fact.column()))))]


def _tau(game: CoalitionGame, fact: Fact, answer: Facts, limit: int) -> list[Step]:
    value = fact.column()
    top = [game.worth(game.grand) - game.worth(game.grand ^ (1 << i)) for i in range(len(value))]
    rows = [("player", "at most", "gets"), *((name, str(most), str(own)) for name, most, own in zip(game.players, top, value, strict=True))]
    said = (
        "at most a player can ask what it adds to all others; it is owed what is left of the worth of some coalition when "
        "its other members get the most they can ask; all get the same share of what lies between"
    )
    return [Step("tau-value", (sentence(said),), (), tuple(rows))]


def _properties(game: CoalitionGame, fact: Fact, answer: Facts, limit: int) -> list[Step]:
    """What holds, and the worths that break what does not."""
    if not isinstance(fact.certificate, tuple):
        return [Step("The game", tuple(map(sentence, fact.remarks)))]
    held = [name for name, holds in fact.rows if holds]
    formulas = []
    for name, pair in fact.certificate:
        if pair is None:
            continue
        one, other = pair
        first = f"v({game.name(one)}) = {game.worth(one)}"
        if name == "monotone":
            formulas.append(f"not monotone: {first} > v({game.name(other)}) = {game.worth(other)}")
            continue
        union, both = one | other, one & other
        right = f"v({game.name(union)}) = {game.worth(union)}"
        if both:
            after = f"{number(game.worth(union))} + {number(game.worth(both))} = {game.worth(union) + game.worth(both)}"
            right = f"v({game.name(union)}) + v({game.name(both)}) = {after}"
        left = f"{number(game.worth(one))} + {number(game.worth(other))} = {game.worth(one) + game.worth(other)}"
        formulas.append(f"not {name}: v({game.name(one)}) + v({game.name(other)}) = {left} > {right}")
    return [Step("The game", (f"The game is {listed(held)}.",) if held else (), tuple(formulas))]


TELLERS: dict[str, Callable[[CoalitionGame, Fact, Facts, int], list[Step]]] = {
    "shapley": _shapley,
    "shapley-shubik": _shapley,
    "banzhaf": _banzhaf,
    "minimal-winning": _minimal,
    "deegan-packel": _by_minimal,
    "holler": _by_minimal,
    "tau": _tau,
    "properties": _properties,
    "core": core_steps,
    "core-points": lambda game, fact, answer, limit: [],  # told with the core
    "balanced-family": lambda game, fact, answer, limit: [],
    "least-core": least_core_steps,
    "least-core-point": lambda game, fact, answer, limit: [],
    "nucleolus": nucleolus_steps,
    "prenucleolus": nucleolus_steps,
}
"""What tells each fact, by its name; of facts that are not here their remarks are told."""
