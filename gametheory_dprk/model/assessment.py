"""Assessments: strategies together with what the players believe (Kreps and Wilson 1982).

A belief is a distribution over the nodes of an information set, in their order. Off the path of play
Bayes' rule says nothing, so that more than one belief, and more than one reply, may support an equilibrium;
``OffPath`` holds all of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .record import Record
from .solution import Equilibrium

if TYPE_CHECKING:
    from fractions import Fraction

    from .answer import Mix
    from .tree import GameTree

Tremble = tuple["Fraction", int]
"""A coefficient c > 0 and an order k >= 0: a move is made with probability c * eps^k as eps falls to 0."""


class OffPath(Record):
    """What may happen at an information set that play does not reach.

    slot: its position. mixes: convex sets, each by its extreme points; the mover may play any mix in one of
    them, all else unchanged. beliefs: the extreme points of the beliefs that support the mix of the profile.
    """

    slot: int
    mixes: tuple[tuple[Mix, ...], ...]
    beliefs: tuple[Mix, ...]

    @property
    def is_point(self) -> bool:
        """Whether one mix alone supports the equilibrium."""
        return len(self.mixes) == 1 and len(self.mixes[0]) == 1


class Criterion(Record):
    """Whether an equilibrium passes a refinement: ``intuitive`` or ``d1``.

    reason: where it fails, at which message and because of whom; else empty. excluded: for each message off
    the path at which the criterion excludes types, the position of its information set and the types that stay.
    """

    name: str
    passes: bool
    reason: str = ""
    excluded: tuple[tuple[int, tuple[int, ...]], ...] = ()


class Assessment(Equilibrium):
    """An equilibrium with beliefs, one for each information set of the tree.

    trembles: for each information set one Tremble a move, a completely mixed sequence that converges to the
    profile and whose beliefs converge to these: the proof of consistency; empty where only Bayes' rule on
    the path is claimed. Of sender-receiver games also: kind, ``pooling``, ``separating`` or ``semi-separating``;
    off_path, the messages that are not sent; criteria, the verdicts of the refinements.
    """

    beliefs: tuple[Mix, ...] = ()
    trembles: tuple[tuple[Tremble, ...], ...] = ()
    kind: str = ""
    off_path: tuple[OffPath, ...] = ()
    criteria: tuple[Criterion, ...] = ()


def node_names(tree: GameTree, slot: int) -> list[str]:
    """Names for the nodes of an information set: the first moves towards them where these differ, else paths.

    In a sender-receiver game these are the types.
    """
    nodes = tree.information_sets[slot].nodes
    first = []
    for node in nodes:
        while tree.parent[node] > 0:
            node = tree.parent[node]
        first.append(tree.steps[node])
    return first if len(set(first)) == len(first) else [tree.path(node) for node in nodes]
