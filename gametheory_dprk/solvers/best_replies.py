"""The best-reply polyhedron of each player of a two-player game, by all its vertices.

A player with d strategies faces { (x, v) : x a mixed strategy, v >= r.x for each row r }, a row holding what
one reply pays the *other* player against each own strategy. A tight inequality is a label: bit i < d for
own strategy i not played, bit d + j for the best reply j. Normalized to v = 1 it is the polytope
{ x >= 0 : R x <= 1 } less its origin (von Stengel 2002, section 2.3).

Two engines list the vertices, both completely and exactly: double description in integers for small games,
and for larger ones Qhull's floating-point proposal with a proof (``certified_vertices``).

A game is degenerate if a vertex has more than d labels. The bases are those of a perturbed polytope
R x <= 1 + t delta that is simple for all small t > 0: sets of d labels, each belonging to one vertex at
t = 0. They decide the index of equilibria. In a nondegenerate polyhedron they are the labels themselves.
"""

from __future__ import annotations

import sys
from fractions import Fraction
from math import gcd
from typing import TYPE_CHECKING, Any

from ..errors import LimitReached
from .double_description import extreme_rays, primitive
from .scaling import are_rational, divided, smaller, whole

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ..model.answer import Mix
    from .double_description import Ray

Rows = list[list[int]]
SMALL = 17  # labels up to which double description is faster than importing numpy and scipy
SMALL_LOADED = 15  # the same where they are loaded already
PERTURBATIONS = (18, 24, 12, 30)  # tried in turn; of 144 random games of 9 to 12 strategies the first failed on none
MAX_DIMENSION = 19  # a random 18 x 18 game takes half a minute and 700 MB; Qhull cannot be interrupted


class Polyhedron:
    """The vertices of one player's best-reply polyhedron.

    replies: the rows r, of shape (k, d), integers, each own strategy's entries shifted and all scaled so
    that the least is 1: best replies stay what they are. labels: for each vertex its labels, as bits;
    vertices differ in them. engine: which one listed them, in words. simple: whether no vertex has more
    than d labels.
    """

    replies: Rows
    labels: list[int]
    simple: bool
    engine: str
    is_numeric = True

    def point(self, vertex: int) -> Mix:
        """The mixed strategy at a vertex, exact."""
        raise NotImplementedError

    def bases(self) -> list[tuple[int, int]]:
        """The labels of each vertex of the perturbed polytope, and the vertex it belongs to at t = 0."""
        raise NotImplementedError

    def used_replies(self) -> list[int]:
        """The replies that are best at some vertex; the others are best against no strategy at all."""
        seen = 0
        for bits in self.labels:
            seen |= bits
        return [j for j in range(len(self.replies)) if seen >> (len(self.replies[0]) + j) & 1]

    def without_unused(self) -> Polyhedron:
        """The same polyhedron without the replies that are never best: the others are renumbered."""
        raise NotImplementedError


def polyhedron(replies: Sequence[Sequence[int]]) -> Polyhedron:
    """The polyhedron of rows of integers, of shape (k, d). Raises LimitReached where it is too large.

    Entries of another ordered field are taken as they are; Fractions, what is left of these, are made integers.
    """
    from .certified_vertices import MAX_LABELS

    if not are_rational(entry for row in replies for entry in row):
        return SmallPolyhedron([list(row) for row in replies])
    if any(isinstance(entry, Fraction) for row in replies for entry in row):
        width = len(replies[0])
        entries, _ = whole([entry for row in replies for entry in row])
        replies = [entries[start : start + width] for start in range(0, len(entries), width)]
    rows = normalized(replies)
    k, d = len(rows), len(rows[0])
    small = SMALL_LOADED if "scipy.spatial" in sys.modules else SMALL
    if small < k + d <= MAX_LABELS and 4 <= d <= MAX_DIMENSION and k >= 4:
        found = CertifiedPolyhedron.build(rows)
        if found is not None:
            return found
    return SmallPolyhedron(rows)


