"""Coalitional games solved: the facts of each concept, and of the natural one all that fit the game.

A game of at most 20 players is solved by the table of its worths, a voting body of any size by its weights
(``coalition_power``). What a concept needs and the game does not have (a nucleolus without imputations, a voting index of a
game that is no voting body) is refused with the reason; among the natural facts it is left out, with a note.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ..errors import LimitReached, UnsupportedGame
from ..model.coalition import MAX_PLAYERS, CoalitionGame, arrays_pay, surpluses
from ..model.coalition_forms import WeightedVoting
from ..model.findings import Fact, Facts
from . import coalition_core as core
from . import coalition_power as power
from . import coalition_properties as properties
from . import coalition_values as values
from .scaling import are_rational

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

EXACT = "exact rational arithmetic"


def _table(game: CoalitionGame) -> Sequence[Any]:
    if len(game.players) > MAX_PLAYERS:
        raise LimitReached(f"{len(game.players)} players have too many coalitions for a table", f"the limit is {MAX_PLAYERS} players")
    return game.table


def _linear(game: CoalitionGame, of_integers: Callable[..., Sequence[Any]], of_any: Callable[..., Sequence[Any]]) -> Sequence[Any]:
    """A linear value: by the worths as integers, in words where sums are taken in words; else by those of another field."""
    table = _table(game)
    if not game.whole:
        return of_any(table)
    worths, factor = game.whole
    return of_integers(game.words if arrays_pay(len(game.players)) and game.words else worths, factor)


def _is_counted(game: CoalitionGame) -> bool:
    """Whether coalitions are counted by their weights."""
    return isinstance(game, WeightedVoting) and are_rational(list(game.numbers()))


def _is_voting(game: CoalitionGame) -> bool:
    """Whether the game is simple and more members never lose what fewer win."""
    if isinstance(game, WeightedVoting):
        return True
    table = _table(game)
    return game.is_simple and len(game.players) <= properties.MOST_TABLED and properties.not_monotone(table) is None


def _has_natural_votes(game: CoalitionGame) -> bool:
    """Whether the game is told as a voting body: one by weights, or by a table of coalitions that win and lose."""
    return isinstance(game, WeightedVoting) or (type(game) is CoalitionGame and _is_voting(game))


def _by_player(game: CoalitionGame, name: str, title: str, numbers: Iterable[Any], column: str = "value", **rest: Any) -> Fact:
    return Fact(name, title, ("player", column), tuple(zip(game.players, numbers, strict=True)), **rest)


def _voting(game: CoalitionGame, what: str) -> None:
    if not _is_voting(game):
        raise UnsupportedGame(f"{what} is an index of voting bodies", "coalitions must be worth 0 or 1, and members never harm: use `shapley` or `banzhaf`")


def shapley(game: CoalitionGame, limit: int) -> list[Fact]:
    if _is_counted(game) and isinstance(game, WeightedVoting):
        found: Sequence[Any] = power.shapley_shubik(game)
    else:
        found = _linear(game, values.shapley_of_integers, values.shapley)
    return [_by_player(game, "shapley", "Shapley value", found)]


def shapley_shubik(game: CoalitionGame, limit: int) -> list[Fact]:
    _voting(game, "Shapley-Shubik")
    (fact,) = shapley(game, limit)
    brief = (("index", "Shapley-Shubik"),)
    return [Fact("shapley-shubik", "Shapley-Shubik index", ("player", "index"), fact.rows, brief=brief)]


def banzhaf(game: CoalitionGame, limit: int) -> list[Fact]:
    if _is_counted(game) and isinstance(game, WeightedVoting):
        raw: Sequence[Any] = tuple(map(Fraction, power.swings(game)))
    else:
        raw = _linear(game, values.banzhaf_of_integers, values.banzhaf)
    total = sum(raw)
    shares = [None] * len(raw) if total == 0 else [item / total for item in raw]
    coalitions = Fraction(1, 2 ** (len(game.players) - 1))
    rows = tuple((name, item, item * coalitions, share) for name, item, share in zip(game.players, raw, shares, strict=True))
    title = "Banzhaf index" if _is_counted(game) else "Banzhaf value"
    brief = (("raw", "swings"), ("normalized", "Banzhaf"))
    return [Fact("banzhaf", title, ("player", "raw", "value", "normalized"), rows, brief=brief)]


def _minimal(game: CoalitionGame, what: str) -> list[int]:
    _voting(game, what)
    return power.minimal_winning(_table(game))


def minimal_winning(game: CoalitionGame, limit: int) -> list[Fact]:
    found = _minimal(game, "a minimal winning coalition")
    rows = tuple((game.name(mask), mask.bit_count()) for mask in found[:limit])
    remarks = (f"{len(found):,} in all, {limit:,} listed",) if len(found) > limit else ()
    return [Fact("minimal-winning", "Minimal winning coalitions", ("coalition", "members"), rows, remarks, tuple(found))]


def deegan_packel(game: CoalitionGame, limit: int) -> list[Fact]:
    found = power.deegan_packel(_minimal(game, "Deegan-Packel"), len(game.players))
    return [_by_player(game, "deegan-packel", "Deegan-Packel index", found, "index")]


def holler(game: CoalitionGame, limit: int) -> list[Fact]:
    found = power.holler(_minimal(game, "the public good index"), len(game.players))
    return [_by_player(game, "holler", "Holler index", found, "index")]


def _holds(name: str, title: str, holds: bool, remarks: Sequence[str], certificate: Any) -> Fact:
    return Fact(name, title, ("property", "holds"), ((f"{name}_empty", holds),), tuple(remarks), certificate, told=True)


def core_facts(game: CoalitionGame, limit: int) -> list[Fact]:
    """Whether there is a core: a balanced family that excludes it, or its extreme points, or a point."""
    n = len(game.players)
    if n > core.MOST_PLAYERS and isinstance(game, WeightedVoting):
        return _core_by_vetoes(game)
    first = core.nucleolus(_table(game), individually_rational=False, most_levels=1)
    assert first is not None
    if first.levels and first.levels[0].excess > 0:
        family = first.levels[0].family
        total = sum(weight for mask, weight in family if mask & 1)
        weights = tuple((mask, weight / total) for mask, weight in family)
        return _without_core(game, weights)
    found = [_holds("core", "Core", False, ("the core is not empty",), first.point)]
    if n <= core.MOST_FOR_VERTICES:
        points = core.core_vertices(game.table)
        title = "The core" if len(points) == 1 else "Extreme points of the core"
    elif n <= core.MOST_FOR_ORDERS and properties.not_convex(game.table) is None:
        points, title = core.marginal_vectors(game.table), "Extreme points of the core, the marginal vectors of a convex game"
    else:
        points, title = [first.point], "A point of the core"
    rows = tuple((str(number), *point) for number, point in enumerate(points[:limit], 1))
    remarks = (f"{len(points):,} in all, {limit:,} listed",) if len(points) > limit else ()
    found.append(Fact("core-points", title, ("#", *game.players), rows, remarks, "point" if title == "A point of the core" else "extreme"))
    return found


def _without_core(game: CoalitionGame, weights: tuple[tuple[int, Any], ...]) -> list[Fact]:
    promised = sum((weight * game.worth(mask) for mask, weight in weights), Fraction(0))
    told = f"the core is empty: each player is in coalitions of total weight 1, whose worths add to {promised}, more than {game.worth(game.grand)}"
    rows = tuple((game.name(mask), weight, game.worth(mask)) for mask, weight in weights)
    return [
        _holds("core", "Core", True, (told,), weights),
        Fact("balanced-family", "A balanced family that excludes the core", ("coalition", "weight", "worth"), rows, (), weights),
    ]


def _core_by_vetoes(game: WeightedVoting) -> list[Fact]:
    """The core of a large voting body: what there is to share goes to players with a veto."""
    n = len(game.players)
    strong = [i for i in range(n) if game.worth(game.grand ^ (1 << i)) == 0]
    if not strong:
        return _without_core(game, tuple((game.grand ^ (1 << i), Fraction(1, n - 1)) for i in range(n)))
    point = tuple(Fraction(int(i == strong[0])) for i in range(n))
    told = f"the core shares everything among those with a veto: {', '.join(game.players[i] for i in strong)}"
    return [_holds("core", "Core", False, (told,), point)]


def least_core(game: CoalitionGame, limit: int) -> list[Fact]:
    found = core.nucleolus(_table(game), individually_rational=False, most_levels=1)
    assert found is not None
    excess = found.levels[0].excess if found.levels else Fraction(0)
    rows = (("least_core", excess),)
    return [
        Fact("least-core", "Least core", ("property", "value"), rows, ("the least that the largest excess can be",), found),
        Fact("least-core-point", "A point of the least core", ("#", *game.players), (("1", *found.point),), (), excess),
    ]


def nucleolus(game: CoalitionGame, limit: int) -> list[Fact]:
    found = core.nucleolus(_table(game), individually_rational=True)
    if found is None:
        raise UnsupportedGame("there is no imputation: alone the players get more than together, so that there is no nucleolus", "use `prenucleolus`")
    return [_by_player(game, "nucleolus", "Nucleolus", found.point, certificate=found.levels)]


def prenucleolus(game: CoalitionGame, limit: int) -> list[Fact]:
    found = core.nucleolus(_table(game), individually_rational=False)
    assert found is not None
    return [_by_player(game, "prenucleolus", "Prenucleolus", found.point, certificate=found.levels)]


def kernel(game: CoalitionGame, limit: int) -> list[Fact]:
    """The surpluses of each player against each other at the nucleolus, which lies in the kernel."""
    (fact,) = nucleolus(game, limit)
    point = fact.column()
    if not game.term("in_kernel", (), point):
        raise AssertionError("the nucleolus is a point of the kernel")
    most = surpluses(game.table, point)
    rows = tuple((name, *line) for name, line in zip(game.players, most, strict=True))
    told = "row against column: the largest excess of a coalition with the one and without the other; where they differ, the weaker gets what it has alone"
    return [fact, Fact("kernel", "Surpluses at the nucleolus, a point of the kernel", ("player", *game.players), rows, (told,), point)]


def tau(game: CoalitionGame, limit: int) -> list[Fact]:
    found = values.tau(_table(game))
    if found is None:
        raise UnsupportedGame("the game is not quasi-balanced: its players cannot be given between the least and the most they can ask", "use `shapley`")
    return [_by_player(game, "tau", "tau-value", found)]


def property_facts(game: CoalitionGame, limit: int) -> list[Fact]:
    """Superadditive, monotone, convex; vetoes, dictators, dummies."""
    return [*_properties(game), _players(game)]


def _properties(game: CoalitionGame) -> list[Fact]:
    voting = isinstance(game, WeightedVoting)
    if len(game.players) > MAX_PLAYERS and voting:
        known = (("simple", True), ("monotone", True))
        return [Fact("properties", "Properties", ("property", "holds"), known, ("simple, monotone",), told=True)]
    _table(game)
    table, _ = game.scaled
    rows: list[tuple[Any, ...]] = [("simple", game.is_simple)]
    told, shown = [], []
    monotone = False
    finders: tuple[tuple[str, Callable[[], tuple[int, int] | None], str], ...] = (
        ("monotone", lambda: None if voting else properties.not_monotone(table), "{} is worth more than the larger {}"),
        ("superadditive", lambda: properties.not_superadditive(table, simple=game.is_simple and monotone), "{} and {} are worth more apart than together"),
        ("convex", lambda: properties.not_convex(table), "{} and {} are worth more than their union and intersection"),
    )
    for name, find, sentence in finders:
        try:
            pair = find()
        except LimitReached as reason:
            told.append(f"{name} or not was not decided: {reason.message}")
            continue
        monotone = monotone or (name == "monotone" and pair is None)
        rows.append((name, pair is None))
        shown.append((name, pair))
        if pair is not None:
            told.append(f"not {name}: {sentence.format(*map(game.name, pair))}")
    held = ", ".join(name for name, holds in rows if holds)
    told = [held, *told] if held else told
    return [Fact("properties", "Properties", ("property", "holds"), tuple(rows), tuple(told), tuple(shown), told=True)]


def _players(game: CoalitionGame) -> Fact:
    n = len(game.players)
    if n > MAX_PLAYERS and isinstance(game, WeightedVoting):
        veto = [game.worth(game.grand ^ (1 << i)) == 0 for i in range(n)]
        dictator = [have and game.worth(1 << i) == 1 for i, have in enumerate(veto)]
        dummy = [swing == 0 for swing in power.swings(game)]
    else:
        table = _table(game)
        dictator = list(properties.dictators(table))
        veto, dummy = (list(found(game.scaled[0])) for found in (properties.vetoes, properties.dummies))
        if game.is_simple:  # of voters a dummy is one that never decides, which a dictator does
            dummy = [idle and not master for idle, master in zip(dummy, dictator, strict=True)]
    rows = tuple(zip(game.players, veto, dictator, dummy, strict=True))
    columns = ("veto", "dictator", "dummy")
    brief = tuple((name, name) for name in (columns if _has_natural_votes(game) else ("dummy",)))
    return Fact("players", "Players", ("player", *columns), rows, brief=brief)


MAKERS: dict[str, tuple[Callable[[CoalitionGame, int], list[Fact]], str]] = {
    "shapley": (shapley, "by coalitions' sizes"),
    "shapley-shubik": (shapley_shubik, "by coalitions' sizes"),
    "banzhaf": (banzhaf, "by counting coalitions"),
    "deegan-packel": (deegan_packel, "by minimal winning coalitions"),
    "holler": (holler, "by minimal winning coalitions"),
    "winning": (minimal_winning, "by the table of worths"),
    "core": (core_facts, "linear programs over balanced families"),
    "least-core": (least_core, "linear programs over balanced families"),
    "nucleolus": (nucleolus, "a sequence of linear programs"),
    "prenucleolus": (prenucleolus, "a sequence of linear programs"),
    "kernel": (kernel, "surpluses at the nucleolus"),
    "tau": (tau, "bounds of what players can ask"),
    "properties": (property_facts, "comparison of worths"),
}


def _solve(game: CoalitionGame, concept: str, limit: int) -> Facts:
    make, method = MAKERS[concept]
    return Facts(
        game=game, concept=concept, method=f"{method}, {EXACT}", complete=True,
        completeness="it is unique" if concept not in ("core", "least-core", "winning", "properties") else "all that is stated is decided",
        facts=tuple(make(game, limit)),
    )


def solve(game: CoalitionGame, limit: int) -> Facts:
    """The natural facts: of a voting body who wins, and the indices of power; of others Shapley value, core and nucleolus."""
    voting = _has_natural_votes(game)
    wanted = ("shapley-shubik", "banzhaf", "properties", "winning", "core") if voting else ("shapley", "nucleolus", "properties", "core")
    facts: list[Fact] = []
    notes = []
    for name in wanted:
        try:
            made = MAKERS[name][0](game, limit)
        except (LimitReached, UnsupportedGame) as reason:
            notes.append(f"no {name}: {reason.message}")
            continue
        facts += made
    facts.sort(key=lambda fact: fact.columns[0] != "player")  # tables by player can be read as one
    return Facts(
        game=game, concept="cooperative", method=EXACT, complete=True, completeness="each of these facts is whole as stated",
        facts=tuple(facts), notes=tuple(notes),
    )


def solver(concept: str) -> Callable[[CoalitionGame, int], Facts]:
    """The solver of one concept, as the registry names it."""

    def solve_one(game: CoalitionGame, limit: int) -> Facts:
        return _solve(game, concept, limit)

    return solve_one


solve_shapley, solve_shapley_shubik, solve_banzhaf = solver("shapley"), solver("shapley-shubik"), solver("banzhaf")
solve_deegan_packel, solve_holler, solve_winning = solver("deegan-packel"), solver("holler"), solver("winning")
solve_core, solve_least_core, solve_nucleolus = solver("core"), solver("least-core"), solver("nucleolus")
solve_prenucleolus, solve_kernel, solve_tau, solve_properties = solver("prenucleolus"), solver("kernel"), solver("tau"), solver("properties")
