"""All vertices of a best-reply polytope, proposed in floating point and proven exactly.

The polytope is { x >= 0 : R x <= b } with R a k x d matrix of positive integers and b = 1 + t delta, delta > 0
small dyadic numbers. Facet i < d is x_i = 0, facet d + j is reply j. At t = 0 lies the polytope asked for, which
may be degenerate; at t = 1 a perturbed one, simple if delta is generic.

Qhull (Barber, Dobkin and Huhdanpaa 1996) proposes the vertices as bases, sets of d facets. The proof that
they are right and that none is missing asks three things:

1. every basis solution is strictly feasible at t = 1;
2. it is feasible at t = 0, hence, being affine in t, strictly feasible at every 0 < t <= 1;
3. dropping any facet of any basis leads, along an edge, to another basis of the list.

Then at every 0 < t <= 1 the list is closed under adjacency in the graph of a simple bounded polytope, which
is connected: it is the set of all its vertices. As t tends to 0 every vertex of the original is a limit of
them, so the solutions at t = 0 are all vertices of the original, some perhaps several times.

Signs are decided by a rigorous bound: with an approximate inverse C of the basis matrix M, the error of
an approximate solution with residual r is at most |C||r| / (1 - ||I - C M||) (Rump 2010, section 10);
every quantity is inflated for rounding. A solution at t = 0 times det M is integer, so that a value known to
be smaller than 1 / |det M| is zero. What stays undecided is solved in exact rational arithmetic.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..model.record import Record
from .exact_basis import exact_signs
from .hull import hull_facets

if TYPE_CHECKING:
    from collections.abc import Sequence

MAX_LABELS = 62  # label sets are bits of a signed 64-bit integer
EXACT_INTEGERS = 2**53
LARGEST = 2**1000  # entries beyond leave the range of floats with full precision
DENOMINATOR = 2**52  # of delta: 1 + delta is a float
ROUNDING = 2.0**-52
BLOCK = 512


class Vertices(Record):
    """The vertices of a best-reply polytope as facets: numpy arrays of length V, one entry a basis.

    bases: d facets each, as bits; their solutions are distinct vertices of the perturbed polytope, and
    all of them. tight: all facets that hold with equality at t = 0, as bits; equal to ``bases`` where the
    vertex is nondegenerate. simple: whether all of them are. exact: how many bases needed exact arithmetic.
    """

    bases: Any
    tight: Any
    simple: bool
    exact: int


def certified_vertices(replies: Sequence[Sequence[int]], perturb: int) -> Vertices | None:
    """All vertices of { x >= 0 : R x <= 1 }, the origin left out; None where the proof did not succeed.

    replies: R of shape (k, d), positive integers of any size, k + d at most MAX_LABELS. perturb: the
    largest delta is about 2^-perturb.
    """
    import numpy as np

    d = len(replies[0])
    if max(map(max, replies)) > LARGEST:
        return None
    system = System.of(replies)
    matrix = system.stack[d:]
    delta = perturbation(matrix, perturb)
    bound = 1.0 + delta / DENOMINATOR
    scaled = matrix / bound[:, None]
    # Polar dual about an inner point: a vertex of the polytope is a facet of the hull of these points.
    inner = 0.5 / (d * scaled.max(axis=0))
    points = np.vstack([-np.diag(1 / inner), scaled / (1 - scaled @ inner)[:, None]]) * inner
    hull = hull_facets(points) if np.isfinite(points).all() else None
    if hull is None:
        return None
    simplices, neighbors = hull
    facets = np.sort(simplices.astype(np.int64), axis=1)
    bases = np.left_shift(np.int64(1), facets).sum(axis=1)
    if not _closed(bases, simplices, neighbors):
        return None
    inside = bases != (1 << d) - 1
    if inside.all():
        return None  # the origin is a vertex of every such polytope
    facets, bases = facets[inside], bases[inside]
    tight = bases.copy()
    exact = 0
    for where in system.blocks(facets):
        signs = system.signs(facets[where], bound)
        if signs.wrong.any():
            return None
        tight[where] |= signs.zeros
        for position in where[~signs.decided].tolist():
            zeros = exact_signs(replies, facets[position].tolist(), delta.tolist(), DENOMINATOR)
            if zeros is None:
                return None
            tight[position] |= zeros
            exact += 1
    return Vertices(bases, tight, bool((tight == bases).all()), exact)


def perturbation(matrix: Any, perturb: int) -> Any:
    """Numerators of delta, of shape (k,): graded from 2^-perturb down, the replies that pay least relaxed most.

    Facets far from being tight are pushed away first: in degenerate polytopes the perturbed one then has far
    fewer vertices than with deltas of one size. A factor without pattern keeps them generic.
    """
    import numpy as np

    k = len(matrix)
    rank = np.empty(k)
    rank[np.argsort(matrix.sum(axis=1), kind="stable")] = np.arange(k)
    sizes = 2.0 ** -(perturb + rank * min(1.0, 24 / k)) * (1 + (np.arange(1, k + 1) * (0.6180339887498949 + perturb)) % 1 / 4)
    return (sizes * DENOMINATOR).astype(np.int64)


def _closed(bases: Any, simplices: Any, neighbors: Any) -> bool:
    """Whether every basis less any facet is part of exactly one other listed basis, and all are distinct."""
    import numpy as np

    if len(np.unique(bases)) < len(bases):
        return False
    shared = bases[:, None] & ~np.left_shift(np.int64(1), simplices.astype(np.int64))
    others = bases[neighbors]
    return bool((((others & shared) == shared) & (others != bases[:, None])).all())


class Signs(Record):
    """What floating point decides of a stack of V basis solutions, arrays of length V.

    wrong: not feasible, for certain. decided: feasible at t = 0 and strictly feasible at t = 1, for
    certain. zeros: facets outside the basis proven tight at t = 0, as bits.
    """

    wrong: Any
    decided: Any
    zeros: Any


class System(Record):
    """The inequalities x >= 0, R x <= 1 + t delta in floating point.

    stack: the identity of size d above R, of shape (d + k, d), nonnegative, each entry within a rounding
    of the truth. whole: whether R is exact, and so integer.
    """

    stack: Any
    whole: bool

    @classmethod
    def of(cls, replies: Sequence[Sequence[int]]) -> System:
        """The system of positive integers R; past 2^53 columns are divided by their largest entries and rounded.

        That measures each x_i in another unit, which moves no sign. Quotients of integers up to LARGEST
        are rounded once and never to zero.
        """
        import numpy as np

        largest = [max(column) for column in zip(*replies, strict=True)]
        whole = max(largest) <= EXACT_INTEGERS
        rows = replies if whole else [[entry / top for entry, top in zip(row, largest, strict=True)] for row in replies]
        matrix = np.array(rows, dtype=np.float64)
        return cls(np.vstack([np.eye(matrix.shape[1]), matrix]), whole)

    def blocks(self, facets: Any) -> list[Any]:
        """Positions of bases in blocks of similar support size, small enough for a processor's cache."""
        import numpy as np

        order = np.argsort((facets >= self.stack.shape[1]).sum(axis=1), kind="stable")
        return [order[start : start + BLOCK] for start in range(0, len(order), BLOCK)]

    def signs(self, facets: Any, bound: Any) -> Signs:
        """Signs of the basis solutions at t = 0 and t = 1.

        facets: of shape (V, d), each row ascending. bound: 1 + delta, of shape (k,).
        """
        import numpy as np

        count, own = facets.shape
        labels = len(self.stack)
        moved = bool((bound != 1).any())
        # Of the facets x_i = 0 as many are solved for as make all systems of the block one size.
        size = max(1, int((facets >= own).sum(axis=1).max()))
        left_out, rows = facets[:, : own - size], facets[:, own - size :]
        free: Any = np.ones((count, own), dtype=bool)
        line = np.arange(count)[:, None]
        free[line, left_out] = False
        variables = np.nonzero(free)[1].reshape(count, size)
        basis = self.stack[rows[:, :, None], variables[:, None, :]]
        right = np.zeros((labels, 1 + moved))
        right[own:, 0] = 1
        right[own:, -1] = bound
        right = right[rows]
        slop = (size + own + 12) * ROUNDING
        with np.errstate(all="ignore"):
            inverse = _inverses(basis)
            solution = inverse @ right
            size_of = np.abs(inverse)
            defect = inverse @ basis
            defect[:, np.arange(size), np.arange(size)] -= 1
            away = np.abs(defect).sum(axis=2).max(axis=1)
            away += slop * (size_of @ basis.sum(axis=2)[:, :, None])[:, :, 0].max(axis=1)
            residual = np.abs(right - basis @ solution) + slop * (right + basis @ np.abs(solution))
            error = (size_of @ residual).max(axis=(1, 2)) / (1 - away)
        trusted = (away < 0.5) & np.isfinite(error)
        error = np.where(trusted, error * (1 + 1e-6), np.inf)[:, None]
        outside: Any = np.ones((count, labels), dtype=bool)
        outside[line, facets] = False
        full = np.zeros((count, own, 1 + moved))
        full[line, variables] = solution if trusted.all() else np.where(trusted[:, None, None], solution, 0.0)
        # A slack errs by at most error times a row sum of R, and by the rounding of terms that add up to about 1.
        margin = np.empty((count, labels))
        margin[:, :own] = error
        margin[:, own:] = error * self.stack[own:].sum(axis=1).max() + 4 * slop
        wrong = np.zeros(count, dtype=bool)
        near: Any = np.zeros((count, labels), dtype=bool)
        positive = trusted
        for time in range(moved + 1):
            values = np.concatenate([full[:, :, time], (bound if time else 1.0) - full[:, :, time] @ self.stack[own:].T], axis=1)
            wrong |= (outside & (values < -margin)).any(axis=1)
            near = outside & (values <= margin)
            if time == moved:
                positive = trusted & ~near.any(axis=1)
            else:
                doubtful = near
        zeros = np.zeros(count, dtype=np.int64)
        if moved:
            rows = np.nonzero(doubtful.any(axis=1))[0]
            if len(rows) and self.whole:
                # By Hadamard's inequality a determinant is at most the product of the lengths of its rows.
                largest = np.sqrt((basis[rows] ** 2).sum(axis=2)).prod(axis=1)
                proven = 2 * margin[rows].max(axis=1) * largest < 0.99
                settled = rows[proven]
                zeros[settled] = doubtful[settled] @ np.left_shift(np.int64(1), np.arange(labels))
                rows = rows[~proven]
            positive[rows] = False
        return Signs(wrong, positive, zeros)


def _inverses(stack: Any) -> Any:
    """Inverses of a stack of matrices, infinite where there is none."""
    import numpy as np

    try:
        return np.linalg.inv(stack)
    except np.linalg.LinAlgError:
        result = np.full(stack.shape, np.inf)
    for position, matrix in enumerate(stack):
        try:
            result[position] = np.linalg.inv(matrix)
        except np.linalg.LinAlgError:
            continue
    return result
