"""A short form of the fuzz run: ``make fuzz`` examines thousands of games in the same way."""

from __future__ import annotations

import pytest

from games import examined, literal

SEED = 2024
BATCHES = [range(start, start + 10) for start in range(0, 150, 10)]


@pytest.mark.slow
@pytest.mark.parametrize("numbers", BATCHES, ids=lambda numbers: f"games {numbers.start}-{numbers.stop - 1}")
def test_random_games_have_every_property(numbers):
    wrong = []
    for number in numbers:
        problems, _, _, family, tables = examined(SEED, number)
        if problems:
            wrong.append((family, number, literal(tables), problems))
    assert wrong == []
