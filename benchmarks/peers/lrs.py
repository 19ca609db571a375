"""lrsnash of lrslib (Avis): a program of its own, timed as a whole process (about 1 ms of it is its start).

It prints blocks: lines ``2 y.. payoff`` of the column
player, then ``1 x.. payoff`` of the row player, a blank line; every pair in a block is an equilibrium.
"""

from __future__ import annotations

import atexit
import os
import shutil
import subprocess
import tempfile
from fractions import Fraction

from ..games import lrs_text

PROGRAM = shutil.which("lrsnash")
if PROGRAM is None:
    raise ImportError("lrsnash is not on PATH (Debian: apt-get install lrslib)")
_FOLDER = tempfile.TemporaryDirectory(prefix="lrsnash-")
atexit.register(_FOLDER.cleanup)


def equilibria(a, b):
    path = os.path.join(_FOLDER.name, "game")
    with open(path, "w", encoding="ascii") as file:
        file.write(lrs_text(a, b))

    def run():
        done = subprocess.run([PROGRAM, path], capture_output=True, text=True, cwd=_FOLDER.name)
        if done.returncode or "Number of equilibria found" not in done.stdout:
            raise RuntimeError(f"lrsnash ended with {done.returncode}: {(done.stderr or done.stdout)[-200:]}")
        return done.stdout

    return run


def profiles(found):
    pairs, block = [], {"1": [], "2": []}
    for line in [*found.splitlines(), ""]:
        words = line.split()
        if words and words[0] in block:
            block[words[0]].append(tuple(Fraction(word) for word in words[1:-1]))
        elif not words:
            pairs.extend((x, y) for x in block["1"] for y in block["2"])
            block = {"1": [], "2": []}
    return pairs


def _version():
    first = subprocess.run([PROGRAM, os.devnull], capture_output=True, text=True, cwd=_FOLDER.name).stdout
    return first.split("lrslib ", 1)[-1].split("(")[0].strip() if "lrslib " in first else "of unknown version"


VERSION = f"lrslib {_version()}"
