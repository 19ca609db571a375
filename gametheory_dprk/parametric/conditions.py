"""What distinguishes groups of cells from one another, as a person would write it.

The cells of an exploration come in groups, one for each outcome. A group is described by a few *cubes*, conjunctions
of signs of factors, that together cover its cells and meet no cell of another group. A cube is found from a point of
its group: the fewest signs the point has that exclude all sample points of other groups (a least hitting set, by
branching on a point that is still to be excluded). The domain is then asked for a further point where the cube meets
another group's cell; each such point joins the pool, and the search starts again (counterexample-guided). Cubes are
added until no point of the group is left outside, and dropped where the others cover it.

Cells are open, and their boundaries belong to none: descriptions are right at all points off the surfaces where a
factor is zero.
"""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING

from .domain import bits_of
from .formula_text import conjunction_text
from .signs import NEGATIVE, NONZERO, POSITIVE, Condition, Denial, Sign

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from .domain import Domain

Conditions = tuple[Condition, ...]
Cube = tuple[Condition, ...]
"""Conditions that hold together: signs of factors, and others only where no cube of signs was found."""
MAX_SIGNS = 7  # in a cube that is searched for
MAX_FOUND = 60  # cubes of the least size that are weighed
MAX_STEPS = 20_000  # of one search
MAX_POINTS = 40  # of a group from which cubes are searched


def factors_of(conditions: Iterable[Condition]) -> set[int]:
    """The factors whose signs some conditions speak of."""
    found: set[int] = set()
    for condition in conditions:
        if isinstance(condition, Denial):
            found |= factors_of(condition.parts)
        elif isinstance(condition, Sign):
            found.add(condition.factor)
        else:
            found.update(condition.factors)
    return found


