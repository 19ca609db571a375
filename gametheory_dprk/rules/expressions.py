"""Rules E3xx: names, numbers and expressions."""

from __future__ import annotations

from . import Rule
from .examples import HEAD, TABLE

_COST = HEAD + "parameters: {cost: 2}\n" + TABLE.replace("2, 1", "cost, 1")
_PAIR = HEAD + "parameters: {cost: 3, gain: 4}\nassume: [cost < gain]\n" + TABLE.replace("2, 1", "gain - cost, 1")


def _range(text: str) -> str:
    return HEAD + f"parameters: {{p: {text}}}\n" + TABLE.replace("2, 1", "2*p, 1")


RULES = (
    Rule(
        "E301", "The name is that of no parameter, definition, move or function. An unknown name is never taken for a new "
        "parameter, for then a slip of the finger would be one.",
        _COST.replace("cost, 1", "cots, 1"), 6, _COST,
    ),
    Rule(
        "E302", "The text is no expression: a sign is missing, or one that is not part of the language stands there. "
        "Comparison is `==`, multiplication is `*`.",
        _PAIR.replace("cost < gain", "cost = gain"), 4, _PAIR,
    ),
    Rule(
        "E303", "Expressions are limited in length, depth, exponents and digits, so that no file asks for numbers of a "
        "billion digits. Exponents are whole numbers from 0 to 16.",
        _COST.replace("cost, 1", "cost^17, 1"), 6, _COST.replace("cost, 1", "cost^2, 1"),
    ),
    Rule(
        "E304", "Numbers and conditions are different things: `1` is not `true`. A payoff that depends on a condition is "
        "`a if condition else b`.",
        _COST.replace("cost, 1", "cost > 1, 1"), 6, _COST.replace("cost, 1", "cost if cost > 1 else 1, 1"),
    ),
    Rule(
        "E305", "Parameter values are exact numbers, such as 3, 3/5 or 0.6 (which is exactly three fifths).",
        _COST.replace("cost: 2", "cost: high"), 3, _COST,
    ),
    Rule(
        "E306", "Definitions are worked out one after the other. These need each other, and none can be the first.",
        HEAD + "define: {gain: loss + 1, loss: gain - 1}\n" + TABLE, 3,
        HEAD + "define: {gain: loss + 1, loss: 1}\n" + TABLE.replace("2, 1", "gain, 1"),
    ),
    Rule(
        "E307", "A range says between which bounds a parameter may move, in one of a few forms. This is none of them, or "
        "it is empty.",
        _range("{value: 1, range: big}"), 3, _range("{value: 1, range: 0 .. 1}"),
    ),
    Rule(
        "E310", "The value in force breaks the parameter's own range: one of the two is wrong.",
        _range("{value: 3/2, range: 0 .. 1}"), 3, _range("{value: 1/2, range: 0 .. 1}"),
    ),
    Rule(
        "E311", "`assume` says what every admissible combination of values satisfies. The values in the file do not.",
        _PAIR.replace("cost: 3", "cost: 5"), 4, _PAIR,
    ),
    Rule(
        "E312", "At these values an expression has no value: it divides by zero, or the number is longer than a thousand "
        "digits. There is no infinity in a game file.",
        _COST.replace("cost: 2", "cost: 2/0"), 3, _COST,
    ),
)
