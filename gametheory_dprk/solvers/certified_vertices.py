"""All vertices of a best-reply polytope, proposed in floating point and proven exactly.

The polytope is { x >= 0 : R x <= b } with R a k x d matrix of positive integers and b = 1 + t delta. Facet
i < d is x_i = 0, facet d + j is reply j. With delta = 0 it is the polytope itself; with a generic delta > 0
of small dyadic numbers the polytopes at 0 < t <= 1 are simple, and at t = 0 lies the original, which may
be degenerate.

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

if TYPE_CHECKING:
    from collections.abc import Sequence

MAX_LABELS = 62  # label sets are bits of a signed 64-bit integer
EXACT_INTEGERS = 2**53
DENOMINATOR = 2**52  # of delta: 1 + delta is a float
ROUNDING = 2.0**-52
BLOCK = 1024


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


def certified_vertices(replies: Sequence[Sequence[int]], perturb: int = 0) -> Vertices | None:
    """All vertices of { x >= 0 : R x <= 1 }, the origin left out; None where the proof did not succeed.

    replies: R of shape (k, d), positive integers of any size, k + d at most MAX_LABELS. perturb: the
    largest delta is about 2^-perturb; with 0, delta is 0, and a degenerate polytope is not provable and
    gives None.
    """
    import numpy as np
    from scipy.spatial import ConvexHull, QhullError

    k, d = len(replies), len(replies[0])
    matrix, whole = to_floats(replies)
    delta = perturbation(matrix, perturb) if perturb else np.zeros(k, dtype=np.int64)
    bound = 1.0 + delta / DENOMINATOR
    scaled = matrix / bound[:, None]
    # Polar dual about an inner point: a vertex of the polytope is a facet of the hull of these points.
    inner = 0.5 / (scaled.sum(axis=1).max() * np.ones(d))
    points = np.vstack([-np.diag(1 / inner), scaled / (1 - scaled @ inner)[:, None]]) * inner
    try:
        hull = ConvexHull(points, qhull_options="Qt")
    except QhullError:
        return None
    facets = np.sort(hull.simplices.astype(np.int64), axis=1)
    bits = np.left_shift(np.int64(1), facets)
    bases = bits.sum(axis=1)
    own = (1 << d) - 1
    if not _closed(bases, hull.simplices, hull.neighbors):
        return None
    inside = bases != own
    if inside.all():
        return None  # the origin is a vertex of every such polytope
    facets, bases = facets[inside], bases[inside]
    tight = bases.copy()
    undecided = []
    sizes = (facets >= d).sum(axis=1)
    for size, where in [(s, block) for s in range(1, d + 1) for block in blocks(np.nonzero(sizes == s)[0])]:
        group = facets[where]
        support = complement(group[:, : d - size], d)
        signs = basis_signs(matrix, support, group[:, d - size :] - d, bound, whole)
        if (signs.wrong).any():
            return None
        tight[where] |= signs.zeros
        undecided.append(where[~signs.decided])
    doubtful = np.concatenate(undecided) if undecided else np.zeros(0, dtype=np.int64)
    for position in doubtful.tolist():
        zeros = exact_signs(replies, facets[position].tolist(), delta.tolist(), DENOMINATOR)
        if zeros is None:
            return None
        tight[position] |= zeros
    simple = bool((tight == bases).all())
    if not (simple or perturb):
        return None
    return Vertices(bases, tight, simple, len(doubtful))


def perturbation(matrix: Any, perturb: int) -> Any:
    """Numerators of delta, of shape (k,): graded from 2^-perturb down, the replies that pay least relaxed most.

    Facets far from being tight are pushed away first: in degenerate polytopes the perturbed one then has far
    fewer vertices than with deltas of one size. A fixed random factor keeps them generic.
    """
    import numpy as np

    k = len(matrix)
    rank = np.empty(k)
    rank[np.argsort(matrix.sum(axis=1), kind="stable")] = np.arange(k)
    sizes = 2.0 ** -(perturb + rank * min(1.0, 24 / k)) * (1 + np.random.default_rng(perturb).random(k) / 4)
    return (sizes * DENOMINATOR).astype(np.int64)


def to_floats(matrix: Sequence[Sequence[int]]) -> tuple[Any, bool]:
    """Positive integers as floats, and whether exactly; past 2^53 they are divided by the largest and rounded."""
    import numpy as np

    largest = max(max(row) for row in matrix)
    if largest <= EXACT_INTEGERS:
        return np.array(matrix, dtype=np.float64), True
    return np.array([[entry / largest for entry in row] for row in matrix]), False


def complement(chosen: Any, size: int) -> Any:
    """For each row of distinct positions below ``size`` the other positions, ascending."""
    import numpy as np

    left: Any = np.ones((len(chosen), size), dtype=bool)
    np.put_along_axis(left, chosen, False, axis=1)
    return np.nonzero(left)[1].reshape(len(chosen), size - chosen.shape[1])


def blocks(positions: Any) -> list[Any]:
    """Positions in blocks whose matrices stay in a processor's cache."""
    return [positions[start : start + BLOCK] for start in range(0, len(positions), BLOCK)]


