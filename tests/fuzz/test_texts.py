"""A short form of the fuzz run on texts: ``make fuzz-texts`` examines a million of each kind."""

from __future__ import annotations

import signal

import pytest
from texts import SPICE, _expired, examined

pytestmark = pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="needs a timer of CPU time")


@pytest.mark.parametrize("target", sorted(SPICE))
def test_mutated_texts_are_games_or_get_diagnostics(target):
    before = signal.signal(signal.SIGVTALRM, _expired)
    try:
        found = [examined(target, 1, number) for number in range(400)]
    finally:
        signal.signal(signal.SIGVTALRM, before)
    assert [(told, text) for told, text in found if told.startswith("finding")] == []
    assert {told for told, _ in found} > {"game"}  # neither all refused nor all taken
