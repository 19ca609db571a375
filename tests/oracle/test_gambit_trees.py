"""Trees in Gambit's format: Gambit counts the same nodes, sets and payoffs in a file and in what is made of it.

Gambit (GPL) runs in a process of its own and is never imported here.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from gametheory_dprk import api
from gametheory_dprk.model.tree import TERMINAL

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus" / "public" / "games"
ORACLE = """
import io, json, sys
try:
    import pygambit
except ImportError as error:
    print(json.dumps({"absent": str(error)})); raise SystemExit
from fractions import Fraction
games = []
for text in json.load(sys.stdin):
    try:
        game = pygambit.read_efg(io.BytesIO(text.encode()))
    except ValueError as error:
        games.append(str(error)); continue
    leaves = []
    stack = [(game.root, [Fraction(0)] * len(game.players))]
    nodes = 0
    while stack:
        node, paid = stack.pop()
        nodes += 1
        if node.outcome:
            paid = [so_far + Fraction(str(node.outcome[player])) for so_far, player in zip(paid, game.players)]
        children = list(node.children)
        if not children:
            leaves.append([str(number) for number in paid])
        stack.extend((child, paid) for child in reversed(children))
    games.append([nodes, [len(player.infosets) for player in game.players], leaves])
print(json.dumps({"games": games}))
"""


def ours(definition):
    tree = definition.at()
    sets = [sum(group.player == player for group in tree.information_sets) for player in range(len(tree.players))]
    leaves = [[str(number) for number in tree.payoffs(node)] for node in range(tree.size) if tree.owner[node] == TERMINAL]
    return [tree.size, sets, leaves]


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not beside the project")
def test_gambit_reads_the_same_trees():
    found = [api.load_file(str(path)) for path in sorted(CORPUS.glob("*/*.efg"))]
    texts = [text for game in found for text in (game.text, api.write(game, ".efg").text)]
    done = subprocess.run([sys.executable, "-c", ORACLE], input=json.dumps(texts), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    answer = json.loads(done.stdout.splitlines()[-1])
    if "absent" in answer:
        pytest.skip(answer["absent"])
    games = answer["games"]
    read = 0
    for position, game in enumerate(found):
        for theirs in games[2 * position : 2 * position + 2]:
            if not isinstance(theirs, str):  # it refuses repeated names of nodes
                read += 1
                assert theirs == ours(game), game.id
    assert read > 250