def _closed(bases: Any, simplices: Any, neighbors: Any) -> bool:
    """Whether every basis less any facet is part of exactly one other listed basis, and all are distinct."""
    import numpy as np

    if len(np.unique(bases)) < len(bases):
        return False
    shared = bases[:, None] & ~np.left_shift(np.int64(1), simplices.astype(np.int64))
    others = bases[neighbors]
    return bool((((others & shared) == shared) & (others != bases[:, None])).all())


class Signs(Record):
    """What floating point decides of a stack of V basis solutions.

    wrong: not feasible, for certain. decided: feasible at t = 0 and strictly feasible at t = 1, for
    certain. zeros: facets outside the basis proven tight at t = 0, as bits. solutions: at t = 0, shape
    (V, d), floats.
    """

    wrong: Any
    decided: Any
    zeros: Any
    solutions: Any


def basis_signs(matrix: Any, support: Any, tight: Any, bound: Any, whole: bool) -> Signs:
    """Signs of the basis solutions of R x <= 1 + t delta at t = 0 and t = 1.

    matrix: R of shape (k, d), positive floats, each within a rounding of the truth. support, tight: of
    shape (V, s), the positive variables and the tight replies. bound: 1 + delta, of shape (k,).
    """
    import numpy as np

    count, size = support.shape
    replies, own = matrix.shape
    moved = bool((bound != 1).any())
    basis = matrix[tight[:, :, None], support[:, None, :]]
    try:
        inverse = np.linalg.inv(basis)
    except np.linalg.LinAlgError:
        inverse = _inverses(basis)
    slop = (size + own + 12) * ROUNDING
    right = np.ones((count, size, 1 + moved))
    if moved:
        right[:, :, 1] = bound[tight]
    with np.errstate(all="ignore"):
        solution = inverse @ right
        size_of = np.abs(inverse)
        defect = inverse @ basis
        defect[:, np.arange(size), np.arange(size)] -= 1
        sums = basis.sum(axis=2)
        away = np.abs(defect).sum(axis=2).max(axis=1) + slop * (size_of @ sums[:, :, None]).max(axis=(1, 2))
        residual = np.abs(right - basis @ solution) + slop * (right + basis @ np.abs(solution))
        error = (size_of @ residual).max(axis=(1, 2)) / (1 - away)
    trusted = (away < 0.5) & np.isfinite(error)
    error = np.where(trusted, error * (1 + 1e-6), np.inf)

    full = np.zeros((count, own, 1 + moved))
    np.put_along_axis(full, support[:, :, None], np.where(trusted[:, None, None], solution, 0.0), axis=1)
    used = np.zeros((count, own), dtype=bool)
    np.put_along_axis(used, support, True, axis=1)
    idle = np.ones((count, replies), dtype=bool)
    np.put_along_axis(idle, tight, False, axis=1)
    # |slack error| <= error * (row sum of R) + rounding of the product, whose terms add up to about 1.
    row = matrix.sum(axis=1).max()
    margin = error * row + 4 * slop
    slack = bound - full[:, :, -1] @ matrix.T
    wrong = trusted & ((used & (full[:, :, -1] < -error[:, None])).any(axis=1) | (idle & (slack < -margin[:, None])).any(axis=1))
    positive = ~(used & (full[:, :, -1] <= error[:, None])).any(axis=1) & ~(idle & (slack <= margin[:, None])).any(axis=1)
    zeros = np.zeros(count, dtype=np.int64)
    if not moved:
        return Signs(wrong, trusted & positive, zeros, full[:, :, 0])
    start = full[:, :, 0]
    slack = 1 - start @ matrix.T
    wrong |= trusted & ((used & (start < -error[:, None])).any(axis=1) | (idle & (slack < -margin[:, None])).any(axis=1))
    near_own = used & (start <= error[:, None])
    near_reply = idle & (slack <= margin[:, None])
    near = np.concatenate([near_own, near_reply], axis=1)
    doubtful = near.any(axis=1)
    if whole and doubtful.any():
        # The determinant is within a factor of two of its float: the inverse has passed the test above.
        gap = 0.5 / np.abs(np.linalg.det(basis[doubtful]))
        proven = 2 * margin[doubtful] < gap
        proven &= 2 * error[doubtful] < gap
        rows = np.nonzero(doubtful)[0][proven]
        zeros[rows] = (near[rows] * np.left_shift(np.int64(1), np.arange(own + replies))).sum(axis=1)
        doubtful[rows] = False
    return Signs(wrong, trusted & positive & ~doubtful, zeros, start)


def _inverses(stack: Any) -> Any:
    """Inverses one by one, infinite where there is none."""
    import numpy as np

    result = np.full(stack.shape, np.inf)
    for position, matrix in enumerate(stack):
        try:
            result[position] = np.linalg.inv(matrix)
        except np.linalg.LinAlgError:
            continue
    return result
