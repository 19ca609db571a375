"""What several refinements need of a two-player game: its extreme equilibria and maximal Nash subsets.

The equilibria of a bimatrix game are a finite union of products of polytopes, the maximal Nash subsets; each
is spanned by a maximal set of pairwise compatible extreme strategies, a maximal biclique of the bipartite
graph of extreme equilibria (Winkels 1979; Avis, Rosenberg, Savani and von Stengel 2010).
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from ..errors import UnsupportedGame
from ..model.solution import Component, Equilibrium, Subset
from ..model.strategic import StrategicGame
from .bimatrix import extreme_equilibria, integer_matrices
from .nash_components import maximal_bicliques

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..model.answer import Mix
    from ..model.tree import GameTree

    Pair = tuple[Mix, Mix]


def two_players(game: StrategicGame | GameTree, what: str, instead: str = "") -> StrategicGame:
    """The game itself; raises UnsupportedGame, with ``what`` is built for two players, for any other."""
    if not isinstance(game, StrategicGame):
        raise UnsupportedGame(f"{what} are built for tables, not for trees", "use `--concept spe`")
    if len(game.players) != 2:
        raise UnsupportedGame(f"{what} are built for two players, and this game has {len(game.players)}", instead)
    return game


def extreme_pairs(game: StrategicGame) -> list[tuple[Mix, Mix]]:
    """The extreme equilibria of a two-player game, pure ones first, as its list of all of them has it."""
    return extreme_equilibria(*integer_matrices(game))


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
    """The maximal sets X, Y such that every pair of X and Y is listed."""
    lines = [list(dict.fromkeys(side)) for side in zip(*pairs, strict=True)]
    places = [{mix: place for place, mix in enumerate(line)} for line in lines]
    return [
        (frozenset(lines[0][x] for x in left), frozenset(lines[1][y] for y in right))
        for left, right in maximal_bicliques([(places[0][x], places[1][y]) for x, y in pairs])
    ]


def largest(products: Iterable[tuple[frozenset[Mix], frozenset[Mix]]]) -> list[tuple[frozenset[Mix], frozenset[Mix]]]:
    """The products of sets that lie in no other one."""
    every = set(products)
    return [p for p in every if not any(p != q and p[0] <= q[0] and p[1] <= q[1] for q in every)]


def components(
    products: Sequence[tuple[frozenset[Mix], frozenset[Mix]]], found: Sequence[Equilibrium]
) -> tuple[Component, ...]:
    """Products of extreme strategies joined into components wherever they share an extreme pair.

    found: the equilibria in whose list ``Component.equilibria`` gives positions; every pair of a product is
    among them.
    """
    groups: list[list[tuple[frozenset[Mix], frozenset[Mix]]]] = []
    for product in products:
        touching = [g for g in groups if any(product[0] & x and product[1] & y for x, y in g)]
        groups = [g for g in groups if g not in touching] + [[product, *(item for g in touching for item in g)]]
    return joined(groups, found)


def joined(
    groups: Sequence[Sequence[tuple[frozenset[Mix], frozenset[Mix]]]], found: Sequence[Equilibrium]
) -> tuple[Component, ...]:
    """Components made of these groups of products of extreme strategies, with the range of payoffs in each product."""
    made = []
    for group in groups:
        places: set[int] = set()
        subsets = []
        for xs, ys in group:
            inside = [k for k, item in enumerate(found) if item.profile[0] in xs and item.profile[1] in ys]
            places.update(inside)
            earned = list(zip(*(found[k].payoffs for k in inside), strict=True))
            subsets.append(
                Subset(
                    (tuple(sorted(xs, reverse=True)), tuple(sorted(ys, reverse=True))),
                    tuple((min(line), max(line)) for line in earned),
                )
            )
        subsets.sort(key=lambda item: item.strategies, reverse=True)
        made.append(Component(tuple(subsets), tuple(sorted(places))))
    return tuple(sorted(made, key=lambda item: item.equilibria))
