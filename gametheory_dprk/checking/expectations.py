"""Expectations: a game's answer at the author's values in the words of the block ``expect``, and what has changed.

    answer_of(definition, concept) -> Expectation
    expectation_verdict(definition) -> the verdict on the block, which reads like that on a claim
    changes(before, after)         -> what vanished, what appeared, what pays otherwise
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any, NamedTuple

from .. import api
from ..errors import GameTheoryError, UnsupportedGame
from ..formats.expect_text import mix_text, value
from ..formats.yaml_expect import unnamed_row
from ..model.assessment import Assessment
from ..model.expectation import Expectation, Expected, Plan
from ..model.findings import Facts
from ..model.offers import OfferEquilibrium, OfferTree
from ..model.place import Place
from ..model.solution import Solution
from ..report.checked import CheckedClaim

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..model.definition import GameDefinition
    from ..model.expectation import PlayedMix, Value
    from ..model.findings import Fact
    from ..model.solution import Equilibrium

KIND = "expect"
NAME = "the expected answer"
LISTED = 100
"""Equilibria that a block lists; more are counted."""
ROWS = 30
"""Rows of the longest fact that a block lists."""
SHOWN = 20
"""Changes that are told one by one."""


def answer_of(definition: GameDefinition, concept: str = "") -> Expectation:
    """The answer for a concept, by default the natural one; raises what ``api.solve`` raises, UnsupportedGame for other answers."""
    found: Any = api.solve(definition, concept or None)
    if isinstance(found, Facts):
        return Expectation(found.concept, tuple(row for fact in found.facts if len(fact.rows) <= ROWS for row in _rows(fact)))
    if not isinstance(found, Solution):
        raise UnsupportedGame(f"what `{concept}` finds cannot be expected", "name a concept of equilibria, or leave `concept` out")
    items = tuple(_expected(found.game, item) for item in found.equilibria)
    return Expectation(found.concept, items, found.count, found.complete)


def _expected(game: Any, item: Equilibrium) -> Expected:
    return Expected(tuple(_plans(game, item)), tuple(value(str(payoff)) for payoff in item.payoffs))


def _plans(game: Any, item: Equilibrium) -> Iterator[Plan]:
    if isinstance(game, OfferTree) and isinstance(item, OfferEquilibrium):
        from ..report.offers import plan_lines

        for told in plan_lines(game, item):
            yield Plan(told.player, told.where, (((" ".join(told.plan.split()), Fraction(1)),),))
        return
    from ..report.view import lines

    free = {unit.slot: unit.mixes for unit in item.off_path} if isinstance(item, Assessment) else {}
    for slot, line in enumerate(lines(game, item)):
        moves = [name for name, _ in line.mix]
        mixes = [mix for convex in free.get(slot, ()) for mix in convex] or [tuple(share for _, share in line.mix)]
        yield Plan(line.player, line.where, tuple(dict.fromkeys(_mix(moves, mix) for mix in mixes)))


def _mix(moves: Sequence[str], shares: Sequence[object]) -> PlayedMix:
    return tuple((name, value(str(share))) for name, share in zip(moves, shares, strict=True) if share)


def _rows(fact: Fact) -> Iterator[Expected]:
    names = [str(cells[0]) for cells in fact.rows]
    numbered, named = fact.columns[0] == "#", len(set(names)) == len(names) and all(names)
    for name, cells in zip(names, fact.rows, strict=True):
        values: tuple[Value, ...] = tuple(map(_cell, cells[1:] if numbered or named else cells))
        yield unnamed_row(fact.name, values) if numbered or not named else Expected((Plan(fact.name, name),), values)


def _cell(cell: object) -> Value:
    return ("yes" if cell else "no") if isinstance(cell, bool) else value("none" if cell is None else str(cell))


class Changes(NamedTuple):
    """How two answers differ; ``other``: sentences on what concerns the whole."""

    vanished: tuple[Expected, ...]
    appeared: tuple[Expected, ...]
    revalued: tuple[tuple[Expected, Expected], ...]
    other: tuple[str, ...]

    @property
    def summary(self) -> str:
        """``1 vanished, 2 appeared``, empty where nothing changed."""
        counts = ((self.vanished, "vanished"), (self.appeared, "appeared"), (self.revalued, "changed in value"))
        return ", ".join([f"{len(items)} {word}" for items, word in counts if items] + list(self.other))

    def lines(self) -> list[str]:
        """A line a change: ``-`` before what vanished, ``+`` before what appeared, ``~`` before what changed in value."""
        found = [f"- {told(item)}" for item in self.vanished] + [f"+ {told(item)}" for item in self.appeared]
        found += [f"~ {told(after)}, was {_values(before)}" for before, after in self.revalued]
        return found if len(found) <= SHOWN else [*found[:SHOWN], f"and {len(found) - SHOWN:,} more"]


def told(item: Expected) -> str:
    """An equilibrium, or a row of a fact, in one line."""
    first = item.plans[0] if item.plans else Plan("", "")
    if not first.mixes:
        return f"{first.who} {first.where}: {_values(item)}"
    if not item.values:
        return f"{first.who}: {', '.join(str(share) for mix in first.mixes for _, share in mix)}"
    plans = [f"{f'{plan.who} {plan.where}'.strip()}: {' or '.join(map(mix_text, plan.mixes))}" for plan in item.plans]
    return f"{'; '.join(plans)}; pays {_values(item)}"


def _values(item: Expected) -> str:
    return ", ".join(map(str, item.values))


def changes(before: Expectation, after: Expectation) -> Changes:
    """What makes the answer another one. Where not all was listed, what is listed must still be there."""
    olds = {item.key: item for item in before.items}
    news = {item.key: item for item in after.items}
    whole = before.complete is None or before.count == len(before.items)
    other = []
    if before.complete is not None and after.complete is not None and before.complete != after.complete:
        other.append("the list is known to be complete" if after.complete else "the list is not known to be complete")
    if before.count != after.count and (not whole or after.count != len(after.items)):
        other.append(f"{after.count:,} in all, was {before.count:,}")
    return Changes(
        tuple(item for key, item in olds.items() if key not in news),
        tuple(item for key, item in news.items() if key not in olds) if whole else (),
        tuple((item, news[key]) for key, item in olds.items() if key in news and news[key].values != item.values),
        tuple(other),
    )


def expectation_verdict(definition: GameDefinition) -> CheckedClaim | None:
    """The verdict on the block of a definition; None where there is none."""
    wanted = definition.expect
    if wanted is None:
        return None
    place = wanted.place or Place(1, 1)
    again = "if that is meant, run `dprk check --update` on the file"
    if not wanted.written:
        return CheckedClaim(NAME, KIND, place, "unknown", "nothing is written yet: run `dprk check --update` on the file")
    try:
        found = answer_of(definition, wanted.concept)
    except GameTheoryError as error:
        return CheckedClaim(NAME, KIND, place, "unknown", f"the answer is not known: {error.message}")
    differ = changes(wanted, found)
    if not differ.summary:
        return CheckedClaim(NAME, KIND, place, "holds", f"all as expected: {counted(found)}")
    told_lines = "".join(f"\n    {line}" for line in differ.lines())
    return CheckedClaim(NAME, KIND, place, "fails", f"{differ.summary}; {again}{told_lines}")


def counted(found: Expectation) -> str:
    """How much there is: ``3 equilibria``."""
    if found.complete is None:
        return f"{len(found.items)} {'value' if len(found.items) == 1 else 'values'}"
    return f"{found.count:,} {'equilibrium' if found.count == 1 else 'equilibria'}"


def shortened(found: Expectation) -> Expectation:
    """As much of an answer as a block lists."""
    return found if found.complete is None else found.replace(items=found.items[:LISTED])
