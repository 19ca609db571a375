"""``compare(games)``: two or more games side by side, and for which parameter values which is better for whom."""

from __future__ import annotations

import os
from itertools import combinations
from typing import TYPE_CHECKING, Any

from . import api
from .arguments import exact_values
from .errors import GameFileError, GameTheoryError, LimitReached, MissingExtra, UnsupportedGame, UsageError
from .formats.diagnostics import suggestion
from .model.definition import GameDefinition
from .model.findings import Facts
from .model.form import LABEL, NOTHING, ONE_PLAYER, Form
from .model.solution import Solution
from .model.strategic import StrategicGame
from .model.tree import GameTree
from .parametric.side_by_side import (
    EQUAL,
    FIRST,
    UNKNOWN,
    Common,
    ComparedGame,
    Contest,
    Dominance,
    GameComparison,
    Row,
    Span,
)
from .solvers import CONCEPTS, concepts_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from fractions import Fraction

    from .api import Game
    from .arguments import Exact

SECONDS, CELLS = 20.0, 400
UNASKED_SECONDS, UNASKED_CELLS, UNASKED_PARAMETERS = 5.0, 60, 12
"""The budget where nobody asked for regions: what takes more is left for ``--over``."""
PAYOFF = "payoff"


def compare(
    games: Sequence[Game | str],
    *,
    values: Mapping[str, Exact] | None = None,
    concept: str | None = None,
    of: Sequence[str] | str | None = None,
    player: str | None = None,
    over: Sequence[str] | str | None = None,
    cells: int | None = None,
    seconds: float | None = None,
) -> GameComparison:
    """Two or more games side by side: who plays, outcomes, payoffs, power, and where one is better for whom.

    games: definitions, games of numbers, or paths or names for ``load``, after which ``@`` may give values of its own:
    ``"format_choice@be=1/4,d=2"``. values: exact values for all games that have the parameter; a game's own come before
    them. concept: as for ``solve``, for all games. of: quantities in the words of claims, such as
    ``payoff(US) + payoff(China)``, compared beside those of the games. player: whose payoffs or power alone are
    compared over parameters. over: the open parameters, by default the common ones: same name, same unit, and set
    nowhere; an empty list explores nothing. cells, seconds: the budget.

    A game that cannot be solved has its ``error`` in its entry. Where ``over`` is None regions are found as far as that
    takes no more than a few seconds and z3 is installed. Raises GameFileError with the problems of all files,
    UsageError for fewer than two games and for unknown names, MissingExtra without z3 where ``over`` is given.
    """
    if isinstance(games, str) or len(games) < 2:
        raise UsageError("a comparison takes two games or more", "name another one; `GAME@p=1/2` is a game at values of its own")
    entries = _entries(games, exact_values(values), concept)
    names = dict.fromkeys(name for entry in entries for name in entry.form.players)
    if player is not None and player not in names:
        raise UsageError(f"no game has a player `{player}`", suggestion(player, names) or f"the players are {', '.join(names)}")
    asked = [of] if isinstance(of, str) else list(of or ())
    rows = (*(row for row in _rows(entries) if row.expression not in asked), *(_asked(entries, text, concept or "") for text in asked))
    parameters = _parameters(entries)
    found = GameComparison(entries, rows, _dominances(entries, rows), tuple(item for item in parameters if _differs(item)))
    wanted = [rows[-place] for place in range(len(asked), 0, -1)] if asked else _contested(rows, entries, player)
    return _explored(found, parameters, wanted, [over] if isinstance(over, str) else over, concept or "", cells, seconds)


def reference(text: str) -> tuple[str, dict[str, Fraction]]:
    """The game and its own values in ``GAME@p=3/5,q=1``; raises UsageError. A file of that name is a file."""
    name, sign, settings = text.rpartition("@")
    if not sign or not name or os.path.exists(text):
        return text, {}
    from .formats.expression_text import ExpressionError, parse_number

    values: dict[str, Fraction] = {}
    for setting in settings.split(","):
        key, equal, value = (part.strip() for part in setting.partition("="))
        if not equal or not key:
            raise UsageError(f"`{setting}` in `{text}` is not NAME=VALUE", "write for example GAME@p=3/5,q=1")
        if key in values:
            raise UsageError(f"`{key}` is set twice in `{text}`", "set it once")
        try:
            values[key] = parse_number(value)
        except ExpressionError as error:
            raise UsageError(f"{error.message} in `{text}`", error.help or "write a number such as 3/5") from None
    return name, values


# -- the games


