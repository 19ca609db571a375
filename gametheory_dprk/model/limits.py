"""Every limit on what a file may ask of the machine: one registry, from which the readers, the help and docs/limits.md come.

A limit that can be raised is raised for a run by ``dprk --max NAME=NUMBER``, which is the environment variable DPRK_MAX
for this process and those it starts. The others guard the program's own stack, or sums that no machine finishes.
"""

from __future__ import annotations

import os

from .record import Record

VARIABLE = "DPRK_MAX"
MEBIBYTE = 1024 * 1024
LARGEST = 10**12


class Limit(Record):
    """One limit. usual: what it is unless raised, 0 for none. what: what is counted. code: of the diagnostic past it, if it has one."""

    name: str
    usual: int
    what: str
    code: str = ""
    raised: bool = True


LIMITS = {
    item.name: item
    for item in (
        Limit("bytes", 8 * MEBIBYTE, "bytes of a game file in YAML", "E003"),
        Limit("gambit-bytes", 32 * MEBIBYTE, "bytes of a .nfg or .gam file", "E003"),
        Limit("efg-bytes", 128 * MEBIBYTE, "bytes of a .efg file", "E003"),
        Limit("depth", 256, "levels of lists and maps in YAML inside each other", "E106", raised=False),
        Limit("values", 500_000, "values of a YAML document after all its aliases are expanded", "E107"),
        Limit("characters", 2_000, "characters of an expression", "E303"),
        Limit("parts", 400, "parts of an expression", "E303"),
        Limit("levels", 40, "levels of an expression, itself and parentheses inside each other", "E303", raised=False),
        Limit("digits", 60, "digits of a number", "E303", raised=False),
        Limit("exponent", 16, "the exponent of a power", "E303", raised=False),
        Limit("degree", 100, "the degree of powers of powers", "E303", raised=False),
        Limit("name", 100, "characters of a name", "E207", raised=False),
        Limit("cells", 100_000, "cells of a payoff table", "E213"),
        Limit("payoffs", 400_000, "payoffs of a game given by `strategies`, of all players together", "E213"),
        Limit("gambit-payoffs", 4_000_000, "payoffs of a .nfg or .gam file", "E213"),
        Limit("players", 1_000, "players of a Gambit file", "E705", raised=False),
        Limit("strategies", 100_000, "strategies of a player, or moves of a node, in a Gambit file", "E705", raised=False),
        Limit("coalition-players", 20, "players of a game whose coalitions are all gone through", "E213", raised=False),
        Limit("nodes", 200_000, "nodes of a game tree, after `use` and stages are unfolded", "E506"),
        Limit("efg-nodes", 2_000_000, "nodes of a tree in a .efg file", "E506"),
        Limit("moves", 1_000, "moves of one choice in `moves`, or numbers of a grid", "E506"),
        Limit("stages", 300, "stages of `moves`, rounds included", "E506"),
        Limit("memory", 0, "MiB of memory of each process; 0 for what the system gives (needs a system with `setrlimit`)"),
    )
}

_known: dict[str, dict[str, int]] = {}


def limit(name: str) -> int:
    """The limit in force."""
    text = os.environ.get(VARIABLE)
    if not text:
        return LIMITS[name].usual
    if text not in _known:
        _known[text] = parsed(text)
    return _known[text].get(name, LIMITS[name].usual)


def parsed(text: str) -> dict[str, int]:
    """Limits by name from ``NAME=NUMBER,NAME=NUMBER``; raises ValueError with a sentence."""
    found = {}
    for part in filter(None, (part.strip() for part in text.split(","))):
        name, _, number = (side.strip() for side in part.partition("="))
        if name not in LIMITS:
            raise ValueError(f"there is no limit `{name}`")
        if not LIMITS[name].raised:
            raise ValueError(f"the limit `{name}` is fixed at {LIMITS[name].usual:,}")
        digits = number.replace("_", "")
        if not (digits.isascii() and digits.isdigit()) or not 1 <= int(digits[:14]) <= LARGEST:
            raise ValueError(f"`{part}` is not NAME=NUMBER with a whole number from 1 to {LARGEST:,}")
        found[name] = int(digits)
    return found


def advice(name: str, instead: str = "use a smaller game") -> str:
    """Help for who has passed a limit: what else to do, and how to raise it."""
    return f"{instead}; or raise the limit `{name}`: dprk --max {name}=NUMBER ..."


def size_text(size: int) -> str:
    """``8 MiB``, or the bytes where they are no whole number of them."""
    return f"{size:,} bytes" if size % MEBIBYTE else f"{size // MEBIBYTE} MiB"


def document() -> str:
    """docs/limits.md."""
    lines = [
        "# Limits", "",
        "A file is read, and never run: its text reaches no interpreter, names no other file and opens no connection. What it",
        "may ask of the machine is bounded by these limits. A file past one is refused, with the code and the name of the limit.", "",
        "| limit | is | of | code | can be raised |", "|---|---|---|---|---|",
    ]
    for item in LIMITS.values():
        usual = "none" if not item.usual else size_text(item.usual) if "bytes" in item.name else f"{item.usual:,}"
        lines.append(f"| `{item.name}` | {usual} | {item.what} | {item.code} | {'yes' if item.raised else ''} |")
    return "\n".join([*lines, *_ENDING, ""])


_ENDING = """
`dprk --max NAME=NUMBER VERB ...` raises, or lowers, limits for one run; several are separated by commas, or `--max` is
repeated. The environment variable `DPRK_MAX` does the same, for CI: `DPRK_MAX=nodes=1000000,bytes=33554432`. Verdicts that
are kept between runs are kept by the limits too. From Python the variable is read whenever a file is.

```console
$ printf 'game: 1\\nplayers: [A, B]\\ntable: |\\n  A \\\\ B | l | r\\n  a | 1, 1 | 0, 0\\n  b | 0, 0 | 1, 1\\n' | dprk --max cells=3 check -
error[E213]: a table of more than 3 cells
 --> <stdin>:3:8
  |
3 | table: |
  |        ^
  = help: use a smaller game; or raise the limit `cells`: dprk --max cells=NUMBER ...

for more about this error, run: dprk rule E213
<stdin>: 1 error
1 file, 1 with errors; 0 claims: 0 holds, 0 fails, 0 unknown
[exit code 2]
```

Time is limited by `--timeout SECONDS`, which every verb that solves has; `--max memory=2048` bounds the memory of the process
and of each that it starts. Both end with exit code 3. Solvers have limits of their own, which are part of what they promise:
past them they say so, and give no part of an answer as the whole.

Links are followed where a file is named; below a directory, links to directories and links that lead out of it are not. What is
no ordinary file is refused.""".splitlines()
