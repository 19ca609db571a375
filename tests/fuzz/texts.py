"""Hostile texts: seeds mutated at random and given to the readers, which must answer with a game or with diagnostics.

    python tests/fuzz/texts.py --target yaml --runs 100000 --seed 1 [--minutes 15]

Targets are the readers of game files, expressions, .efg and .nfg. Seeds are the games of the library, games written in
the other formats, and short texts that name every key. A mutation knows the structure of a text: it moves lines, blocks,
tokens and numbers between seeds beside flipping letters. A run fails where anything but diagnostics comes out, where it
takes more than 2 seconds of CPU time, or where the process grows beyond 500 MB. A text is told by target, seed and number.
"""

from __future__ import annotations

import argparse
import random
import re
import resource
import signal
import sys
import time
import traceback
from collections import Counter
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from gametheory_dprk import api  # noqa: E402
from gametheory_dprk.errors import GameFileError, GameTheoryError  # noqa: E402
from gametheory_dprk.formats.expression_text import ExpressionError, ExpressionParser, Vocabulary  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable

SECONDS = 2.0
MEGABYTES = 500
LONGEST = 6_000  # characters of a mutated text; limits of size have tests of their own
TOKEN = re.compile(r"\w+|\s+|[^\w\s]")
NUMBER = re.compile(r"\d+(?:[./]\d+)?")
NUMBERS = ("0", "-1", "1/0", "1/3", "1e3", "1e999999", "0.1", "99999999999999999999", "1" * 61, "1/" + "7" * 61, "inf", "nan", "-", "١", "²")
SPICE = {
    "yaml": (
        "&a", "*a", "<<: *a", "!!python/object:os.system", "---", "...", "? ", "- ", "{", "}", "[", "]", ": ", "|", ">", "'", '"', "#", "%", "@",
        "use: ", "chance:", "then:", "pays:", "rest", "otherwise", "range: ", "0 .. 1", "uniform 0 .. 1", "step 1/2", "when: ", "sees: ", "repeat: 3",
        "types: ", "claims: ", "nash: ", "for all: ", "only: true", "symmetric: true", "zero-sum: true", "coalition: ", "expect: ", "\t", "\x00", "\ufeff", "\u2028", "é", "e\u0301",
    ),
    "expression": (
        "+", "-", "*", "/", "^", "(", ")", "<", "<=", "==", "!=", " if ", " else ", " and ", " or ", "not ", "min(", "max(", "abs(", ",", "e", "p", "..",
        "^16", "(((", ")))", "'", "--", "**", "e9", "%", "\x00", "\\", "≤", "−",
    ),
    "efg": ("EFG 2 R", "c ", "p ", "t ", '"', "{", "}", ",", "\\\"", '""', "\n", " 0", " 1", " 2", "-1", "D", "\x00", "é"),
    "nfg": ("NFG 1 R", "{", "}", '"', '\\"', '""', "\n", " 0", " 1", " 2", "-1", ",", "D", "\x00", "é"),
}
EXPRESSIONS = (
    "1/3", "-c + r*(1 - p)", "a if p > 1/2 else b", "min(p, c, r)^2", "max(a, b) - abs(c)", "0 < p <= 1 and not (c == r or p != 0)",
    "(b if p == 3 else 0) - (c if r == 2 else 0)", "((p + q)^3 - 1/7)/(1 + p)", "1.25e2 + 3", "p*(1 - p)*(1 - q)^2*c/r",
)
SYMBOLS = ("a", "b", "c", "p", "q", "r")


