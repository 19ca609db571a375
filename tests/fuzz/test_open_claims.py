"""A short form of ``make fuzz-claims``: random claims over parameters against the solver for numbers."""

from __future__ import annotations

import pytest

pytest.importorskip("z3")

from open_claims import examine

SEED = 2024
NUMBERS = (0, 1, 2, 3, 4, 5, 6, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17)  # games that take less than a second


@pytest.mark.parametrize("number", NUMBERS)
def test_verdicts_and_regions_agree_with_the_solver_for_numbers(number):
    problems, text, _ = examine(SEED, number, tries=15)
    assert not problems, text