def _entries(games: Sequence[Game | str], values: Mapping[str, Fraction], concept: str | None) -> tuple[ComparedGame, ...]:
    """The games, loaded and solved; the problems of all files together."""
    loaded: list[tuple[GameDefinition, dict[str, Fraction]]] = []
    problems: list[Any] = []
    standard = 0
    for game in games:
        try:
            if isinstance(game, str):
                name, own = reference(game)
                standard += name == "-"
                if standard > 1:
                    raise UsageError("standard input holds one game", "name files for the others")
                loaded.append((api.load(name), own))
            else:
                loaded.append((_definition(game), {}))
        except GameFileError as error:
            problems += [item for item in error.diagnostics if item not in problems]
    if problems:
        raise GameFileError(problems)
    known = dict.fromkeys(item.name for definition, _ in loaded for item in definition.parameters)
    for name in values:
        if name not in known:
            raise UsageError(f"no game has a parameter `{name}`", suggestion(name, known) or (f"they have {', '.join(known)}" if known else ""))
    labels = _labels(loaded)
    found = []
    for label, (definition, own) in zip(labels, loaded, strict=True):
        chosen = {name: value for name, value in values.items() if definition.parameter(name) is not None} | own
        form = api.instantiate(definition, chosen)
        entry = ComparedGame(label, definition, tuple(definition.values(chosen).items()), form, tuple(chosen.items()))
        found.append(entry)
    concepts = dict.fromkeys(name for entry in found for name in concepts_of(entry.form)) | CONCEPTS
    if concept is not None and concept not in concepts:
        raise UsageError(f"unknown concept `{concept}`", suggestion(concept, concepts, limit=len(concepts)))
    return tuple(_solved(entry, concept) for entry in found)


def _solved(entry: ComparedGame, concept: str | None) -> ComparedGame:
    """The game with its answer, or with the reason why it has none."""
    known = concepts_of(entry.form)
    if concept is not None and concept not in known and concept not in CONCEPTS:
        return entry.replace(error=f"it is not solved for `{concept}`")
    try:
        solved = entry.replace(answer=api.solve(entry.form, concept))
        return solved if concept else _with_shares(solved)
    except UsageError:
        raise
    except GameTheoryError as error:
        return entry.replace(error=error.message, help=error.help)


def _with_shares(entry: ComparedGame) -> ComparedGame:
    """The game with a further answer, the first there is about single players, where its own has nothing to say of them."""
    if not isinstance(entry.answer, Facts) or not isinstance(entry.form, Form) or _words(entry, ONE_PLAYER):
        return entry
    concept = next((item.concept for item in entry.form._terms.values() if item.takes == ONE_PLAYER and item.concept and not item.boolean), "")
    if not concept:
        return entry
    try:
        further = api.solve(entry.form, concept)
    except (UnsupportedGame, LimitReached):
        return entry
    assert isinstance(further, Facts)
    return entry.replace(answer=entry.answer.replace(facts=(*entry.answer.facts, *further.facts)))


def _definition(game: Game) -> GameDefinition:
    if isinstance(game, GameDefinition):
        return game
    if not isinstance(game, StrategicGame | GameTree | Form):
        raise UsageError(f"a {type(game).__name__} is no game", "pass a name, a path, or what `load` or `from_arrays` returns")
    return GameDefinition("game", "", "", tuple((name, name) for name in game.players), game)  # type: ignore[arg-type]


def _labels(loaded: Sequence[tuple[GameDefinition, Mapping[str, Fraction]]]) -> list[str]:
    """What to call the games: their names, with their own values where names repeat, and numbers where all that does."""
    ids = [definition.id for definition, _ in loaded]
    told = [
        f"{definition.id}@{','.join(f'{name}={value}' for name, value in own.items())}" if own and ids.count(definition.id) > 1 else definition.id
        for definition, own in loaded
    ]
    return [f"{label} ({told[: place + 1].count(label)})" if told.count(label) > 1 else label for place, label in enumerate(told)]


# -- their quantities


def _rows(entries: Sequence[ComparedGame]) -> tuple[Row, ...]:
    """Payoffs, then what is true of whole games, then the measures of forms, each name's or player's after the other's."""
    players = dict.fromkeys(player for entry in entries for player in entry.form.players)
    rows = [
        Row(PAYOFF, player, f"payoff({quoted(player)})", spans)
        for player in players
        if any(spans := tuple(_payoff(entry, player) for entry in entries))
    ]
    labels = dict.fromkeys(label for entry in entries if isinstance(entry.form, Form) for label in entry.form.labels)
    subjects = {NOTHING: ("",), LABEL: tuple(labels), ONE_PLAYER: tuple(players)}
    for takes, about in subjects.items():
        words = dict.fromkeys(word for entry in entries for word in _words(entry, takes))
        for word in words:
            for name in about:
                spans = tuple(_term(entry, word, name) for entry in entries)
                if any(spans):
                    rows.append(Row(word, name, f"{word}({quoted(name)})" if name else word, spans, _title(entries, word)))
    return tuple(rows)


