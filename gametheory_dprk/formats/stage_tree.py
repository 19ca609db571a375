"""Stages unfolded into a game tree: who sees what makes the information sets.

A Slot is one node's worth of a stage: a choice of one player, a draw of chance, or the draw of types.
The tree is built by a loop over a stack, in preorder. Formulas are bound to the choices made on the way
and kept by what they depend on, so that many nodes share one expression.

An information set is one slot with what its player sees there. It is named ``@CHOICE/SEEN/SEEN``: the
choice made at it, then what is seen, in the order in which it was chosen, leaving out what is the same
at all sets of the slot; a choice that was not made shows as ``none``.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from ..model.composition import negated, remainder, total
from ..model.expression import Constant, Expression, Truth
from ..model.limits import advice, limit
from ..model.stages import bind_choices, choices_named, latest, unbound
from ..model.tree import CHANCE, TERMINAL, ChanceMove, GameTree, InformationSet, quote_step
from .expression_writer import written
from .reading import sum_of_chances

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ..model.expression import Place

ZERO = Expression(Constant(Fraction(0)), "0")


class Slot(NamedTuple):
    """One choice in its turn.

    variables, outcomes: what each of ``moves`` sets; sees: the variables its player sees, in order.
    chances: for chance, an expression a move, None for the one that gets the rest.
    conditions: what must hold for the stage to be played. pays: payoffs on the way, one a player, once it is.
    ends: of a choice or a draw from an interval, its two ends; whose: of such a draw, the player whose type it is.
    """

    name: str
    owner: int
    moves: tuple[str, ...]
    variables: tuple[int, ...]
    outcomes: tuple[tuple[int, ...], ...]
    place: Place
    conditions: tuple[Expression, ...] = ()
    sees: tuple[int, ...] = ()
    chances: tuple[Expression | None, ...] = ()
    rest: Place | None = None
    pays: tuple[Expression, ...] = ()
    ends: tuple[Expression, ...] = ()
    whose: int = -1


class Cases(NamedTuple):
    """Payoffs by the move of a choice; ``otherwise`` serves the moves not listed, and no move made."""

    name: str
    variables: tuple[int, ...]
    moves: tuple[str, ...]
    below: dict[int, Outcome]
    otherwise: Outcome | None
    place: Place


Outcome = Cases | tuple[Expression, ...]


class _Task(NamedTuple):
    slot: int
    parent: int
    chosen: tuple[int, ...]
    pays: tuple[_Pay, ...]


class _Pay(NamedTuple):
    """What a player has been paid on the way: a number, and formulas."""

    number: Fraction = Fraction(0)
    formulas: tuple[Expression, ...] = ()

    def plus(self, paid: Expression) -> _Pay:
        if isinstance(paid.node, Constant):
            return _Pay(self.number + paid.node.value, self.formulas)
        return _Pay(self.number, (*self.formulas, paid))


class StageTree:
    """A tree while it is being unfolded. ``report`` records a problem: code, message, place, help."""

    def __init__(
        self,
        players: Sequence[str],
        variables: Sequence[tuple[str, tuple[str, ...]]],
        slots: Sequence[Slot],
        payoffs: Outcome,
        report: Callable[[str, str, Place, str], None],
        *,
        zero_sum: bool,
    ) -> None:
        self.players, self.variables, self.slots = tuple(players), variables, slots
        self.payoffs, self.report, self.zero_sum = payoffs, report, zero_sum
        self.parent: list[int] = []
        self.most_nodes = limit("nodes")
        self.owner: list[int] = []
        self.detail: list[int] = []
        self.children: list[list[int]] = []
        self.outcomes: list[tuple[Expression, ...]] = []
        self.chances: list[ChanceMove] = []
        self.groups: dict[tuple[int, tuple[int, ...]], int] = {}
        self.members: list[list[int]] = []
        self.named: dict[int, tuple[tuple[int, ...], ...]] = {}
        self.paid: dict[tuple[int, Fraction, tuple[int, ...]], Expression] = {}
        self.bound: dict[tuple[int, tuple[int, ...]], Expression] = {}
        self.negatives: dict[int, Expression] = {}
        self.drawn: dict[tuple[int, ...], tuple[Expression, ...]] = {}
        self.faulty: set[int] = set()

    def build(self, place: Place) -> GameTree | None:
        """The tree, or None if it is too large; ``place`` is where such a fault is reported."""
        stack = [_Task(0, -1, (-1,) * len(self.variables), ())]
        while stack:
            task = stack.pop()
            if len(self.owner) >= self.most_nodes:
                self.report(
                    "E506", f"the stages unfold to more than {self.most_nodes:,} nodes", place,
                    advice("nodes", "use fewer stages, rounds, moves, or grid points"),
                )
                return None
            stack.extend(self.add(task))
        names = self.names()
        sets = tuple(
            InformationSet(self.slots[slot].owner, names[slot, seen], self.slots[slot].moves, tuple(self.members[number]))
            for (slot, seen), number in self.groups.items()
        )
        return GameTree(
            self.players, tuple(self.parent), tuple(self.owner), tuple(self.detail), tuple(map(tuple, self.children)),
            sets, tuple(self.chances), tuple(self.outcomes),
        )

    def add(self, task: _Task) -> list[_Task]:
        """Build the next node that applies; the tasks for the nodes below it, the first one last."""
        position = task.slot
        while position < len(self.slots) and not all(
            self.applies(condition, task.chosen) for condition in self.slots[position].conditions
        ):
            position += 1
        number = len(self.owner)
        self.parent.append(task.parent)
        self.children.append([])
        if task.parent >= 0:
            self.children[task.parent].append(number)
        if position == len(self.slots):
            self.owner.append(TERMINAL)
            self.detail.append(len(self.outcomes))
            own = self.outcome(task.chosen)
            self.outcomes.append(own if not task.pays else tuple(map(self.with_pay, own, task.pays)))
            return []
        slot = self.slots[position]
        self.owner.append(slot.owner)
        if slot.owner == CHANCE:
            self.detail.append(len(self.chances))
            self.chances.append(ChanceMove(slot.moves, self.probabilities(position, task.chosen)))
        else:
            seen = tuple(task.chosen[variable] for variable in slot.sees)
            group = self.groups.setdefault((position, seen), len(self.members))
            if group == len(self.members):
                self.members.append([])
            self.members[group].append(number)
            self.detail.append(group)
        below = []
        for outcome in reversed(slot.outcomes):
            chosen = list(task.chosen)
            for variable, move in zip(slot.variables, outcome, strict=True):
                chosen[variable] = move
            after = tuple(chosen)
            below.append(_Task(position + 1, number, after, self.paid_after(slot, task.pays, after)))
        return below

    def paid_after(self, slot: Slot, pays: tuple[_Pay, ...], chosen: tuple[int, ...]) -> tuple[_Pay, ...]:
        """What has been paid on the way once a stage has been played."""
        if not slot.pays:
            return pays
        paid = tuple(self.bind(expression, chosen) for expression in slot.pays)
        if self.zero_sum:
            paid = (*paid, self.negative(paid[0]))
        return tuple(map(_Pay.plus, pays or (_Pay(),) * len(paid), paid))

    def applies(self, when: Expression, chosen: tuple[int, ...]) -> bool:
        """Whether a condition of a stage holds."""
        bound = self.bind(when, chosen).node
        if isinstance(bound, Truth):
            return bound.value
        if id(when) not in self.faulty and when.place is not None:
            self.faulty.add(id(when))
            self.report("E508", "`when` is neither true nor false here", when.place, "compare choices with their moves")
        return False

    def bind(self, expression: Expression, chosen: tuple[int, ...]) -> Expression:
        """The expression with the choices made filled in."""
        if id(expression) not in self.named:
            self.named[id(expression)] = choices_named(expression.node)
        named = self.named[id(expression)]
        if not named:
            return expression
        key = (id(expression), tuple(latest(variables, chosen) for variables in named))
        found = self.bound.get(key)
        if found is None:
            node = bind_choices(expression.node, chosen)
            missing = unbound(node)
            if missing is not None and expression.place is not None:
                if id(expression) not in self.faulty:
                    self.faulty.add(id(expression))
                    place = expression.place
                    self.report(
                        "E509", f"`{missing.name}` has no value after {self.history(chosen)}: it is not chosen there",
                        place._replace(column=place.column + missing.start, length=max(1, missing.end - missing.start)),
                        f"choose with `{missing.name} if CONDITION else 0`",
                    )
                node = ZERO.node
            found = self.bound[key] = Expression(node, written(node), expression.place)
        return found

    def with_pay(self, own: Expression, pay: _Pay) -> Expression:
        """Payoffs at the end with those on the way; kept, so that equal ones are one object."""
        key = (id(own), pay.number, tuple(map(id, pay.formulas)))
        found = self.paid.get(key)
        if found is None:
            number = [Expression(Constant(pay.number), str(pay.number), own.place)] if pay.number else []
            is_zero = isinstance(own.node, Constant) and own.node.value == 0
            parts = [*([] if is_zero else [own]), *number, *pay.formulas] or [own]
            found = self.paid[key] = total(parts)
        return found

    def negative(self, expression: Expression) -> Expression:
        """The negative of an expression that is kept; kept itself."""
        found = self.negatives.get(id(expression))
        if found is None:
            found = self.negatives[id(expression)] = negated(expression)
        return found

    def history(self, chosen: tuple[int, ...]) -> str:
        """The moves made so far, in words."""
        made = [f"`{self.said(variable, move)}`" for variable, move in enumerate(chosen) if move >= 0]
        return ", ".join(made) or "no move"

    def said(self, variable: int, made: int) -> str:
        """What a variable was set to, by name."""
        return self.variables[variable][1][made]

    def probabilities(self, position: int, chosen: tuple[int, ...]) -> tuple[Expression, ...]:
        """The chances of a draw; one of them may be the rest."""
        slot = self.slots[position]
        given = tuple(self.bind(chance, chosen) for chance in slot.chances if chance is not None)
        key = (position, *map(id, given))  # bound expressions are kept, so an id stays theirs
        found = self.drawn.get(key)
        if found is not None:
            return found
        if len(given) == len(slot.moves):
            found = given
            added = sum_of_chances(given, self.report, slot.place) if position not in self.faulty else None
            if added not in (None, 1):
                self.faulty.add(position)
                self.report(
                    "E501", f"the chances of {', '.join(f'`{name}`' for name in slot.moves)} add to {added}, not 1",
                    slot.place, "write `rest` for the chance of one of them",
                )
        else:
            left = remainder(given, slot.rest)
            parts = iter(given)
            found = tuple(left if chance is None else next(parts) for chance in slot.chances)
        self.drawn[key] = found
        return found

    def outcome(self, chosen: tuple[int, ...]) -> tuple[Expression, ...]:
        """The payoffs at the end of a play."""
        payoffs = self.payoffs
        while isinstance(payoffs, Cases):
            move = latest(payoffs.variables, chosen)
            below = payoffs.below.get(move, payoffs.otherwise)
            if below is None:
                if id(payoffs.below) not in self.faulty:
                    self.faulty.add(id(payoffs.below))
                    what = f"`{payoffs.moves[move]}`" if move >= 0 else "a play in which it is not chosen"
                    self.report(
                        "E401", f"no payoffs by `{payoffs.name}` for {what}", payoffs.place, "add it, or `otherwise`"
                    )
                return (ZERO,) * len(self.players)
            payoffs = below
        bound = tuple(self.bind(expression, chosen) for expression in payoffs)
        return (*bound, self.negative(bound[0])) if self.zero_sum else bound

    def names(self) -> dict[tuple[int, tuple[int, ...]], str]:
        """The names of the information sets; see the module."""
        by_slot: dict[int, list[tuple[int, ...]]] = {}
        for slot, seen in self.groups:
            by_slot.setdefault(slot, []).append(seen)
        found = {}
        for slot, sets in by_slot.items():
            sees = self.slots[slot].sees
            telling = [at for at in range(len(sees)) if len({seen[at] for seen in sets}) > 1]
            shown = {move for at in telling for move in self.variables[sees[at]][1]}
            nothing = "none"
            while nothing in shown:
                nothing += "_"
            for seen in sets:
                steps = [
                    quote_step(self.said(sees[at], seen[at])) if seen[at] >= 0 else nothing for at in telling
                ]
                found[slot, seen] = "/".join(["@" + self.slots[slot].name, *steps])
        return found