def normalized(replies: Sequence[Sequence[int]]) -> Rows:
    """The rows with each column shifted to a least entry of 0, all divided by a common factor, plus 1."""
    least = [min(column) for column in zip(*replies, strict=True)]
    shifted = [[entry - low for entry, low in zip(row, least, strict=True)] for row in replies]
    factor = gcd(*(entry for row in shifted for entry in row)) or 1
    return [[entry // factor + 1 for entry in row] for row in shifted]


class SmallPolyhedron(Polyhedron):
    """Vertices by double description, in Python integers."""

    engine = "double description"

    def __init__(self, replies: Rows, rays: list[tuple[Ray, int]] | None = None) -> None:
        self.replies = replies
        # of a game of formulas there may be only replies of numbers left: its rays are none of integers
        self.is_numeric = all(isinstance(entry, int) for row in replies for entry in row) and (
            rays is None or all(isinstance(entry, int) for ray, _ in rays for entry in ray)
        )
        reduce = primitive if self.is_numeric else smaller
        self._rays = cone_vertices(replies, [1] * len(replies), reduce) if rays is None else rays
        self.labels = [bits for _, bits in self._rays]
        self.simple = all(bits.bit_count() == len(replies[0]) for bits in self.labels)

    def point(self, vertex: int) -> Mix:
        ray, bits = self._rays[vertex]
        if self.is_numeric:
            total = sum(ray[:-1])
            return tuple([Fraction(entry, total) for entry in ray[:-1]])
        # What a label says is zero may be a formula that is zero only where the labels hold.
        entries: list[Any] = [Fraction(0) if bits >> i & 1 else entry for i, entry in enumerate(ray[:-1])]
        weight = sum(entries, Fraction(0))
        return tuple([entry and divided(entry, weight) for entry in entries])

    def bases(self) -> list[tuple[int, int]]:
        if self.simple:
            return [(bits, vertex) for vertex, bits in enumerate(self.labels)]
        size = len(self.replies[0])
        count = len(self.replies)
        # By Hadamard's inequality no determinant has more bits than this: deltas of twice as many are surely small.
        bits = size * (max(map(max, self.replies)).bit_length() + size.bit_length())
        for attempt, exponent in enumerate(_growing(24, 2 * bits + 64), 1):
            # Row j becomes r.x <= (1 + delta_j) v, times a common denominator. The replies that pay least are
            # relaxed most, which keeps the perturbed vertices few; a part without pattern keeps the deltas generic.
            unit = 1 << (exponent + count + 6)
            weights = [0] * count
            noise = attempt
            for rank, j in enumerate(sorted(range(count), key=lambda j: sum(self.replies[j]))):
                noise = (noise * 1_103_515_245 + 12_345) % (1 << 31)  # as random needs to be, without its import
                weights[j] = unit + (1 << (count - rank + 6)) + (noise >> 8) % (1 << (count - rank + 4))
            rows = [[unit * entry for entry in row] for row in self.replies]
            bases = [bits for _, bits in cone_vertices(rows, weights)]
            if any(bits.bit_count() != size for bits in bases):
                continue
            # A basis whose solution at t = 0 is feasible lies in the labels of exactly one vertex.
            place = {bits: vertex for vertex, bits in enumerate(self.labels)}
            larger = [bits for bits in self.labels if bits.bit_count() > size]
            homes = [
                place[bits] if bits in place else next((place[more] for more in larger if more & bits == bits), None)
                for bits in bases
            ]
            if None not in homes:
                return list(zip(bases, homes, strict=True))  # type: ignore[arg-type]
        raise LimitReached("no perturbation of the game was small enough to be proven so", "please report this game")

    def without_unused(self) -> Polyhedron:
        size, kept = len(self.replies[0]), self.used_replies()
        rays = [(ray, renumbered(bits, size, kept)) for ray, bits in self._rays]
        return SmallPolyhedron([self.replies[j] for j in kept], rays)


class CertifiedPolyhedron(Polyhedron):
    """Vertices proposed by Qhull and proven; points are made on demand, in exact rational arithmetic."""

    engine = "convex hull in floating point, proven exactly"

    def __init__(self, replies: Rows, labels: Any, bases: Any, homes: Any, simple: bool) -> None:
        self.replies = replies
        self.label_array = labels
        self.basis_array = bases
        self.homes = homes
        self.simple = simple
        self.labels = labels.tolist()
        self._points: dict[int, Mix] = {}

    @classmethod
    def build(cls, replies: Rows) -> CertifiedPolyhedron | None:
        """The polyhedron, or None where no proposal could be proven."""
        import numpy as np

        from .certified_vertices import certified_vertices

        for perturb in PERTURBATIONS:
            found = certified_vertices(replies, perturb)
            if found is not None:
                if found.simple:
                    made = cls(replies, found.tight, found.bases, np.arange(len(found.bases)), True)
                else:
                    labels, first, homes = np.unique(found.tight, return_index=True, return_inverse=True)
                    made = cls(replies, labels, found.bases, homes, False)
                    made._first = first
                if found.exact:
                    made.engine += f", {found.exact:,} of its points in rational arithmetic"
                return made
        return None

    _first: Any = None

    def point(self, vertex: int) -> Mix:
        if vertex not in self._points:
            from .exact_basis import basis_point

            size = len(self.replies[0])
            basis = int(self.basis_array[vertex if self._first is None else self._first[vertex]])
            support = [i for i in range(size) if not basis >> i & 1]
            tight = [j for j in range(len(self.replies)) if basis >> (size + j) & 1]
            point = basis_point(self.replies, support, tight)
            assert point is not None  # the matrix of a proven basis is invertible
            self._points[vertex] = point
        return self._points[vertex]

    def bases(self) -> list[tuple[int, int]]:
        return list(zip(self.basis_array.tolist(), self.homes.tolist(), strict=True))

    def without_unused(self) -> Polyhedron:
        size, kept = len(self.replies[0]), self.used_replies()
        labels, bases = (renumbered(bits, size, kept) for bits in (self.label_array, self.basis_array))
        made = CertifiedPolyhedron([self.replies[j] for j in kept], labels, bases, self.homes, self.simple)
        made._first = self._first
        return made


def _growing(first: int, last: int) -> list[int]:
    """Exponents that double up to a last one, which is tried several times."""
    found = [first]
    while found[-1] * 2 < last:
        found.append(found[-1] * 2)
    return [*found, last, last, last]


def renumbered(bits: Any, size: int, kept: Sequence[int]) -> Any:
    """Labels, a number or an array, with only the replies kept, in their order."""
    result = bits & ((1 << size) - 1)
    for place, j in enumerate(kept):
        result |= (bits >> (size + j) & 1) << (size + place)
    return result


def cone_vertices(
    replies: Sequence[Sequence[Any]], weights: Sequence[Any], reduce: Callable[[Ray], Ray] = primitive
) -> list[tuple[Ray, int]]:
    """The vertices of { (x, v) : x >= 0, weights[j] v >= replies[j].x, x not 0 } as rays, with their labels.

    replies: of shape (k, d), entries of an ordered ring. Each ray is (x_1, ..., x_d, v).
    """
    size = len(replies[0])
    own = (1 << size) - 1
    first, *others = replies
    # The cone { x >= 0, w v >= first.x } is spanned by (0, 1) and by (w e_i, first_i).
    rays: list[Ray] = [(*([0] * size), 1)]
    tight = [own]
    for i in range(size):
        rays.append((*(weights[0] if k == i else 0 for k in range(size)), first[i]))
        tight.append((own & ~(1 << i)) | (1 << size))
    rows = [(*(-entry for entry in row), weight) for row, weight in zip(others, weights[1:], strict=True)]
    return [(ray, bits) for ray, bits in extreme_rays(rays, tight, rows, reduce) if bits & own != own]