def _title(entries: Sequence[ComparedGame], word: str) -> str:
    """What people call a word: of a measure of players the concept that it stands for."""
    for entry in entries:
        term = entry.form._terms.get(word) if isinstance(entry.form, Form) else None
        if term is not None and term.title:
            return term.title
        if term is not None and term.takes == ONE_PLAYER:
            return concepts_of(entry.form)[term.concept].title
    return word.replace("_", " ")


def quoted(name: str) -> str:
    """A name as the grammar of claims reads it."""
    return name if name.isidentifier() and name.isascii() else "'" + name.replace("'", "''") + "'"


def _payoff(entry: ComparedGame, player: str) -> Span | None:
    answer = entry.answer
    if not isinstance(answer, Solution) or player not in entry.form.players or not answer.equilibria:
        return None
    place = entry.form.players.index(player)
    paid = [item.payoffs[place] for item in answer.equilibria]
    sure = answer.complete and answer.count == len(answer.equilibria) and answer.mixtures != "other"
    return Span(min(paid), max(paid), sure)


def _words(entry: ComparedGame, takes: str) -> list[str]:
    """The words of claims that the answer about a form has numbers or truths for: those with titles, and one for each other fact."""
    if not isinstance(entry.answer, Facts) or not isinstance(entry.form, Form):
        return []
    held = {fact.name for fact in entry.answer.facts}
    found: dict[tuple[str, str], str] = {}
    titled = {term.fact for term in entry.form._terms.values() if term.takes == takes and term.title}
    for word, term in entry.form._terms.items():
        if term.takes != takes or not (term.fact in held or (term.title and not term.fact)):
            continue
        if term.title:
            found[term.fact, word] = word
        elif takes == NOTHING or (takes == ONE_PLAYER and not term.boolean and term.fact not in titled):
            found.setdefault((term.fact, word if takes == NOTHING else ""), word)
    return list(found.values())


def _term(entry: ComparedGame, word: str, player: str) -> Span | None:
    answer = entry.answer
    if not isinstance(answer, Facts) or not isinstance(entry.form, Form) or word not in entry.form._terms:
        return None
    term = entry.form._terms[word]
    if not term.fact:
        try:
            value = entry.form.term(word, (), ())
        except UnsupportedGame:
            return None
        return Span(value, value)
    try:
        fact = answer.fact(term.fact)
        value = fact.entry(player or word, term.column)
    except (KeyError, ValueError):
        return None
    return None if value is None or isinstance(value, str) else Span(value, value)


def _asked(entries: Sequence[ComparedGame], text: str, concept: str) -> Row:
    """A quantity that was asked for; raises UsageError where no game has it."""
    from .contests import Quantity

    spans: list[Span | None] = []
    refused: UsageError | None = None
    for entry in entries:
        found: Any = ()
        try:
            quantity = Quantity(entry, text, concept, ())
            if isinstance(entry.answer, Solution | Facts):
                found = quantity.numbers({})
        except UsageError as error:
            refused = error
        except GameTheoryError:
            found = ()
        values = () if isinstance(found, str) else found
        spans.append(Span(min(values), max(values)) if values else None)
    if refused is not None and not any(spans):
        raise refused
    return Row(text, "", text, tuple(spans), text)


def _dominances(entries: Sequence[ComparedGame], rows: Sequence[Row]) -> tuple[Dominance, ...]:
    found = []
    for one, other in ((i, j) for i in range(len(entries)) for j in range(len(entries)) if i != j):
        both = [row for row in rows if row.what == PAYOFF and row.spans[one] is not None and row.spans[other] is not None]
        verdicts = [_at_least(row, one, other) for row in both]
        if both and all(verdicts) and FIRST in verdicts:
            everybody = set(entries[one].form.players) == set(entries[other].form.players)
            found.append(Dominance(one, other, tuple(row.player for row in both), everybody))
    return tuple(found)


def _at_least(row: Row, one: int, other: int) -> str:
    """``first`` if one game always gives more than another, ``equal`` if never less, else empty."""
    verdict = row.verdict(one, other)
    if verdict in (FIRST, EQUAL):
        return verdict
    left, right = row.spans[one], row.spans[other]
    return EQUAL if verdict != UNKNOWN and left is not None and right is not None and left.low >= right.high else ""


