"""What a student reads: what it knows when it moves, what happened, how that compares with the equilibrium."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from ..model.expression import Expression
from ..model.strategic import StrategicGame
from ..model.tree import CHANCE, GameTree
from ..report.answers import TableText
from ..report.view import concept_title, mix_text, number_text
from .arena import TableArena
from .entering import numbered
from .history import average, frequencies, named_plan, played_shares, unpredicted
from .opponents import beliefs_after

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .arena import Round
    from .match import Match

MAX_HISTORIES = 4
MAX_ROWS = 40
MAX_NAMED = 6


def introduction(match: Match) -> str:
    """Who plays whom, and by which equilibrium."""
    players = match.arena.players
    movers = {slot.player for slot in match.arena.slots}
    others = [player for place, player in enumerate(players) if place != match.student and place in movers]
    full = match.definition.full_name(players[match.student])
    you = f"You are {players[match.student]}" + (f" ({full})" if full != players[match.student] else "")
    if not others:
        return f"{you}. Nobody else moves{' but chance' if match.arena.chances else ''}."
    if match.against == "learner":
        compared = f" Play is compared with {equilibrium_name(match)}." if match.prediction else ""
        return f"{you}. The program plays {listed(others)} by best replies to how often each move was made so far.{compared}"
    return f"{you}. The program plays {listed(others)} as in {equilibrium_name(match)}."


def equilibrium_name(match: Match) -> str:
    """``the only Nash equilibrium``, or which of several."""
    solution = match.solution
    assert solution is not None
    title = concept_title(solution).replace("equilibria", "equilibrium")
    title = title if title.startswith("Nash") else title[0].lower() + title[1:]
    if solution.count == 1:
        return f"{title}, the only one" if not solution.complete and solution.concept == "one-nash" else f"the only {title}"
    return f"{title} {match.number} of {solution.count:,} (--equilibrium chooses another)"


def listed(names: Sequence[str], last: str = "and") -> str:
    """``A``, ``A and B``, ``A, B and C``."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} {last} {names[-1]}"


def question(match: Match, slot: int) -> str:
    """Which moves there are, each with its number."""
    names = match.arena.slots[slot].moves
    return ", ".join(f"{place} {name}" for place, name in enumerate(names, 1)) if numbered(names) else ", ".join(names)


def knowledge(match: Match, slot: int) -> str:
    """What the student knows at an information set: where it is, and the histories that are possible; empty in a table and at the start."""
    tree = match.form
    if not isinstance(tree, GameTree):
        return ""
    histories = [_history(tree, node) for node in tree.information_sets[slot].nodes]
    name = match.arena.slots[slot].name
    where = f"At {name}" if name.startswith("@") else "So far"
    if len(histories) == 1:
        return f"{where}: {_told(histories[0])}." if histories[0] else ""
    places = _alternatives(histories)
    if places:
        once = sum(len(moves) > 1 for _, moves in places) == 1
        told = [f"{who} {listed(moves, 'or')}" + (" (you cannot tell)" if once and len(moves) > 1 else "") for who, moves in places]
        return f"{where}: {', '.join(told)}." + ("" if once else " Where it says `or`, you cannot tell.")
    told = [_told(history) or "nothing" for history in histories[:MAX_HISTORIES]]
    more = f"; or {len(histories) - MAX_HISTORIES} other histories" if len(histories) > MAX_HISTORIES else ""
    return f"{where}: {'; or '.join(told)}{more} (you cannot tell)."


def _history(tree: GameTree, node: int) -> list[tuple[str, str]]:
    """The moves that lead to a node, each with who made it."""
    steps = []
    while node > 0:
        before = tree.parent[node]
        owner = tree.owner[before]
        steps.append(("chance" if owner == CHANCE else tree.players[owner], tree.steps[node]))
        node = before
    return steps[::-1]


def _told(history: Sequence[tuple[str, str]]) -> str:
    return ", ".join(f"{who} {move}" for who, move in history)


def _alternatives(histories: Sequence[Sequence[tuple[str, str]]]) -> list[tuple[str, list[str]]]:
    """Who moved at each place, and the possible moves, where every combination of them is one of these histories; else empty."""
    if len({len(history) for history in histories}) > 1:
        return []
    places = []
    combinations = 1
    for steps in zip(*histories, strict=True):
        moves = list(dict.fromkeys(move for _, move in steps))
        if len({who for who, _ in steps}) > 1 or len(moves) > MAX_HISTORIES:
            return []
        places.append((steps[0][0], moves))
        combinations *= len(moves)
    return places if combinations == len(histories) else []