@cache
def seeds(target: str) -> tuple[str, ...]:
    """The texts that mutations start from."""
    if target == "expression":
        return EXPRESSIONS
    files = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "games").glob("*.yaml"))]
    if target == "yaml":
        scaffolds = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "gametheory_dprk" / "scaffolds").glob("*.yaml"))]
        blocks = re.findall(r"```yaml\n(.*?)```", (ROOT / "docs" / "game-file.md").read_text(encoding="utf-8"), re.S)
        return tuple(text for text in (*files, *scaffolds, *blocks) if len(text) <= LONGEST // 2)
    found = []
    for path in sorted((ROOT / "games").glob("*.yaml")):
        try:
            text = api.write(api.load_file(str(path)), f".{target}").text
        except GameTheoryError:  # a game of another form
            continue
        if len(text) <= LONGEST // 2:
            found.append(text)
    return tuple(found)


def mutated(target: str, draw: random.Random) -> str:
    """A seed, changed at one to eight places."""
    text = draw.choice(seeds(target))
    for _ in range(draw.choice((1, 1, 1, 2, 2, 3, 5, 8))):
        text = draw.choice(MUTATIONS)(text, target, draw)[:LONGEST]
    return text


def _letters(text: str, target: str, draw: random.Random) -> str:
    at = draw.randint(0, len(text))
    new = "".join(chr(draw.choice((draw.randint(0, 127), draw.randint(0, 0xD7FF)))) for _ in range(draw.randint(0, 3)))
    return text[:at] + new + text[at + draw.randint(0, 4) :]


def _spice(text: str, target: str, draw: random.Random) -> str:
    at = draw.randint(0, len(text))
    return text[:at] + draw.choice(SPICE[target]) * draw.choice((1, 1, 1, 2, 300)) + text[at:]


def _tokens(text: str, target: str, draw: random.Random) -> str:
    """A token removed, doubled, exchanged with another, or replaced by one of another seed."""
    parts = TOKEN.findall(text) or [""]
    at, other = draw.randrange(len(parts)), draw.randrange(len(parts))
    way = draw.randrange(4)
    if way == 0:
        parts[at] = ""
    elif way == 1:
        parts[at] *= 2
    elif way == 2:
        parts[at], parts[other] = parts[other], parts[at]
    else:
        parts[at] = draw.choice(TOKEN.findall(draw.choice(seeds(target))))
    return "".join(parts)


def _numbers(text: str, target: str, draw: random.Random) -> str:
    places = list(NUMBER.finditer(text))
    if not places:
        return text
    place = draw.choice(places)
    return text[: place.start()] + draw.choice(NUMBERS) + text[place.end() :]


def _lines(text: str, target: str, draw: random.Random) -> str:
    """Lines removed, repeated, moved, indented, or taken from another seed."""
    lines = text.split("\n")
    at = draw.randrange(len(lines))
    end = at + draw.randint(1, 4)
    way = draw.randrange(5)
    if way == 0:
        del lines[at:end]
    elif way == 1:
        lines[at:at] = lines[at:end] * draw.choice((1, 1, 40))
    elif way == 2:
        lines[at], other = "", lines[at]
        lines.insert(draw.randrange(len(lines)), other)
    elif way == 3:
        lines[at:end] = [draw.choice(("", " ", "  ", "\t")) + line.lstrip() for line in lines[at:end]]
    else:
        others = draw.choice(seeds(target)).split("\n")
        start = draw.randrange(len(others))
        lines[at:at] = others[start : start + draw.randint(1, 8)]
    return "\n".join(lines)


def _cut(text: str, target: str, draw: random.Random) -> str:
    return text[: draw.randint(0, len(text))]


MUTATIONS: tuple[Callable[[str, str, random.Random], str], ...] = (
    _letters, _spice, _tokens, _tokens, _numbers, _numbers, _lines, _lines, _cut,
)


def outcome(target: str, text: str) -> str:
    """``game``, or the codes of the diagnostics; whatever else is raised is a finding."""
    if target == "expression":
        try:
            ExpressionParser(text, Vocabulary(SYMBOLS)).whole()
        except ExpressionError as error:
            assert error.message and 0 <= error.start <= error.end
            return error.code
        return "game"
    try:
        api.read(text, "id", f"id.{target}", f".{target}")
    except GameFileError as error:
        assert error.diagnostics
        lines = len(text.splitlines()) + 1
        assert all(item.code and item.message and (item.place is None or 1 <= item.place.line <= lines) for item in error.diagnostics)
        return error.diagnostics[0].code
    return "game"


class Slow(Exception):
    """The time for one text is over."""


def _expired(*_: object) -> None:
    raise Slow


def examined(target: str, seed: int, number: int) -> tuple[str, str]:
    """What comes of one text, or a report that starts with ``finding``; and the text."""
    text = mutated(target, random.Random(f"{target} {seed} {number}"))
    signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS)
    try:
        return outcome(target, text), text
    except Slow:
        return f"finding: more than {SECONDS:g} seconds", text
    except BaseException as error:
        if isinstance(error, KeyboardInterrupt):
            raise
        return "finding: " + "".join(traceback.format_exception(error))[-1500:], text
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--target", choices=sorted(SPICE), action="append")
    parser.add_argument("--runs", type=int, default=20_000)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--minutes", type=float, default=60)
    asked = parser.parse_args()
    signal.signal(signal.SIGVTALRM, _expired)
    resource.setrlimit(resource.RLIMIT_AS, (2 * MEGABYTES * 2**20,) * 2)  # addresses; what is resident is asked at the end
    wrong = 0
    for target in asked.target or sorted(SPICE):
        start, found, done = time.monotonic(), Counter[str](), 0
        for number in range(asked.first, asked.first + asked.runs):
            told, text = examined(target, asked.seed, number)
            done += 1
            found[told.split(":")[0]] += 1
            if told.startswith("finding"):
                wrong += 1
                print(f"{target} {asked.seed} {number}: {told}\n{text!r}", flush=True)
            if done % 10_000 == 0:
                print(f"{target}: {done:,} texts, {found['finding']} findings, {time.monotonic() - start:.0f} s", flush=True)
            if wrong >= 20 or time.monotonic() - start > 60 * asked.minutes:
                break
        grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        wrong += grown > MEGABYTES
        print(f"{target}: {done:,} texts, {found['game']:,} games, {found['finding']} findings, at most {grown} MB, {time.monotonic() - start:.0f} s")
        print("  " + ", ".join(f"{code} {count:,}" for code, count in sorted(found.items())), flush=True)
    return int(wrong > 0)


if __name__ == "__main__":
    raise SystemExit(main())