# -- their parameters


def _parameters(entries: Sequence[ComparedGame]) -> list[Common]:
    found = []
    for name in dict.fromkeys(item.name for entry in entries for item in entry.definition.parameters):
        held = [entry.definition.parameter(name) for entry in entries]
        units = {item.unit for item in held if item is not None}
        found.append(
            Common(
                name, tuple(dict(entry.values).get(name) for entry in entries),
                tuple("" if item is None else item.about for item in held), len(units) == 1,
            )
        )
    return found


def _differs(item: Common) -> bool:
    """Whether a parameter distinguishes the games."""
    return len(set(item.values)) > 1 or not item.shared


# -- over parameters


def _contested(rows: Sequence[Row], entries: Sequence[ComparedGame], player: str | None) -> list[Row]:
    """The rows to compare over parameters: payoffs, or numbers of whole games and the first measure that two games have."""
    able = [row for row in rows if sum(span is not None for span in row.spans) > 1 and not row.is_condition]
    named = [row for row in able if row.player]
    what = PAYOFF if any(row.what == PAYOFF for row in named) else named[0].what if named else ""
    found = [row for row in able if row.what == what or (what != PAYOFF and not row.player)]
    return [row for row in found if player is None or row.player == player]


def _explored(
    found: GameComparison, parameters: Sequence[Common], rows: Sequence[Row], over: Sequence[str] | None, concept: str,
    cells: int | None, seconds: float | None,
) -> GameComparison:
    """The comparison with its contests, or why there are none."""
    asked = over is not None
    names = [item.name for item in parameters]
    for name in over or ():
        if name not in names:
            raise UsageError(f"no game has a parameter `{name}`", suggestion(name, names) or (f"they have {', '.join(names)}" if names else ""))
        if not any(_is_open(entry, name) for entry in found.entries):
            raise UsageError(f"`{name}` is open and has a value in every game", "leave it out of one of the two")
    opened = list(dict.fromkeys(over)) if over is not None else _openable(found.entries, parameters)
    if (cells is not None and cells < 1) or (seconds is not None and seconds <= 0):
        raise UsageError("the budget must be at least one cell and more than no time", "leave --cells and --seconds out")
    if not opened or not rows:
        return found
    if not asked and len(opened) > UNASKED_PARAMETERS:
        return found.replace(unexplored=f"{len(opened)} parameters are common: --over NAMES says which of them to vary")
    from .parametric.exploration import Budget
    from .parametric.satisfiability import require_z3

    try:
        require_z3()
    except MissingExtra as error:
        if asked:
            raise
        return found.replace(unexplored=f"{error.message}: {error.help}")
    from .contests import contest

    budget = Budget(cells or (CELLS if asked else UNASKED_CELLS), seconds or (SECONDS if asked else UNASKED_SECONDS))
    contests: list[Contest] = []
    refused: GameTheoryError | None = None
    for row in rows:
        for pair in combinations([place for place, span in enumerate(row.spans) if span is not None], 2):
            if not any(_is_open(found.entries[place], name) for place in pair for name in opened):
                continue  # then the table says it all
            if budget.is_over and (contests or refused):
                refused = LimitReached(f"the {budget.seconds:g} seconds are over", "--over NAMES and --for PLAYER ask for less")
                break
            try:
                made = contest(row, found.entries, pair, opened, concept, budget, partial=asked)
            except (UnsupportedGame, LimitReached) as error:
                refused = error
                continue
            if asked or made.complete:
                contests.append(made)
            else:
                refused = LimitReached(made.completeness, "--over NAMES says which parameters to vary, and then more time is taken")
    shared = [item for item in parameters if item.name in opened and len({text for text in item.meanings if text}) > 1]
    told = tuple(f"`{item.name}` is taken to be one and the same: {'; '.join(dict.fromkeys(text for text in item.meanings if text))}" for item in shared)
    why = f"{refused.message}{f' ({refused.help})' if refused.help else ''}" if refused is not None else ""
    return found.replace(contests=tuple(contests), asked=asked, unexplored=why, notes=told if contests else ())


def _is_open(entry: ComparedGame, name: str) -> bool:
    """Whether a game has a parameter without a value of its own for it."""
    return entry.definition.parameter(name) is not None and name not in dict(entry.set)


def _openable(entries: Sequence[ComparedGame], parameters: Sequence[Common]) -> list[str]:
    """The parameters that two games have, in the same unit, and that nobody has set."""
    return [
        item.name for item in parameters
        if item.shared and sum(value is not None for value in item.values) > 1 and not any(item.name in dict(entry.set) for entry in entries)
    ]
