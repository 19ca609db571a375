"""Whether the limit of a decreasing sequence of sets is a given polygon: proof by contraction; and sets just inside it.

Let W be a polygon, B a monotone operator (``payoff_operator``), V a set with V = B(V), and Z(t) the polygon whose vertices
are those of W moved by t times given directions. If B(Z(t)) lies within Z(k t) for all t in (0, 1], k < 1, and V lies
within Z(1), then V lies within W: otherwise let t > 0 be the least with V in Z(t); then V = B(V) lies in B(Z(t)), so in
Z(k t), against the choice of t.

B(Z(t)) is computed for all t at once: vertices are rational functions of t, compared as they compare for small t. Each
comparison is between functions, and it comes out the same on all of (0, 1] if their difference has no zero and no pole
there, which is checked with exact roots. So nothing rests on "small enough".

Each edge of W is moved by d = 1 + M(d) / k, where M says how far B moves it on when the edges move by d: then B(Z(t))
falls short of Z(k t) by k t, for small t. Sets a little inside of W, which B enlarges, are found in the same way.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ..model.algebraic import real_roots
from .polygon import Point, Polygon, contains, hull, lowest, turn

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .payoff_operator import Operator

ROUNDS = 60
NEAR = Fraction(1, 2**50)
STEP = Fraction(1, 2**8)
"""Directions are rounded to multiples of this: that spoils much less than the 1 that is to spare."""
MAX_SHIFT = 2**20
SIZES = tuple(Fraction(1, 10**power) for power in (10, 7, 5, 4, 3, 2, 1, 0))
INSETS = tuple(Fraction(1, 2**power) for power in (60, 40, 24, 12))


class Germ:
    """A rational function of t > 0, ordered by what holds for small t; what it is compared with is written down.

    top, bottom: ``fmpq_poly`` in lowest terms. asked: the polynomials whose signs were asked for, shared by all numbers of
    one computation.
    """

    __slots__ = ("asked", "bottom", "top")

    def __init__(self, top: Any, bottom: Any, asked: dict[str, Any]) -> None:
        common = top.gcd(bottom)
        if common.degree() > 0:
            top, bottom = top // common, bottom // common
        self.top, self.bottom, self.asked = top, bottom, asked

    def _other(self, other: Any) -> Germ:
        return other if isinstance(other, Germ) else germ(Fraction(other), Fraction(0), self.asked)

    def __add__(self, other: Any) -> Germ:
        other = self._other(other)
        return Germ(self.top * other.bottom + other.top * self.bottom, self.bottom * other.bottom, self.asked)

    __radd__ = __add__

    def __neg__(self) -> Germ:
        return Germ(-self.top, self.bottom, self.asked)

    def __sub__(self, other: Any) -> Germ:
        return self + -self._other(other)

    def __rsub__(self, other: Any) -> Germ:
        return self._other(other) - self

    def __mul__(self, other: Any) -> Germ:
        other = self._other(other)
        return Germ(self.top * other.top, self.bottom * other.bottom, self.asked)

    __rmul__ = __mul__

    def __truediv__(self, other: Any) -> Germ:
        other = self._other(other)
        return Germ(self.top * other.bottom, self.bottom * other.top, self.asked)

    def sign(self) -> int:
        """The sign for small t."""
        if not self.top:
            return 0
        sign = 1
        for part in (self.top, self.bottom):
            if part.degree() > 0:
                self.asked.setdefault(str(part), part)
            sign *= 1 if next(entry for entry in part.coeffs() if entry) > 0 else -1
        return sign

    def __lt__(self, other: Any) -> bool:
        return self._compared(other) < 0

    def __gt__(self, other: Any) -> bool:
        return self._compared(other) > 0

    def _compared(self, other: Any) -> int:
        difference: Germ = self - other
        return difference.sign()

    def __eq__(self, other: object) -> bool:
        return not self._compared(other)

    def __hash__(self) -> int:
        lead = self.bottom.leading_coefficient()
        return hash((str(self.top / lead), str(self.bottom / lead)))

    def start(self) -> tuple[Fraction, Fraction]:
        """The value at 0 and the derivative there, of a function without a pole at 0."""
        a, b, c, d = (_fraction(part[k]) for part in (self.top, self.bottom) for k in (0, 1))
        return a / c, (b * c - a * d) / (c * c)


def _fraction(number: Any) -> Fraction:
    return Fraction(int(number.p), int(number.q))


def germ(constant: Fraction, slope: Fraction, asked: dict[str, Any]) -> Germ:
    """constant + slope * t."""
    import flint

    first, second = (flint.fmpq(number.numerator, number.denominator) for number in (constant, slope))
    return Germ(flint.fmpq_poly([first, second]), flint.fmpq_poly([1]), asked)


def is_limit(operator: Operator, polygon: Polygon, outer: Polygon) -> bool:
    """Whether it is proven that every set V = B(V) within ``outer`` lies within the polygon; False where it is not."""
    vertices, normals = _frame(polygon)
    for factor in _factors_to_try(operator.delta):
        directions = _outward(operator, vertices, normals, factor)
        tried = 0
        for size in SIZES if directions else ():
            steps = [(size * x, size * y) for x, y in directions]
            wide = hull((x + a, y + b) for (x, y), (a, b) in zip(vertices, steps, strict=True))
            if tried < 2 and all(contains(wide, vertex) for vertex in outer):
                tried += 1
                if _contracts(operator, vertices, steps, factor):
                    return True
    return False


def _frame(polygon: Polygon) -> tuple[Polygon, list[Point]]:
    """The vertices, and for each the outward normal of the edge that leads to it, each about 1 long.

    Where the polygon is a point or a segment, vertices are repeated, so that moving the edges outward makes it one with
    an interior.
    """
    nought, one = Fraction(0), Fraction(1)
    if len(polygon) == 1:
        return polygon * 4, [(-one, nought), (nought, -one), (one, nought), (nought, one)]
    if len(polygon) == 2:
        start, end = polygon
        right = _across(start, end)
        along = -right[1], right[0]
        return (start, end, end, start), [(-along[0], -along[1]), right, along, (-right[0], -right[1])]
    return polygon, [_across(polygon[k - 1], vertex) for k, vertex in enumerate(polygon)]


def _across(start: Point, end: Point) -> Point:
    """The normal to the right of an edge."""
    x, y = end[0] - start[0], end[1] - start[1]
    length = abs(x) + abs(y)
    return y / length, -x / length


def _outward(operator: Operator, vertices: Polygon, normals: list[Point], factor: Fraction) -> list[Point]:
    """How vertices move when every edge moves outward by d = 1 + M(d) / factor; empty where that has no end.

    M says how far B moves each edge: the largest shift across it of what is generated on it.
    """
    shifts = [Fraction(1)] * len(vertices)
    for _ in range(ROUNDS):
        directions = _corner_shifts(normals, shifts)
        starts = _starts(operator, vertices, directions, 1)
        following = []
        for vertex, normal in zip(vertices, normals, strict=True):
            on_edge = [
                normal[0] * x[1] + normal[1] * y[1]
                for x, y in starts
                if abs(normal[0] * (x[0] - vertex[0]) + normal[1] * (y[0] - vertex[1])) < NEAR
            ]
            if not on_edge:
                return []
            following.append(_short(1 + max(on_edge) / factor))
        if max(following) > MAX_SHIFT:
            return []
        if following == shifts:
            break
        shifts = following
    return _corner_shifts(normals, shifts)


def _corner_shifts(normals: list[Point], shifts: list[Fraction]) -> list[Point]:
    """How far each vertex moves when the edge that leads to it and the next move outward."""
    found = []
    for place, (first, s) in enumerate(zip(normals, shifts, strict=True)):
        after = (place + 1) % len(normals)
        second, r = normals[after], shifts[after]
        area = first[0] * second[1] - first[1] * second[0]
        found.append(((s * second[1] - first[1] * r) / area, (first[0] * r - s * second[0]) / area))
    return found


def inner_guesses(operator: Operator, polygon: Polygon) -> Iterator[Polygon]:
    """Polygons inside of one that is nearly a fixed point of B, such that B should enlarge them; the nearest first."""
    for factor in _factors_to_try(operator.delta):
        directions = _inward(operator, polygon, factor) if len(polygon) > 2 else []
        for size in INSETS if directions else ():
            grid = 2**20 * size.denominator
            yield hull(
                (Fraction(round((x + size * a) * grid), grid), Fraction(round((y + size * b) * grid), grid))
                for (x, y), (a, b) in zip(polygon, directions, strict=True)
            )


def _factors_to_try(delta: Fraction) -> tuple[Fraction, ...]:
    return (1 + delta) / 2, (7 + delta) / 8, (63 + delta) / 64


def _contracts(operator: Operator, polygon: Polygon, steps: Sequence[Point], factor: Fraction) -> bool:
    """Whether B(Z(t)) lies within Z(factor * t) for all t in (0, 1]."""
    asked: dict[str, Any] = {}
    wide = _moved(polygon, steps, Fraction(1), asked)
    narrow = _moved(polygon, steps, factor, asked)
    corners = range(len(wide))
    if not all(turn(wide[k - 2], wide[k - 1], wide[k]) > 0 for k in corners):
        return False
    for one in operator.all_generated(wide, operator.least(wide)):
        if any(turn(narrow[k - 1], narrow[k], one.payoffs) < 0 for k in corners):
            return False
    return all(_keeps_its_sign(part) for part in asked.values())


def _keeps_its_sign(polynomial: Any) -> bool:
    """Whether a polynomial has no zero in (0, 1]."""
    whole = tuple(int(entry) for entry in polynomial.numer().coeffs())
    return bool(sum(whole)) and not any(0 < root < 1 for root in real_roots(whole))


def _moved(polygon: Polygon, steps: Sequence[Point], factor: Fraction, asked: dict[str, Any]) -> Polygon:
    return tuple(
        (germ(x, factor * a, asked), germ(y, factor * b, asked)) for (x, y), (a, b) in zip(polygon, steps, strict=True)
    )


def _inward(operator: Operator, polygon: Polygon, factor: Fraction) -> list[Point]:
    """How vertices move by d = e + M(d) / factor, with e inward, rounded; empty where that has no end.

    M says how B moves each vertex: that of the points generated there which goes farthest outward.
    """
    normals = [_normal(polygon, k) for k in range(len(polygon))]
    inward = [(-x, -y) for x, y in normals]
    directions = inward
    for _ in range(ROUNDS):
        starts = _starts(operator, polygon, directions, -1)
        following = []
        for vertex, normal, e in zip(polygon, normals, inward, strict=True):
            near = [
                (x[1], y[1]) for x, y in starts if abs(x[0] - vertex[0]) < NEAR and abs(y[0] - vertex[1]) < NEAR
            ]
            if not near:
                return []
            x, y = max(near, key=lambda shift: normal[0] * shift[0] + normal[1] * shift[1])
            following.append((_short(e[0] + x / factor), _short(e[1] + y / factor)))
        if max(abs(entry) for point in following for entry in point) > MAX_SHIFT:
            return []
        if following == directions:
            break
        directions = following
    return directions


def _starts(operator: Operator, polygon: Polygon, directions: Sequence[Point], side: int) -> list[Any]:
    """What B generates from vertices that move: where each point starts, and how it moves, both coordinates."""
    moving = _moved(polygon, directions, Fraction(1), {})
    points = operator.all_generated(moving, operator.least(moving) if side > 0 else lowest(moving))
    return [tuple(entry.start() for entry in map(_as_germ, one.payoffs)) for one in points]


def _as_germ(number: Any) -> Germ:
    return number if isinstance(number, Germ) else germ(number, Fraction(0), {})


def _short(entry: Fraction) -> Fraction:
    return round(entry / STEP) * STEP


def _normal(polygon: Polygon, place: int) -> Point:
    """About the direction that points out of a vertex: the sum of the normals of both edges."""
    before, after = _across(polygon[place - 1], polygon[place]), _across(polygon[place], polygon[(place + 1) % len(polygon)])
    return _short(before[0] + after[0]), _short(before[1] + after[1])