def happened(match: Match, item: Round) -> str:
    """The moves of a round, and what they paid."""
    players = match.arena.players
    moves = ", ".join(f"{'chance' if step.player == CHANCE else players[step.player]} {step.name}" for step in item.steps)
    return f"{moves}: {', '.join(f'{player} {payoff}' for player, payoff in zip(players, item.payoffs, strict=True))}."


def frequency_table(match: Match, rounds: Sequence[Round]) -> TableText:
    """How often each move was made, beside the equilibrium; the student's moves first."""
    arena = match.arena
    found = [item for item in frequencies(arena, rounds, match.prediction) if item.times or item.predicted]
    found.sort(key=lambda item: arena.slots[item.slot].player != match.student)
    places = isinstance(match.form, GameTree)
    rows = [["player", *(["at"] if places else []), "move", "played", *(["in equilibrium"] if match.prediction else [])]]
    before = -1
    for item in found[:MAX_ROWS]:
        slot = arena.slots[item.slot]
        who = arena.players[slot.player] + (" (you)" if slot.player == match.student else "")
        head = [who, *([_where(slot.name)] if places else [])]
        played = f"{item.times} of {item.reached} {_percent(Fraction(item.times, item.reached))}"
        predicted = [f"{item.predicted} {_percent(item.predicted)}" if 0 < item.predicted < 1 else str(item.predicted)] if item.predicted is not None else []
        rows.append([*(head if item.slot != before else [""] * len(head)), slot.moves[item.move], played, *predicted])
        before = item.slot
    if len(found) > MAX_ROWS:
        rows.append([f"and {len(found) - MAX_ROWS} more", *[""] * (len(rows[0]) - 1)])
    return TableText("How often each move was made", rows)


def payoff_table(match: Match, rounds: Sequence[Round]) -> TableText:
    """Average payoffs beside those of the equilibrium."""
    rows = [["player", "on average", *(["in equilibrium"] if match.prediction else [])]]
    for place, player in enumerate(match.arena.players):
        who = player + (" (you)" if place == match.student else "")
        rows.append([who, number_text(average(rounds, place)), *([number_text(match.prediction.payoffs[place])] if match.prediction else [])])
    return TableText("Payoffs", rows)


def hindsight(match: Match, rounds: Sequence[Round]) -> str:
    """The best that the student could have done all the time against what was played."""
    best = match.arena.best_in_hindsight(match.student, rounds)
    plan = named_plan(match.arena, best, match.student, rounds)
    names = []
    for slot, moves in plan[:MAX_NAMED]:
        item = match.arena.slots[slot]
        where = f" at {_where(item.name)}" if isinstance(match.form, GameTree) else ""
        names.append(listed([item.moves[move] for move in moves], "or") + where)
    more = f" and so on at {len(plan) - MAX_NAMED} more places" if len(plan) > MAX_NAMED else ""
    told = f" is {'; '.join(names)}{more}, which" if names else ""
    what = "plan" if isinstance(match.form, GameTree) else "choice"
    return f"Against what was played the best {what} for all rounds{told} would have paid you {number_text(best.value)} on average."


def lessons(match: Match, rounds: Sequence[Round]) -> list[str]:
    """What is to be learned, each sentence computed from the game, the equilibrium and the rounds."""
    said = []
    if match.prediction is not None and isinstance(match.form, StrategicGame):
        said += _table_lesson(match)
    if match.against == "equilibrium":
        said += _worth_sentence(match, rounds)
    if match.prediction is not None:
        said += _unpredicted_sentence(match, rounds)
    if match.against == "learner" and isinstance(match.arena, TableArena):
        said.append(_learner_sentence(match, rounds))
    return said


def _table_lesson(match: Match) -> list[str]:
    """What each move is worth against the others' equilibrium mixtures, and which parameters leave one's own mixture alone."""
    prediction, game, me = match.prediction, match.form, match.student
    assert prediction is not None and isinstance(game, StrategicGame)
    own = prediction.profile[me]
    names = game.strategies[me]
    others = [player for player in range(len(game.players)) if player != me]
    plays = listed([f"{game.players[player]}'s {mix_text(list(zip(game.strategies[player], prediction.profile[player], strict=True)))}" for player in others]) if others else ""
    mine = mix_text(list(zip(names, own, strict=True)))
    used = [names[move] for move, share in enumerate(own) if share]
    worth = number_text(prediction.payoffs[me])
    against = f"Against {plays}, " if plays else ""
    if len(used) == 1:
        return [f"In this equilibrium {game.players[me]} plays {mine}. {against}nothing pays more than its {worth}." if plays else f"The best there is is {mine}: {worth}."]
    if len(others) != 1:
        return [f"{against}{listed(used)} all pay {worth}: in equilibrium who mixes does not care what comes up."]
    other = game.players[others[0]]
    said = [
        f"{against}{listed(used)} pay the same, {worth}: it is not for your own sake that you play {mine}, but so that {other} cannot do "
        "better by another choice."
    ]
    kept = _parameters_of_own_payoffs(match, others[0])
    if kept:
        said.append(
            f"So {game.players[me]} plays {mine} whatever {listed(kept)} {'is' if len(kept) == 1 else 'are'}, as long as the same moves "
            f"are mixed: the shares follow from {other}'s payoffs."
        )
    return said


