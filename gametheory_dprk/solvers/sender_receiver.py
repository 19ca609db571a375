"""All perfect Bayesian equilibria of a sender-receiver game, by supports, exactly.

With the joint weights w(t, m) = prior(t) * sigma(m | t) the receiver's conditions are linear in w, and the
sender's are linear in the receiver's mixes rho; once the supports are fixed the two systems are separate.
A sender's strategy is extreme if no other one with its support leaves the same actions best replies: then w
is the only solution of the equations

    sum over m of w(t, m) = prior(t),    the chosen actions after m pay the receiver the same,

with as many equations of the second kind as there are messages in use beyond one a type. All of these systems
are solved. For each strategy found, the replies that make it optimal are a product of simplices cut by
linear inequalities; off the path a reply must be best to some belief, which holds on the faces of the simplex
spanned by a largest set of actions with a common belief. The set of equilibria is a finite union of products of
polytopes, and what is listed are their extreme points, on the path of play.

In games of this shape every perfect Bayesian equilibrium is sequential: each node off the path is reached by
one mistake of one type, so that mistakes of any relative size, and with them any belief, are consistent
(Kreps and Wilson 1982; Fudenberg and Tirole 1991, Game Theory, section 8.2).
"""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations, count, product
from math import prod
from typing import TYPE_CHECKING

from ..errors import LimitReached, UnsupportedGame
from ..model.signaling import Signaling, signaling_form
from ..model.solution import Solution
from ..model.tree import GameTree
from .linear_equations import only_solution
from .replies_to_beliefs import Replies
from .scaling import all_hold, are_generic, are_rational, in_order, is_nought, is_number, surely_positive
from .signaling_assessments import AssessmentBuilder
from .simplex_bases import conceivable
from .simplex_products import extreme_among, extreme_points, in_hull

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..model.answer import Mix
    from ..model.assessment import Assessment
    from ..model.strategic import StrategicGame
    from .simplex_bases import Row

MAX_SYSTEMS = 200_000
Sending = tuple["Mix", ...]
"""For each type the probability of each of its moves."""
Answers = dict[int, "Mix"]
"""For messages, by position, the receiver's mix."""


def solve(game: StrategicGame | GameTree, limit: int) -> Solution:
    """All perfect Bayesian equilibria of a numeric sender-receiver game, the first ``limit`` of them listed."""
    return _solution(game, limit, "pbe", "")


def solve_sequential(game: GameTree, limit: int) -> Solution:
    """All sequential equilibria of a numeric sender-receiver game: the same set."""
    return _solution(game, limit, "sequential", "")


def solve_intuitive(game: StrategicGame | GameTree, limit: int) -> Solution:
    """The equilibria that pass the intuitive criterion (Cho and Kreps 1987)."""
    return _solution(game, limit, "intuitive", "intuitive")


def solve_d1(game: StrategicGame | GameTree, limit: int) -> Solution:
    """The equilibria that pass D1 (Cho and Kreps 1987; Banks and Sobel 1987)."""
    return _solution(game, limit, "d1", "d1")


def signaling(game: StrategicGame | GameTree) -> Signaling:
    """The sender-receiver form of a game; raises UnsupportedGame where it has none."""
    if not isinstance(game, GameTree):
        raise UnsupportedGame("a game in strategic form has no messages", "describe it as a tree")
    form = signaling_form(game)
    if isinstance(form, str):
        raise UnsupportedGame(
            f"this is no sender-receiver game: {form}",
            "`--concept sequential` searches small trees of any shape for pure sequential equilibria",
        )
    return form


