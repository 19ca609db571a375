"""Other programs as oracles, each in a process of its own: lrsnash (lrslib) and Gambit.

Both are GPL and never imported by the package or the tests. A missing one is left out.
"""

from __future__ import annotations

import atexit
import json
import os
import shutil
import subprocess
import sys
import tempfile
from fractions import Fraction

LRSNASH = shutil.which("lrsnash")
_folder = None
_gambit = None

_GAMBIT_PROGRAM = """
import json, sys
try:
    import numpy, pygambit
except ImportError as error:
    print(json.dumps("absent"), flush=True); raise SystemExit
print(json.dumps("ready"), flush=True)
for line in sys.stdin:
    game = pygambit.Game.from_arrays(*[numpy.array(table, dtype=object) for table in json.loads(line)])
    rows, columns = game.players
    found = pygambit.nash.enummixed_solve(game, rational=True).equilibria
    print(json.dumps([[[str(p[s]) for s in player.strategies] for player in (rows, columns)] for p in found]), flush=True)
"""


def lrsnash(first, second, seconds=30):
    """The extreme equilibria as a set of pairs; None where the program is missing, gives up or takes too long.

    It misreads integers of 64 bits and more without a word, so such games are not given to it.
    """
    global _folder
    if LRSNASH is None or any(abs(entry) >= 2**62 for table in (first, second) for row in table for entry in row):
        return None
    if _folder is None:
        _folder = tempfile.TemporaryDirectory(prefix="lrsnash-")
        atexit.register(_folder.cleanup)
    path = os.path.join(_folder.name, f"game{os.getpid()}")
    with open(path, "w", encoding="ascii") as file:
        tables = "\n\n".join("\n".join(" ".join(map(str, row)) for row in table) for table in (first, second))
        file.write(f"{len(first)} {len(first[0])}\n\n{tables}\n")
    try:
        done = subprocess.run([LRSNASH, path], capture_output=True, text=True, cwd=_folder.name, timeout=seconds)
    except subprocess.TimeoutExpired:
        return None
    if done.returncode or "Number of equilibria found" not in done.stdout:
        return None
    pairs, block = set(), {"1": [], "2": []}
    for line in [*done.stdout.splitlines(), ""]:
        words = line.split()
        if words and words[0] in block:
            block[words[0]].append(tuple(Fraction(word) for word in words[1:-1]))
        elif not words:
            pairs |= {(x, y) for x in block["1"] for y in block["2"]}
            block = {"1": [], "2": []}
    return pairs


def gambit(first, second):
    """The extreme equilibria as a set of pairs, by Gambit's rational vertex enumeration; None where it is missing.

    Entries must be integers below 2^31, past which this program of Gambit loses equilibria.
    """
    global _gambit
    if _gambit is None:
        _gambit = subprocess.Popen(
            [sys.executable, "-c", _GAMBIT_PROGRAM], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, text=True,
        )
        if json.loads(_gambit.stdout.readline() or '"absent"') == "absent":
            _gambit = False
        else:
            atexit.register(_gambit.kill)
    if not _gambit:
        return None
    _gambit.stdin.write(json.dumps([first, second]) + "\n")
    _gambit.stdin.flush()
    answer = json.loads(_gambit.stdout.readline())
    return {tuple(tuple(Fraction(share) for share in mix) for mix in profile) for profile in answer}
