"""Systems of polynomials in positive variables: refuted, solved, or said to be open."""

from __future__ import annotations

import random
import sys
from fractions import Fraction
from itertools import product

import pytest

from gametheory_dprk.solvers.positive_polynomials import (
    IRRATIONAL,
    NONE,
    UNPROVEN,
    System,
    contradictory,
    different,
    simple_solution,
    solution,
)

F = Fraction


def polynomial(**terms):
    """One is the constant, x, y, z are variables 0, 1, 2: ``polynomial(xy=1, one=-2)`` is xy - 2."""
    return {() if name == "one" else tuple("xyz".index(letter) for letter in name): F(entry) for name, entry in terms.items()}


PRODUCT = polynomial(xy=1, one=-2)


@pytest.mark.parametrize(("system", "expected"), [
    (System(2, zero=(PRODUCT, polynomial(x=1, y=-1))), IRRATIONAL),
    (System(2, zero=(PRODUCT, polynomial(x=1, y=1, one=-1))), NONE),
    (System(2, zero=(PRODUCT, polynomial(x=1, one=-2))), (2, 1)),
    (System(1, zero=(polynomial(x=1, one=1),)), NONE),
    (System(1, least=(polynomial(x=-1, one=1), polynomial(x=1, one=-2))), NONE),
    (System(1, zero=(polynomial(x=1, one=-3),), either=(different({0: F(3)}),)), NONE),
    (System(0), ()),
], ids=["irrational", "refuted-by-z3", "solved", "one-sign", "no-room", "only-solution", "empty"])
def test_systems(system, expected):
    assert solution(system) == expected


def test_a_rational_solution_that_no_simple_search_finds():
    """The roots of (t - 7/5)(t - 3/11)."""
    roots = F(7, 5), F(3, 11)
    system = System(2, zero=(polynomial(xy=1, one=-roots[0] * roots[1]), polynomial(x=1, y=1, one=-sum(roots))))
    assert simple_solution(system) is None
    assert set(solution(system)) == set(roots)


def test_without_z3_nothing_is_claimed(monkeypatch):
    monkeypatch.setitem(sys.modules, "z3", None)
    assert solution(System(2, zero=(PRODUCT, polynomial(x=1, y=-1)))) == UNPROVEN
    assert solution(System(1, zero=(polynomial(x=1, one=1),))) == NONE


def test_nothing_that_has_a_solution_is_refuted():
    """Random conditions that hold at a known point, and whatever is found satisfies them."""
    rng = random.Random(8)
    names = ["one", "x", "y", "z", "xy", "xz", "yz", "xyz"]
    grid = [F(1, 3), F(1), F(5, 2)]
    refuted = 0
    for _ in range(60):
        terms = [{name: rng.randint(-3, 3) for name in rng.sample(names, 4)} for _ in range(3)]
        system = System(3, least=tuple(
            {key: entry for key, entry in polynomial(**one).items() if entry} for one in terms
        ))
        known = [point for point in product(grid, repeat=3) if system.holds(point)]
        found = solution(system)
        assert (found == NONE and not known) or system.holds(found)
        refuted += contradictory(system)
        assert not (contradictory(system) and known)
    assert refuted > 5