def _solution(game: StrategicGame | GameTree, limit: int, concept: str, criterion: str) -> Solution:
    form = signaling(game)
    assert isinstance(game, GameTree)
    search = _Search(form)
    builder = AssessmentBuilder(game, form, search.replies)
    found: list[Assessment] = []
    notes = []
    pairs = []
    for sending, answers in search.equilibria():
        item = builder.assessment(sending, answers, criterion)
        verdict = next((one for one in item.criteria if one.name == criterion), None)
        if verdict is None or verdict.passes:
            found.append(item)
            pairs.append((sending, answers))
        else:
            notes.append(f"left out: {builder.outcome_text(item)}: {verdict.reason}")
    wide = search.mixes_between(pairs)
    if wide:
        notes.append(f"between some of the listed equilibria lie others: {wide}")
        if criterion:
            notes.append("the criterion is applied to the listed equilibria, not to those between them")
    total = len(found)
    free = any(not off.is_point for item in found for off in item.off_path)
    what = "the only equilibrium" if total == 1 else f"all {total:,} extreme equilibria"
    if criterion:
        what = "every extreme perfect Bayesian equilibrium was tested" if wide else "every perfect Bayesian equilibrium was tested"
    return Solution(
        game=game, concept=concept, method="enumeration of supports, message by message",
        equilibria=tuple(found[:limit]), count=total, complete=not (criterion and wide),
        completeness=what + ("; one with different replies off the path of play is listed once, with all of them" if free else ""),
        notes=tuple(notes), mixtures="other" if wide else "",
    )


