"""The block ``expect`` as text: lines of YAML that a person reads, and mixed strategies in them.

    expect:  # what `dprk check --update` found
      concept: nash
      complete: yes
      equilibria:
        - {US: 1/3 hold + 2/3 disable, DPRK: launch, payoffs: [-12, -25/3]}

In a tree each player's plan is a map from information sets. Names that could be read as something else stand in single
quotes of their own, as everywhere in the game file. A place with several mixes lists the extreme points of what may be
played there.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from .reading import unquoted
from .yaml_scalars import WIDTH, level_quoted, scalar

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..model.expectation import Expectation, Expected, Plan, PlayedMix, Value

KEYS = ("concept", "complete", "count", "equilibria", "facts")
PAYOFFS = "payoffs"
HEAD = "expect:  # what `dprk check --update` found"
_PART = re.compile(
    r"\s*(?:(?P<share>-?\d[\d./]*%?|\((?:[^()]|\([^()]*\))*\))\s+(?:\*\s*)?)?(?P<name>'(?:[^']|'')*'|\S.*?)\s*(?:\s\+\s|$)", re.S
)
_LIKE_A_SHARE = re.compile(r"(?:-?\d[\d./]*%?|\(.*\))\s|.*\s\+\s", re.S)
_FRACTION = re.compile(r"-?\d{1,4000}(?:/\d{1,4000}|\.\d{1,4000})?")


def value(text: str) -> Value:
    """A number as it is meant, or the text without needless blanks."""
    text = " ".join(text.split())
    if _FRACTION.fullmatch(text) and not re.search(r"/0+$", text):
        return Fraction(text)
    return text


def parse_mix(text: str) -> PlayedMix:
    """The moves of a mixed strategy with their probabilities; a move alone has probability 1. Any text is one."""
    found: list[tuple[str, Value]] = []
    at = 0
    while at < len(text) and (part := _PART.match(text, at)):
        share = part["share"]
        found.append((unquoted(part["name"]), Fraction(1) if share is None else _share(share)))
        at = part.end()
    return tuple(found)


def _share(text: str) -> Value:
    if text.startswith("("):
        return value(text[1:-1])
    number = value(text.removesuffix("%"))
    return number / 100 if text.endswith("%") and isinstance(number, Fraction) else number


def mix_text(mix: PlayedMix) -> str:
    """A mixed strategy as ``parse_mix`` reads it."""
    if len(mix) == 1:
        return _name(mix[0][0])
    return " + ".join(f"{share if isinstance(share, Fraction) else f'({share})'} {_name(name)}" for name, share in mix)


def _name(name: str) -> str:
    return "'" + name.replace("'", "''") + "'" if _LIKE_A_SHARE.match(name) else level_quoted(name)


def _player(name: str) -> str:
    return f"'{name}'" if name == PAYOFFS else level_quoted(name)


def block_lines(expected: Expectation) -> list[str]:
    """The whole block; every line of it but the first is indented."""
    lines = [HEAD, f"  concept: {expected.concept}"]
    if expected.complete is None:
        return [*lines, *_fact_lines(expected.items)]
    lines.append(f"  complete: {'yes' if expected.complete else 'no'}")
    if expected.count != len(expected.items):
        lines.append(f"  count: {expected.count}  # of which {len(expected.items)} are listed")
    if not expected.items:
        return [*lines, "  equilibria: []"]
    lines.append("  equilibria:")
    for item in expected.items:
        lines += _item_lines(item)
    return lines


def _item_lines(item: Expected) -> list[str]:
    """One equilibrium, on one line if it fits."""
    owners: dict[str, list[Plan]] = {}
    for plan in item.plans:
        owners.setdefault(plan.who, []).append(plan)
    payoffs = f"[{_flow(map(str, item.values))}]"
    parts = [(scalar(_player(who), flow=True), _plans(plans)) for who, plans in owners.items()]
    parts.append((PAYOFFS, payoffs))
    inline = f"    - {{{', '.join(f'{name}: {text}' for name, text in parts)}}}"
    if len(inline) <= WIDTH:
        return [inline]
    lines = []
    for number, (who, plans) in enumerate(owners.items()):
        start, key = "    - " if not number else "      ", scalar(_player(who), flow=True)
        short = f"{start}{key}: {_plans(plans)}"
        if len(short) <= WIDTH or not plans[0].where:
            lines.append(short)
        else:
            lines.append(f"{start}{key}:")
            lines += [f"        {scalar(plan.where, flow=True)}: {_mixes(plan)}" for plan in plans]
    return [*lines, f"      {PAYOFFS}: {payoffs}"]


def _plans(plans: Sequence[Plan]) -> str:
    if not plans[0].where:
        return _mixes(plans[0])
    return "{" + ", ".join(f"{scalar(plan.where, flow=True)}: {_mixes(plan)}" for plan in plans) + "}"


def _mixes(plan: Plan) -> str:
    texts = [scalar(mix_text(mix), flow=True) for mix in plan.mixes]
    return texts[0] if len(texts) == 1 else f"[{', '.join(texts)}]"


def _flow(texts: Iterable[str]) -> str:
    return ", ".join(text if re.fullmatch(r"-?[\d/]+", text) else scalar(text, flow=True) for text in texts)


def _fact_lines(items: Sequence[Expected]) -> list[str]:
    """Facts by name, their rows by what they are about; rows without a name are a list."""
    facts: dict[str, list[Expected]] = {}
    for item in items:
        facts.setdefault(item.plans[0].who, []).append(item)
    lines = ["  facts:"] if facts else ["  facts: {}"]
    for name, rows in facts.items():
        lines.append(f"    {scalar(name)}:")
        for row in rows:
            about = row.plans[0].where
            told = _flow(map(str, row.values)) if about and len(row.values) == 1 else f"[{_flow(map(str, row.values))}]"
            lines.append(f"      {scalar(about)}: {told}" if about else f"      - {_row_key(row)}")
    return lines


def _row_key(row: Expected) -> str:
    """A row that is known by all its values."""
    return f"[{_flow(str(share) for mix in row.plans[0].mixes for _, share in mix)}]"
