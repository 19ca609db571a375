"""What is wrong with a node of an .efg text that the reader's regular expression does not fit, read sign by sign.

Each function resumes the text where the fault must be and returns what is to be raised once it is reported.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .gambit_text import Abandon

if TYPE_CHECKING:
    from .gambit_text import GambitText


def misread(source: GambitText, start: int, *, chances: bool) -> Abandon:
    """Reads a list in braces sign by sign to find what does not fit."""
    source.resume(start)
    while source.next.kind != "}":
        if source.next.kind == ",":
            source.advance()
            continue
        source.expect("label", "a move, in double quotes,", 'write { "l" "r" }, and for chance { "King" 1/2 "Queen" 1/2 }')
        while chances and source.next.kind == ",":
            source.advance()
        if chances:
            source.expect("word", "a probability", 'write one after each move: { "King" 1/2 "Queen" 1/2 }')
    return source.fail("E703", "this list cannot be read", source.next, "check it")


def payoffs_fault(source: GambitText, start: int, end: int, players: int) -> Abandon:
    """What is wrong with the payoffs that stand here."""
    words = source.text[start:end].replace(",", " ").split()
    if source.numbers(words, "a payoff", start, end) is None:
        return Abandon()
    start = end - len(source.text[start:end].lstrip())
    many = f"{len(words)} payoff{'' if len(words) == 1 else 's'} for {players} player{'' if players == 1 else 's'}"
    source.report_at("E401", many, start, max(end, start + 1), "write one payoff for each player: { 1, -1 }")
    return Abandon()


def diagnose(source: GambitText, at: int, nodes: int, open_moves: int) -> Abandon:
    """What is wrong with the node that begins here, after so many nodes, with so many of their moves still open."""
    source.resume(at)
    first = source.next
    if first.kind == "end":
        return source.fail(
            "E702", f"the file ends after {nodes:,} nodes, and the tree is not complete", first,
            f"{open_moves} node{' has' if open_moves == 1 else 's have'} moves that lead nowhere: check the numbers of moves",
        )
    source.advance()
    if first.text not in ("c", "p", "t") or first.kind != "word":
        return source.fail(
            "E710", f"a node is due here, not {first.shown}", first,
            "a node begins with c (chance), p (a player) or t (terminal) and its name in double quotes",
        )
    source.expect("label", "the node's name, in double quotes,", f'write {first.text} "" where it has none')
    if first.text == "p":
        _whole(source, "the player's number")
    if first.text != "t":
        _whole(source, "the number of an information set" if first.text == "p" else "the number of a chance move")
        _details(source)
    _whole(source, "the outcome's number, or 0,")
    _details(source)
    return source.fail("E710", "this node cannot be read", first, "check it")


def _whole(source: GambitText, what: str) -> None:
    token = source.expect("word", what, "write a whole number; each node ends with an outcome, 0 for none")
    if not (token.text.isascii() and token.text.isdigit() and len(token.text) <= 9):
        raise source.fail(
            "E711", f"{what.rstrip(',')} must be a whole number of at most 9 digits, not {token.shown}", token,
            "write a whole number; each node ends with an outcome, 0 for none",
        )


def _details(source: GambitText) -> None:
    """An optional name, and optional braces that hold labels and words."""
    if source.next.kind == '"':
        source.advance()
    if source.next.kind == "label":
        source.advance()
    if source.next.kind != "{":
        return
    opened = source.advance()
    while source.next.kind in ("label", "word", ","):
        source.advance()
    if source.next.kind == "end":
        raise source.fail("E702", "this brace is not closed", opened, "close it with `}`")
    source.expect("}", "`}`", "close the list before another is opened")