def _parameters_of_own_payoffs(match: Match, other: int) -> list[str]:
    """The parameters in the student's payoffs and not in the other's, where the equations of indifference fix the student's mixture."""
    form, prediction, solution = match.definition.form, match.prediction, match.solution
    if not isinstance(form, StrategicGame) or prediction is None or solution is None or solution.degenerate is not False:
        return []
    in_payoffs = [_symbols(match, player) for player in (match.student, other)]
    return [
        f"{item.name} ({item.about})" if item.about else item.name
        for item in match.definition.parameters if item.name in in_payoffs[0] - in_payoffs[1]
    ]


def _symbols(match: Match, player: int) -> set[str]:
    """The parameters that a player's payoffs depend on, definitions followed."""
    form = match.definition.form
    assert isinstance(form, StrategicGame)
    found: set[str] = set()
    for entry in form.payoffs[player]:
        if isinstance(entry, Expression):
            found |= entry.node.symbols()
    for name, expression in reversed(match.definition.define):  # each after those it uses
        if name in found:
            found |= expression.node.symbols()
    return found


def _worth_sentence(match: Match, rounds: Sequence[Round]) -> list[str]:
    """What the student's own frequencies are worth against the equilibrium: what choices cost, apart from luck."""
    prediction, arena = match.prediction, match.arena
    assert prediction is not None
    most = prediction.payoffs[match.student]
    mine = list(prediction.profile)
    for slot, shares in played_shares(arena, rounds, match.student).items():
        mine[slot] = shares
    worth = arena.worth(match.student, tuple(mine))
    others = (mix for mix, slot in zip(prediction.profile, arena.slots, strict=True) if slot.player != match.student)
    certain = not arena.chances and all(1 in mix for mix in others)
    if certain or (worth == most and isinstance(match.form, StrategicGame) and not prediction.is_pure):
        return []  # the averages, or the sentence on the table, say it
    if worth == most:
        return [f"Against this equilibrium your moves are worth {number_text(most)} on average, and no plan is worth more: the rest was luck."]
    return [
        f"Against this equilibrium your moves are worth {number_text(worth)} on average, and the best plan {number_text(most)}: "
        f"{number_text(most - worth)} is what your choices cost, the rest was luck."
    ]


def _unpredicted_sentence(match: Match, rounds: Sequence[Round]) -> list[str]:
    assert match.prediction is not None
    strange = unpredicted(rounds, match.student, match.prediction)
    if not strange:
        return []
    made = sum(step.player == match.student for item in rounds for step in item.steps)
    names = [
        match.arena.slots[slot].moves[move] + (f" at {_where(match.arena.slots[slot].name)}" if isinstance(match.form, GameTree) else "")
        for slot, move in sorted(strange)[:MAX_NAMED]
    ]
    more = f" and {len(strange) - MAX_NAMED} more" if len(strange) > MAX_NAMED else ""
    count = sum(strange.values())
    return [f"{count} of your {made} moves {'is' if count == 1 else 'are'} never made in this equilibrium: {', '.join(names)}{more}."]


def _learner_sentence(match: Match, rounds: Sequence[Round]) -> str:
    """What the learner has come to expect, and does about it."""
    game = match.form
    assert isinstance(game, StrategicGame)
    beliefs = beliefs_after(match.arena, rounds)
    expected = mix_text(list(zip(game.strategies[match.student], beliefs[match.student], strict=True)))
    replies = []
    for player, name in enumerate(game.players):
        if player != match.student:
            best = match.arena.best_reply(player, beliefs).moves[player]
            replies.append(f"{name} would play {listed([game.strategies[player][move] for move in best], 'or')} next")
    return f"By now the program expects {expected} of you, so that {listed(replies)}."


def _where(name: str) -> str:
    return "the start" if name == "/" else name


def _percent(share: Fraction) -> str:
    whole = share * 100
    return f"{'=' if whole.denominator == 1 else '~'} {round(whole)}%"
