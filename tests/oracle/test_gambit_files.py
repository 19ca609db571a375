"""Files in Gambit's format: Gambit reads the same game from a file and from what this program makes of it.

Gambit (GPL) runs in a process of its own and is never imported here.
"""

from __future__ import annotations

import json
import subprocess
import sys
from itertools import product

import pytest

from gametheory_dprk import api

ORACLE = """
import io, json, sys
try:
    import pygambit
except ImportError as error:
    print(json.dumps({"absent": str(error)})); raise SystemExit
from fractions import Fraction
games = []
for text in json.load(sys.stdin):
    game = pygambit.read_nfg(io.BytesIO(text.encode()))
    games.append({
        "title": game.title,
        "players": [player.label for player in game.players],
        "strategies": [[strategy.label for strategy in player.strategies] for player in game.players],
        "payoffs": [[str(Fraction(game[cell][player])) if game[cell] else "0" for player in game.players] for cell in game.contingencies],
        "cells": [list(cell) for cell in game.contingencies],
    })
print(json.dumps({"games": games}))
"""
TEXTS = {
    "counts": 'NFG 1 R "t" { "A" "B" } { 2 3 }\n1 11 2 12 3 13 4 14 5 15 6 16',
    "one player": 'NFG 1 R "t" { "A" } { 3 } 1 -1/3 .25',
    "three players": 'NFG 1 R "t" { "A" "B" "C" } { 2 3 2 } ' + " ".join(f"{i} -{i}/7 {i}.125" for i in range(12)),
    "four players": 'NFG 1 D "t" { "A" "B" "C" "D" } { 2 1 3 2 } ' + " ".join(f"{i} 1e2 1.5e-3 0" for i in range(12)),
    "labels": 'NFG 1 R "a \\"title\\"" { "A \\"x\\"" "B" }\n{ { "up" "down" } { "left side" "r" } }\n"a comment"\n1 2 3 4 5 6 7 8',
    "outcomes": 'NFG 1 R "t" { "A" "B" } { { "a" "b" } { "c" "d" } } ""\n{ { "w" 1, 2 } { "p" -1/2 3 } { "z" .5, 0 } }\n1 0 3 2',
    "repeated labels": 'NFG 1 R "t" { "A" "B" } { { "l" "l" } { "x" "y" } } "" 1 2 3 4 5 6 7 8',
}


@pytest.fixture(scope="module")
def games():
    """What Gambit reads: from each text, and from the text written anew by way of YAML."""
    texts = []
    for text in TEXTS.values():
        game = api.read(text.encode(), "t", "t.nfg", ".nfg")
        game_file = api.write(game, ".yaml").text
        texts += [text, api.write(api.read(game_file.encode(), "t", "t.yaml", ".yaml"), ".nfg").text]
    done = subprocess.run(
        [sys.executable, "-c", ORACLE], input=json.dumps(texts), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    answer = json.loads(done.stdout.splitlines()[-1])
    if "absent" in answer:
        pytest.skip(f"pygambit is not installed: {answer['absent']}")
    return answer["games"]


@pytest.mark.parametrize("number, name", list(enumerate(TEXTS)), ids=list(TEXTS))
def test_gambit_reads_the_same_game(games, number, name):
    theirs, rewritten = games[2 * number], games[2 * number + 1]
    assert theirs == rewritten
    form = api.read(TEXTS[name].encode(), "t", "t.nfg", ".nfg").form
    assert list(theirs["players"]) == list(form.players)
    ours = {cell: [str(form.payoff(player, cell)) for player in range(len(form.players))] for cell in product(*map(range, form.shape))}
    assert {tuple(cell): payoffs for cell, payoffs in zip(theirs["cells"], theirs["payoffs"], strict=True)} == ours
