"""What several refinements need of a two-player game: its extreme equilibria and maximal Nash subsets.

The equilibria of a bimatrix game are a finite union of products of polytopes, the maximal Nash subsets; each
is spanned by a maximal set of pairwise compatible extreme strategies, a maximal biclique of the bipartite
graph of extreme equilibria (Winkels 1979; Avis, Rosenberg, Savani and von Stengel 2010).
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from ..errors import LimitReached, UnsupportedGame
from ..model.solution import Component, Equilibrium, Subset
from ..model.strategic import StrategicGame
from .bimatrix import extreme_equilibria, integer_matrices

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..model.answer import Mix
    from ..model.tree import GameTree

    Pair = tuple[Mix, Mix]

MAX_SUBSETS = 20_000


def two_players(game: StrategicGame | GameTree, what: str, instead: str = "") -> StrategicGame:
    """The game itself; raises UnsupportedGame, with ``what`` is built for two players, for any other."""
    if not isinstance(game, StrategicGame):
        raise UnsupportedGame(f"{what} are built for tables, not for trees", "use `--concept spe`")
    if len(game.players) != 2:
        raise UnsupportedGame(f"{what} are built for two players, and this game has {len(game.players)}", instead)
    return game


def extreme_pairs(game: StrategicGame) -> list[tuple[Mix, Mix]]:
    """The extreme equilibria of a two-player game, pure ones first, as its list of all of them has it."""
    pairs = extreme_equilibria(*integer_matrices(game))
    return sorted(pairs, key=lambda pair: (not all(1 in mix for mix in pair), [[-share for share in mix] for mix in pair]))


def with_payoffs(game: StrategicGame, pair: tuple[Mix, ...], witness: tuple[Mix, ...] = ()) -> Equilibrium:
    """A profile with what each player expects from it."""
    payoffs = [Fraction(0) for _ in game.players]
    for cell, profile in enumerate(game.profiles()):
        weight = Fraction(1)
        for mix, move in zip(pair, profile, strict=True):
            weight *= mix[move]
            if not weight:
                break
        if weight:
            payoffs = [have + weight * table[cell] for have, table in zip(payoffs, game.payoffs, strict=True)]  # type: ignore[operator]
    return Equilibrium(tuple(pair), tuple(payoffs), witness)


def maximal_subsets(pairs: Sequence[tuple[Mix, Mix]]) -> list[tuple[frozenset[Mix], frozenset[Mix]]]:
    """The maximal sets X, Y such that every pair of X and Y is listed, by closing the sets of partners."""
    partners: dict[Mix, set[Mix]] = {}
    for x, y in pairs:
        partners.setdefault(x, set()).add(y)
    closed: set[frozenset[Mix]] = set()
    for own in map(frozenset, partners.values()):
        closed |= {own & other for other in closed if own & other} | {own}
        if len(closed) > MAX_SUBSETS:
            raise LimitReached(f"more than {MAX_SUBSETS:,} sets of equilibria", "the game is too degenerate for this method")
    return [(frozenset(x for x, own in partners.items() if own >= common), common) for common in closed]


def largest(products: Iterable[tuple[frozenset[Mix], frozenset[Mix]]]) -> list[tuple[frozenset[Mix], frozenset[Mix]]]:
    """The products of sets that lie in no other one."""
    every = set(products)
    return [p for p in every if not any(p != q and p[0] <= q[0] and p[1] <= q[1] for q in every)]


def components(
    products: Sequence[tuple[frozenset[Mix], frozenset[Mix]]], pairs: Sequence[tuple[Mix, ...]]
) -> tuple[Component, ...]:
    """Products of extreme strategies joined into components wherever they share an extreme pair.

    pairs: the list in which ``Component.equilibria`` gives positions.
    """
    groups: list[list[tuple[frozenset[Mix], frozenset[Mix]]]] = []
    for product in products:
        touching = [g for g in groups if any(product[0] & x and product[1] & y for x, y in g)]
        groups = [g for g in groups if g not in touching] + [[product, *(item for g in touching for item in g)]]
    found = []
    for group in groups:
        places = tuple(k for k, (x, y) in enumerate(pairs) if any(x in xs and y in ys for xs, ys in group))
        subsets = [Subset((tuple(sorted(xs, reverse=True)), tuple(sorted(ys, reverse=True)))) for xs, ys in group]
        subsets.sort(key=lambda item: item.strategies, reverse=True)
        found.append(Component(tuple(subsets), places))
    return tuple(sorted(found, key=lambda item: item.equilibria))
