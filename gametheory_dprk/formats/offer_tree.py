"""Stages with choices from an interval unfolded into an ``OfferTree``, where the game is of the class solved.

What chance draws waits until a player is to move who sees it, or a payoff depends on it. Everyone else must
not yet have learned it or have been told: then whoever moves before knows no more than the prior, and the tree has
perfect information. What does not fit is refused, with the assumption that fails and its place:

    a player moves who does not see an earlier move, an offer, or a type that others have acted on
    an offer follows a type drawn from an interval; two types are drawn from intervals
    a payoff depends on an offer that another one has replaced, or is not affine in offers and types
    stages, chances or the ends of an interval depend on an offer or on such a type
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ..model.limits import advice
from ..model.offers import GRID_HELP, Affine, Interval, OfferTree
from ..model.stages import NumberFromInterval, open_choices
from ..model.tree import CHANCE, TERMINAL, ChanceMove, InformationSet
from .affine_payoffs import NotAffineError, affine
from .stage_tree import Cases, StageTree

if TYPE_CHECKING:
    from ..model.expression import Place
    from .stage_tree import Outcome, Slot, _Pay


class _Waiting(NamedTuple):
    """A draw that nobody has seen yet; ``passed``: whether somebody has moved since."""

    slot: int
    passed: bool = False


class _Step(NamedTuple):
    slot: int
    parent: int
    chosen: tuple[int, ...]
    pays: tuple[_Pay, ...]
    waiting: tuple[_Waiting, ...] = ()


class OfferStages(StageTree):
    """An offer tree while it is being unfolded."""

    def build(self, place: Place) -> OfferTree | None:
        """The tree, or None if it is too large or outside the class."""
        self.intervals: list[Interval] = []
        self.private = False
        self.refused = False
        self.split: dict[int, Affine] = {}
        self.home = {variable: slot for slot in self.slots for variable in slot.variables}
        self.ends: list[tuple[Affine, ...]] = []
        self.check_conditions()
        stack = [_Step(0, -1, (-1,) * len(self.variables), ())]
        while stack and not self.refused:
            if len(self.owner) >= self.most_nodes:
                self.report(
                    "E506", f"the stages unfold to more than {self.most_nodes:,} nodes", place, advice("nodes", "use fewer stages, rounds, or moves")
                )
                return None
            stack.extend(self.unfold(stack.pop()))
        if self.refused:
            return None
        names = self.names()
        sets = tuple(
            InformationSet(self.slots[slot].owner, names[slot, seen], self.slots[slot].moves, tuple(self.members[number]))
            for (slot, seen), number in self.groups.items()
        )
        return OfferTree(
            self.players, tuple(self.parent), tuple(self.owner), tuple(self.detail), tuple(map(tuple, self.children)),
            sets, tuple(self.chances), tuple(self.ends), tuple(self.intervals), self.private,
        )

    def refuse(self, message: str, place: Place | None, help: str = GRID_HELP) -> None:
        """Say which assumption of the class the game breaks."""
        if place is not None:
            self.report("E510", message, place, help)
        self.refused = True

    def check_conditions(self) -> None:
        """Stages and chances may not depend on a number from an interval."""
        for slot in self.slots:
            written = [*slot.conditions, *(chance for chance in slot.chances if chance is not None)]
            for expression in written:
                for part in expression.node.walk():
                    if isinstance(part, NumberFromInterval):
                        what = "whether a stage is played" if expression in slot.conditions else "a chance"
                        place = expression.place
                        if place is not None:
                            place = place._replace(column=place.column + part.start, length=max(1, part.end - part.start))
                        self.refuse(f"{what} depends on `{part.name}`, which may be any number of an interval", place)
                        return

    def unfold(self, task: _Step) -> list[_Step]:
        """Build the next node that applies; what is to be done below it, the first branch last."""
        position, waiting = task.slot, task.waiting
        while position < len(self.slots):
            slot = self.slots[position]
            hidden = {variable: at for at in waiting for variable in self.slots[at.slot].variables}
            needed = set().union(*(open_choices(item.node, task.chosen, hidden) for item in slot.conditions))
            if needed:
                return self.draw(task._replace(slot=position, waiting=waiting), hidden[min(needed)], "")
            if not all(self.applies(condition, task.chosen) for condition in slot.conditions):
                position += 1
                continue
            here = task._replace(slot=position, waiting=waiting)
            if slot.owner == CHANCE and not slot.pays:
                waiting = (*waiting, _Waiting(position))
                position += 1
                continue
            if slot.owner == CHANCE:
                return self.draw(here._replace(slot=position + 1, waiting=(*waiting, _Waiting(position))), _Waiting(position), "")
            seen = [hidden[variable] for variable in slot.sees if variable in hidden]
            if seen:
                return self.draw(here, seen[0], self.players[slot.owner])
            return self.choose(here, slot)
        needed = self.open_payoffs(task.chosen, waiting)
        if needed:
            hidden = {variable: at for at in waiting for variable in self.slots[at.slot].variables}
            return self.draw(task._replace(slot=position, waiting=waiting), hidden[min(needed)], "")
        self.finish(task)
        return []

    def open_payoffs(self, chosen: tuple[int, ...], waiting: tuple[_Waiting, ...]) -> set[int]:
        """The variables still to be drawn that the payoffs depend on."""
        hidden = {variable for at in waiting for variable in self.slots[at.slot].variables}
        payoffs: Outcome | None = self.payoffs
        while isinstance(payoffs, Cases):
            if any(variable in hidden for variable in payoffs.variables):
                return {variable for variable in payoffs.variables if variable in hidden}
            made = next((chosen[variable] for variable in payoffs.variables if chosen[variable] >= 0), -1)
            payoffs = payoffs.below.get(made, payoffs.otherwise)
        return set().union(*(open_choices(item.node, chosen, hidden) for item in payoffs or ()))

    def node(self, parent: int) -> int:
        """The number of a new node."""
        number = len(self.parent)
        self.parent.append(parent)
        self.children.append([])
        if parent >= 0:
            self.children[parent].append(number)
        return number

    def draw(self, task: _Step, drawn: _Waiting, by: str) -> list[_Step]:
        """The node at which what waits is drawn. by: the player who sees it, if that is why."""
        slot = self.slots[drawn.slot]
        earlier = {v: at for at in task.waiting for v in self.slots[at.slot].variables if at.slot != drawn.slot}
        needed = set().union(
            *(open_choices(item.node, task.chosen, earlier) for item in slot.chances if item is not None)
        )
        if needed:
            return self.draw(task, earlier[min(needed)], by)
        self.private = self.private or (bool(by) and drawn.passed)
        number = self.node(task.parent)
        self.owner.append(CHANCE)
        self.detail.append(len(self.chances))
        self.chances.append(ChanceMove(slot.moves, self.probabilities(drawn.slot, task.chosen)))
        if slot.ends:
            before = self.drawn_interval(task.parent)
            if before is not None:
                self.refuse(
                    f"`{slot.name}` and `{before.name}` are both drawn from an interval, and one play may have one such type", slot.place
                )
                return []
            self.intervals.append(Interval(number, slot.name, slot.whose, slot.ends[0], slot.ends[1], slot.place))
        rest = tuple(item for item in task.waiting if item.slot != drawn.slot)
        return [step._replace(waiting=rest) for step in self.branches(task, slot, number, task.slot)]

    def choose(self, task: _Step, slot: Slot) -> list[_Step]:
        """The node at which a player moves or offers."""
        player = self.players[slot.owner]
        for variable, made in enumerate(task.chosen):
            if made >= 0 and variable not in slot.sees:
                name, moved = self.variables[variable][0], self.home[variable]
                if moved.owner == CHANCE:
                    what = f"{player} chooses `{slot.name}` without knowing `{name}`, on which others may have acted: it would need beliefs"
                else:
                    what = f"{player} chooses `{slot.name}` without seeing `{name}`"
                self.refuse(f"{what}; beside an interval every move must be seen", slot.place)
                return []
        number = self.node(task.parent)
        self.owner.append(slot.owner)
        seen = tuple(task.chosen[variable] for variable in slot.sees)
        if (task.slot, seen) in self.groups:
            self.refuse(f"{player} cannot tell two ways to `{slot.name}` apart; beside an interval every move must be seen", slot.place)
            return []
        self.detail.append(len(self.members))
        self.groups[task.slot, seen] = len(self.members)
        self.members.append([number])
        if slot.ends:
            before = self.drawn_interval(task.parent)
            if before is not None:
                self.refuse(
                    f"the offer `{slot.name}` comes after the type `{before.name}`, drawn from an interval, is known:"
                    " every type might offer something else", slot.place,
                )
                return []
            self.intervals.append(Interval(number, slot.name, slot.owner, slot.ends[0], slot.ends[1], slot.place))
        waiting = tuple(item._replace(passed=True) for item in task.waiting)
        return [step._replace(waiting=waiting) for step in self.branches(task, slot, number, task.slot + 1)]

    def branches(self, task: _Step, slot: Slot, number: int, following: int) -> list[_Step]:
        """What follows each outcome of a node, the first one last; payoffs on the way are added."""
        found = []
        hidden = {v for at in task.waiting for v in self.slots[at.slot].variables}.difference(slot.variables)
        for paid in slot.pays:
            if open_choices(paid.node, task.chosen, hidden):
                self.refuse("a payoff on the way depends on a draw that is not known yet", paid.place, "put it into `payoffs`, at the end")
                return []
        for outcome in reversed(slot.outcomes):
            chosen = list(task.chosen)
            for variable, move in zip(slot.variables, outcome, strict=True):
                chosen[variable] = move
            after = tuple(chosen)
            found.append(_Step(following, number, after, self.paid_after(slot, task.pays, after), task.waiting))
        return found

    def finish(self, task: _Step) -> None:
        """The end of a play, its payoffs split by the numbers they depend on."""
        self.node(task.parent)
        self.owner.append(TERMINAL)
        self.detail.append(len(self.ends))
        own = self.outcome(task.chosen)
        paid = own if not task.pays else tuple(map(self.with_pay, own, task.pays))
        names: dict[str, Interval] = {}
        at = task.parent
        known = {item.node: item for item in self.intervals}
        while at >= 0:
            if at in known:
                names[known[at].name] = known[at]
            at = self.parent[at]
        last = next((item for item in names.values() if self.owner[item.node] != CHANCE), None)
        found = []
        for expression in paid:
            if id(expression) not in self.split:
                try:
                    self.split[id(expression)] = affine(expression, names)
                except NotAffineError as error:
                    self.refuse(f"{error.message}: payoffs must be affine in offers and types", error.place or expression.place)
                    return
            payoff = self.split[id(expression)]
            for name, _ in payoff.terms:
                offer = names[name]
                if self.owner[offer.node] != CHANCE and offer is not last and last is not None:
                    self.refuse(
                        f"a payoff after the offer `{last.name}` still depends on the earlier offer `{name}`, which must be forgotten",
                        expression.place,
                    )
                    return
            found.append(payoff)
        self.ends.append(tuple(found))

    def drawn_interval(self, node: int) -> Interval | None:
        """The interval that a type was drawn from on the way to a node and at it."""
        known = {item.node: item for item in self.intervals}
        while node >= 0:
            if node in known and self.owner[node] == CHANCE:
                return known[node]
            node = self.parent[node]
        return None

    def said(self, variable: int, made: int) -> str:
        return self.variables[variable][1][0] if self.home[variable].ends else super().said(variable, made)
