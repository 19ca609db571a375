"""Python's garbage collector, held still while something large and without cycles is made."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

LARGE = 20_000
"""Objects made and kept, from which on the search among them is put off."""


@contextmanager
def uncollected() -> Iterator[None]:
    """Garbage is not looked for meanwhile, and what was made counts as old afterwards.

    A large tree grows without any garbage, and the search for it would take half of the time. Reference counts work
    as ever; cycles made meanwhile are found when old objects are next examined.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        # All objects become the oldest generation without being looked at; what a caller has frozen is left so. The few
        # of a small game stay young: cycles among the oldest are next to never looked for, and would pile up game by game.
        if gc.get_count()[0] > LARGE and not gc.get_freeze_count():
            gc.freeze()
            gc.unfreeze()
        gc.enable()