class _Search:
    """The extreme strategies of the sender, and the receiver's replies that make them optimal."""

    def __init__(self, game: Signaling) -> None:
        self.game = game
        self.replies = Replies(game)
        self.is_rational, self.is_generic = are_rational(game.numbers), are_generic(game.numbers)
        self.place = {
            (kind, message): move for kind, sent in enumerate(game.sent) for move, message in enumerate(sent)
        }
        self.supports = [self._undominated(kind) for kind in range(len(game.types))]
        size = prod(2 ** len(moves) - 1 for moves in self.supports)
        if size > MAX_SYSTEMS:
            raise LimitReached(
                f"{len(game.types)} types with {len(game.messages)} messages have {size:,} combinations of supports",
                f"the limit is {MAX_SYSTEMS:,}: use fewer types or messages",
            )

    def worth(self, kind: int, message: int, mix: Sequence[Fraction]) -> Fraction:
        """What a type gets from a message that is answered by a mix."""
        found = self.game.messages[message]
        own = found.sender[found.types.index(kind)]
        return sum((share * value for share, value in zip(mix, own, strict=True) if share), Fraction(0))

    def _undominated(self, kind: int) -> list[int]:
        """The moves of a type that may be optimal: none is surely worse than another, whatever the belief."""
        values = []
        for message in self.game.sent[kind]:
            found = self.game.messages[message]
            own = found.sender[found.types.index(kind)]
            values.append([own[action] for action in self.replies.candidates(message)])
        return [
            move for move, own in enumerate(values)
            if not any(surely_positive(a - b for a in other for b in own) for other in values)
        ]

    def equilibria(self) -> Iterator[tuple[Sending, Answers]]:
        """The extreme equilibria: the sender's strategy, the replies on its path."""
        done: dict[Sending, None] = {}
        for sending in self._sendings():
            if sending in done or (not self.is_rational and any(_alike(sending, other) for other in done)):
                continue
            done[sending] = None
            for answers in self.answers(sending):
                yield sending, answers

    def _sendings(self) -> Iterator[Sending]:
        """The extreme strategies of the sender, some perhaps twice."""
        tried = 0
        choices = [
            [moves for size in range(1, len(free) + 1) for moves in combinations(free, size)] for free in self.supports
        ]
        for support in product(*choices):
            senders: dict[int, list[int]] = {}
            for kind, moves in enumerate(support):
                for move in moves:
                    senders.setdefault(self.game.sent[kind][move], []).append(kind)
            surplus = sum(len(moves) - 1 for moves in support)
            for chosen in self._indifferences(senders, surplus):
                tried += 1
                if tried > MAX_SYSTEMS:
                    raise LimitReached(
                        f"more than {MAX_SYSTEMS:,} combinations of supports", "use fewer types, messages or actions"
                    )
                sending = self._weights(support, chosen)
                if sending is not None:
                    yield sending

    def _indifferences(self, senders: dict[int, list[int]], surplus: int) -> Iterator[list[tuple[int, tuple[int, ...]]]]:
        """The ways to keep the receiver indifferent after messages, ``surplus`` equations in all."""
        if surplus == 0:
            yield []
            return
        shared = [message for message, kinds in senders.items() if len(kinds) > 1 and self.game.messages[message].slot >= 0]
        options = []
        for message in shared:
            actions = range(self.game.messages[message].actions)
            options.append(
                [(message, ())]
                + [
                    (message, group) for size in range(2, min(len(actions), surplus + 1) + 1)
                    for group in combinations(actions, size)
                    if self.replies.possible(message, senders[message], group)
                ]
            )
        for picked in product(*options):
            if sum(len(group) - 1 for _, group in picked if group) == surplus:
                yield [(message, group) for message, group in picked if group]

    def _weights(self, support: Sequence[tuple[int, ...]], chosen: list[tuple[int, tuple[int, ...]]]) -> Sending | None:
        """The one strategy of this support that leaves the receiver indifferent as chosen, if there is one."""
        game = self.game
        unknowns = [(kind, move) for kind, moves in enumerate(support) for move in moves]
        rows = []
        for kind, share in enumerate(game.prior):
            rows.append([*(Fraction(int(owner == kind)) for owner, _ in unknowns), share])
        for place, actions in chosen:
            message = game.messages[place]
            for action in actions[1:]:
                row = [Fraction(0)] * (len(unknowns) + 1)
                for at, (kind, move) in enumerate(unknowns):
                    if game.sent[kind][move] == place:
                        own = message.receiver[message.types.index(kind)]
                        row[at] = own[action] - own[actions[0]]
                rows.append(row)
        weights = only_solution(rows)
        if weights is None or any(is_number(weight) and weight <= 0 for weight in weights):
            return None
        mixes = [[Fraction(0)] * len(sent) for sent in game.sent]
        for (kind, move), weight in zip(unknowns, weights, strict=True):
            mixes[kind][move] = weight / game.prior[kind]
        sending = tuple(map(tuple, mixes))
        # The weights are positive and what was chosen is best: one question.
        slacks = [
            slack for place, actions in chosen for slack in self.replies.slacks(place, actions, self.received(sending, place))
        ]
        strict = [weight for weight in weights if not is_number(weight)]
        return sending if all_hold(strict, slacks) else None

    def received(self, sending: Sending, place: int) -> list[Fraction]:
        """How likely a message is from each of the types that can send it."""
        message = self.game.messages[place]
        return [self.game.prior[k] * sending[k][move] for k, move in zip(message.types, message.moves, strict=True)]

    def best(self, sending: Sending, place: int) -> tuple[int, ...]:
        """The best replies to a message that is sent."""
        return self.replies.best(place, self.received(sending, place))

    def on_path(self, sending: Sending) -> list[int]:
        """The messages that are sent."""
        return sorted({
            message for mix, sent in zip(sending, self.game.sent, strict=True)
            for share, message in zip(mix, sent, strict=True) if share
        })

    def answers(self, sending: Sending) -> list[Answers]:
        """The extreme replies on the path that make a strategy of the sender optimal."""
        sent = self.on_path(sending)
        use = {place: self.best(sending, place) for place in sent}
        others = [place for place in range(len(self.game.messages)) if place not in sent]
        faces = [self.replies.maximal(place, self.game.messages[place].types) for place in others]
        parts: dict[tuple[Mix, ...], None] = {}
        for face in product(*faces):
            actions = use | dict(zip(others, face, strict=True))
            parts[tuple(extreme_among(in_order(self._replies(sending, sent, actions))[::-1]))] = None
        # The union of these polytopes need not be convex: a point goes only if one of them holds it, not as an extreme point.
        found = {
            point: None for points in parts for point in points
            if not any(point not in other and in_hull(point, other) for other in parts if len(other) > 1)
        }
        answers = []
        for flat in in_order(found):
            answer, at = {}, 0
            for place in sent:
                size = self.game.messages[place].actions
                answer[place] = flat[at : at + size]
                at += size
            answers.append(answer)
        return answers

    def _replies(self, sending: Sending, sent: list[int], actions: dict[int, tuple[int, ...]]) -> list[Mix]:
        """Replies with these actions that make the sender's strategy optimal: extreme ones, the part on the path."""
        rows, equations = self._incentives(sending, actions)
        order = sorted(actions)
        found: dict[Mix, None] = {}
        for point in extreme_points([len(actions[place]) for place in order], rows, equations):
            flat: list[Fraction] = []
            for place, mix in zip(order, point, strict=True):
                if place in sent:
                    whole = [Fraction(0)] * self.game.messages[place].actions
                    for action, share in zip(actions[place], mix, strict=True):
                        whole[action] = share
                    flat.extend(whole)
            found[tuple(flat)] = None
        return list(found)

    def _incentives(self, sending: Sending, actions: dict[int, tuple[int, ...]]) -> tuple[list[Row], list[Row]]:
        """What makes the sender's strategy optimal, of replies with these actions: inequalities, and equations.

        Messages for which no actions are given are left out.
        """
        game = self.game
        starts, width = {}, 0
        for place in sorted(actions):
            starts[place] = width
            width += len(actions[place])
        rows: list[Row] = []
        equations: list[Row] = []
        for kind, mix in enumerate(sending):
            reference = next(message for message, share in zip(game.sent[kind], mix, strict=True) if share)
            for message, share in zip(game.sent[kind], mix, strict=True):
                if message == reference or message not in actions:
                    continue
                line = [Fraction(0)] * width
                for place, sign in ((reference, 1), (message, -1)):
                    own = game.messages[place].sender[game.messages[place].types.index(kind)]
                    for at, action in enumerate(actions[place]):
                        line[starts[place] + at] = sign * own[action]
                (equations if share else rows).append((line, Fraction(0)))
        return rows, equations

    def _conceivable(self, sending: Sending) -> bool:
        """Whether replies may keep every type indifferent between its messages, as far as is known without a question.

        Whatever is best after a message, only what pays the same everywhere can be mixed.
        """
        sent = self.on_path(sending)
        options = []
        for place in sent:
            weights = self.received(sending, place)
            alike = [self.replies.alike(place, action, weights) for action in range(self.game.messages[place].actions)]
            options.append(list(dict.fromkeys(alike)))
        for chosen in product(*options):
            actions = dict(zip(sent, chosen, strict=True))
            if conceivable([len(group) for group in chosen], self._incentives(sending, actions)[1]):
                return True
        return False

    def paid(self, sending: Sending, answers: Answers) -> list[Fraction]:
        """What each type gets."""
        found = []
        for kind, mix in enumerate(sending):
            message = next(place for place, share in zip(self.game.sent[kind], mix, strict=True) if share)
            found.append(self.worth(kind, message, answers[message]))
        return found

    def deterred(self, worth: Sequence[Fraction], answers: Answers) -> bool:
        """Whether some reply to each message that is not sent keeps all types, with these payoffs, from sending it."""
        return all(
            self.replies.deterrents(place, message.types, worth)
            for place, message in enumerate(self.game.messages) if place not in answers
        )

    def mixes_between(self, pairs: Sequence[tuple[Sending, Answers]]) -> str:
        """Pairs of listed equilibria with a segment of equilibria between them, in words; empty if none."""
        found = []
        listed = [sending for sending, _ in pairs]  # no set: formulas may be equal at some parameter values alone
        for (i, (first, one)), (j, (second, two)) in combinations(enumerate(pairs), 2):
            if first == second:
                joined = self.deterred([(a + b) / 2 for a, b in zip(self.paid(first, one), self.paid(first, two), strict=True)], one)
            else:
                # A point between them that is not a listed equilibrium itself, which may stand alone.
                middle = next(found for found in (_between(first, second, by) for by in count(2)) if found not in listed)
                joined = (not self.is_generic or self._conceivable(middle)) and bool(self.answers(middle))
            if joined:
                found.append(f"{i + 1} and {j + 1}")
        return ", ".join(found[:10]) + (f" and {len(found) - 10:,} pairs more" if len(found) > 10 else "")


def _alike(first: Sending, second: Sending) -> bool:
    """Whether two strategies of one support are equal, formulas at the parameter values left."""
    supports = [[is_nought(share) for mix in sending for share in mix] for sending in (first, second)]
    return supports[0] == supports[1] and first == second


def _between(first: Sending, second: Sending, by: int) -> Sending:
    """The strategy a ``by``-th of the way from the second to the first."""
    return tuple(
        tuple((a + (b if by == 2 else (by - 1) * b)) / by for a, b in zip(x, y, strict=True))
        for x, y in zip(first, second, strict=True)
    )