class Description:
    """Groups of cells of one exploration, and the cubes that tell them apart.

    groups: for each its cells' conditions; where the exploration did not end, what is left is a group too. until: the
    time at which cells are no longer put together, but listed as they are.
    """

    def __init__(self, domain: Domain, groups: Sequence[Sequence[Conditions]], until: float | None = None) -> None:
        self.domain, self.groups, self.until = domain, groups, until
        self.factors = sorted(factors_of(condition for cells in groups for cell in cells for condition in cell))
        self._lengths: dict[Condition, int] = {}

    def cubes(self, place: int) -> tuple[Cube, ...]:
        """A short description of a group: a point is in it if it meets all conditions of one of these cubes."""
        others = [cell for other, cells in enumerate(self.groups) if other != place for cell in cells]
        if not others:
            return ((),)
        found: list[Cube] = []
        rest = list(self.groups[place])
        tried = 0
        while rest:
            point = self._uncovered(rest[0], found)
            if point is None:
                rest.pop(0)
                continue
            cube = self._search(point, place, others) if tried < MAX_POINTS and point >= 0 and not self._is_late else None
            tried += 1
            found.append(rest.pop(0) if cube is None else cube)
        return tuple(sorted(self._needed(place, found), key=lambda cube: (len(cube), self._length(cube))))

    @property
    def _is_late(self) -> bool:
        return self.until is not None and monotonic() > self.until

    def _points(self, cells: Iterable[Conditions]) -> int:
        """The points of the pool in some of the cells."""
        found = 0
        for cell in cells:
            found |= self.domain.points(cell)
        return found

    def _uncovered(self, cell: Conditions, cubes: Sequence[Cube]) -> int | None:
        """A point of a cell that lies in none of the cubes, by its place in the pool.

        None if there is none, -1 if that is not known or no such point could be written down.
        """
        for ask in (False, True):
            if ask and (self._is_late or not self._outside(cell, cubes)):
                return -1 if self._is_late else None
            left = self.domain.points(cell) & ~self._points(cubes)
            if left:
                return self._most_generic(left)
        return -1

    def _outside(self, cell: Conditions, cubes: Sequence[Cube]) -> bool:
        """Whether a cell has points outside of the closed cubes; a point joins the pool where it can be found."""
        stated = set(cell)
        if any(stated.issuperset(cube) for cube in cubes):
            return False
        denials = [Denial(cube) for cube in cubes if _is_plain(cube)]  # type: ignore[arg-type]
        return self.domain.possible((*cell, *denials)) is not False

    def _most_generic(self, points: int) -> int:
        """One of some points: where the fewest factors are zero, the earliest among these."""
        zeros = [self.domain.masks(factor)[1] for factor in self.factors]
        best, least = -1, len(zeros) + 1
        for place in bits_of(points):
            count = sum(1 for mask in zeros if mask >> place & 1)
            if count < least:
                best, least = place, count
            if not count:
                break
        return best

    # -- one cube

    def _search(self, point: int, place: int, others: Sequence[Conditions]) -> Cube | None:
        """The shortest cube around a point that meets no cell of another group; None where none is proven."""
        signs = [
            Sign(factor, sign)
            for factor in self.factors
            for sign in (NEGATIVE, POSITIVE)
            if self.domain.masks(factor)[0 if sign == NEGATIVE else 2] >> point & 1
        ]
        refused: set[frozenset[Condition]] = set()
        size = 1
        while size <= min(MAX_SIGNS, len(signs)) and not self._is_late:
            enemies = self._points(others)
            found = [cube for cube in self._hitting(signs, enemies, size) if frozenset(cube) not in refused]
            if not found:
                size += 1
                continue
            friends = self._points(self.groups[place])
            found.sort(key=lambda cube: (-(friends & self.domain.points(cube)).bit_count(), self._length(cube)))
            for cube in found:
                if not self._meets(cube, others):
                    return tuple(sorted(cube, key=lambda sign: (self._length((sign,)), sign)))
                refused.add(frozenset(cube))
                if self.domain.points(cube) & self._points(others):
                    break  # the new point refuses others too
        return None

    def _meets(self, cube: Cube, others: Sequence[Conditions]) -> bool:
        """Whether a cube meets one of some cells, as far as is known."""
        return any(self._is_late or self.domain.possible((*cube, *cell)) is not False for cell in others)

    def _hitting(self, signs: Sequence[Sign], enemies: int, size: int) -> list[Cube]:
        """The sets of this many signs that exclude all points of other groups."""
        masks = [(sign, self.domain.mask(sign)) for sign in signs]
        found: dict[frozenset[Sign], Cube] = {}
        steps = 0

        def extend(chosen: tuple[Sign, ...], left: int) -> None:
            nonlocal steps
            steps += 1
            if not left:
                found.setdefault(frozenset(chosen), chosen)
                return
            if len(chosen) == size or steps > MAX_STEPS or len(found) >= MAX_FOUND:
                return
            enemy = left & -left
            for sign, mask in masks:
                if not mask & enemy:
                    extend((*chosen, sign), left & mask)

        extend((), enemies)
        return list(found.values())

    def _length(self, cube: Cube) -> int:
        total = 0
        for condition in cube:
            if condition not in self._lengths:
                self._lengths[condition] = len(conjunction_text(self.domain.field, (condition,)))
            total += self._lengths[condition]
        return total

    def _needed(self, place: int, cubes: list[Cube]) -> list[Cube]:
        """The cubes without those that the others cover."""
        kept = list(dict.fromkeys(cubes))
        for cube in [] if self._is_late else sorted(cubes, key=lambda item: (-len(item), -self._length(item))):
            rest = [item for item in kept if item != cube]
            if len(rest) == len(kept) or not all(_is_plain(item) for item in rest):
                continue
            if any(self._points([cell]) & ~self._points(rest) for cell in self.groups[place]):
                continue
            if not any(self._is_late or self._outside(cell, rest) for cell in self.groups[place]):
                kept = rest
        return kept


def _is_plain(cube: Cube) -> bool:
    return not any(isinstance(condition, Denial) for condition in cube)


def is_generic(domain: Domain, factors: Iterable[int], place: int) -> bool:
    """Whether no factor is zero at a point of the pool."""
    return not any(domain.masks(factor)[1] >> place & 1 for factor in factors)


def nonzero(factors: Iterable[int]) -> Iterator[Sign]:
    """That no factor is zero."""
    for factor in factors:
        yield Sign(factor, NONZERO)
