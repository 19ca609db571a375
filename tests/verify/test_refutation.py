"""The judge of multipliers refuses what is no contradiction; cells and exclusions of an exploration leave no sign out."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import pytest

import gametheory_dprk as gt
from gametheory_dprk.parametric.certificates import refutation_of
from gametheory_dprk.parametric.exploration import Exploration
from gametheory_dprk.parametric.signs import Denial, Sign
from gametheory_dprk.parametric.symbolic import SymbolicGame
from gametheory_dprk.solvers import bimatrix
from gametheory_dprk.verify.refutation import judge_refutation

pytest.importorskip("z3")

GAMES = [
    "x, 1 | 0, y\n  d | 1, 0 | y, x", "x*y, 1 | y, x\n  d | 1, y | 0, x", "x - y, 1 | 2, x\n  d | y, 0 | 1, x + y", "x, y | y, x\n  d | y, x | x, y",
]


def symbolic(cells):
    text = "game: 1\nplayers: [A, B]\nparameters: {x: {range: above 0}, y: {range: 0 .. 2}}\nassume: [x + y < 3]\n"
    return SymbolicGame(gt.read(f"{text}table: |\n  A \\ B | l | r\n  u | {cells}\n"), ["x", "y"])


def explored(cells, ties):
    game = symbolic(cells)
    exploration = Exploration(game.domain, ties=ties)
    found = list(exploration.cells(lambda: bimatrix.solve(game.game(), 100)))
    return game.domain, found, exploration.excluded


def certificates():
    for cells in GAMES:
        domain, _, excluded = explored(cells, True)
        for conditions in dict.fromkeys(excluded):
            found = refutation_of(domain, conditions)
            if found is not None:
                yield found


def test_changed_multipliers_are_refused():
    seen = refused = 0
    for found in certificates():
        assert judge_refutation(found) == ""
        seen += 1
        for place, term in enumerate(found.terms):
            rest = (*found.terms[:place], *found.terms[place + 1 :])
            for changed in (
                rest,
                (*rest, term.replace(multiplier=-term.multiplier)),
                (*rest, term.replace(multiplier=term.multiplier + Fraction(1, 7))),
            ):
                if changed_is_refused(found.replace(terms=changed)):
                    refused += 1
        for place, given in enumerate(found.given):
            if any(place in term.product for term in found.terms):
                other = given.replace(polynomial=tuple((powers, -number) for powers, number in given.polynomial))
                changed_is_refused(found.replace(given=(*found.given[:place], other, *found.given[place + 1 :])))
    assert seen > 20
    assert refused > seen


def changed_is_refused(changed):
    """Whether the judge refuses; where it does not, the combination is looked at again, at points."""
    if judge_refutation(changed):
        return True
    # what is accepted must be a contradiction all the same: no point meets all conditions that are used
    used = {place for term in changed.terms for place in term.product}
    values = [Fraction(n, 3) for n in range(-9, 10)]
    for point in product(values, repeat=2):
        good = True
        for place in used:
            given = changed.given[place]
            total = sum(number * point[0] ** powers[0] * point[1] ** powers[1] for powers, number in given.polynomial)
            good = good and {">": total > 0, ">=": total >= 0, "==": total == 0}[given.relation]
        assert not good
    return False


@pytest.mark.parametrize("ties", [True, False])
@pytest.mark.parametrize("cells", GAMES)
def test_cells_and_exclusions_cover_all_signs_once(cells, ties):
    _, found, excluded = explored(cells, ties)
    factors = sorted({
        part.factor for conditions in [*(cell.conditions for cell in found), *excluded] for condition in conditions
        for part in ([condition] if isinstance(condition, Sign) else condition.parts if isinstance(condition, Denial) else ())
        if isinstance(part, Sign)
    })
    if any(not isinstance(c, Sign) for cell in found for c in (*cell.conditions, *(c for e in excluded for c in e))):
        pytest.skip("conjunctions are decided as a whole here")
    if len(factors) > 9:
        pytest.skip("too many signs to list")
    for signs in product((1, 2, 4) if ties else (1, 4), repeat=len(factors)):
        of = dict(zip(factors, signs, strict=True))
        times = sum(all(of[c.factor] & c.signs for c in cell.conditions) for cell in found)
        left_out = any(all(of[c.factor] & c.signs for c in conditions) for conditions in excluded)
        assert times + left_out >= 1
        # implied answers are no conditions: such a sign lies in a cell and in an exclusion
        assert times <= 1
