"""The peers: small adapters, one function a method, each run in a worker process of its own.

An adapter is a module that imports its library at its top and has ``VERSION`` and functions
``method(A, B) -> run``: what comes before ``run`` (building the library's own game object) is not timed,
``run()`` is, and returns what the library returns. The module's ``profiles(found)`` turns that into a list
of profiles ``(x, y)`` after the clock has stopped, its ``value(found)`` into the value of a zero-sum game.
Importing it raises ImportError, with a sentence, where the peer is missing. ``SCRIPTS`` are what
a user of a Python peer would write to solve the game of a JSON file ``[A, B]``: they print how many they found.
"""

from __future__ import annotations

from typing import NamedTuple


class Peer(NamedTuple):
    """One column of a table.

    name: as printed. method: ``module:function`` in this folder. exact: whether it computes in exact
    numbers.
    """

    name: str
    method: str
    exact: bool


OURS = "ours"

EQUILIBRIA = (
    Peer(OURS, "own:equilibria", True),
    Peer("lrsnash", "lrs:equilibria", True),
    Peer("gambit-exact", "gambit:enummixed_exact", True),
    Peer("gambit-float", "gambit:enummixed_float", False),
    Peer("qe-vertex", "qe:vertex_enumeration", False),
    Peer("qe-support", "qe:support_enumeration", False),
    Peer("nashpy-vertex", "nash_py:vertex_enumeration", False),
    Peer("nashpy-support", "nash_py:support_enumeration", False),
)
ONE = (
    Peer(OURS, "own:one_equilibrium", True),
    Peer("gambit-lcp-exact", "gambit:lcp_exact", True),
    Peer("gambit-lcp-float", "gambit:lcp_float", False),
    Peer("qe-lemke-howson", "qe:lemke_howson", False),
)
ZERO_SUM = (
    Peer(OURS, "own:value_of_game", True),
    Peer("gambit-lp-exact", "gambit:lp_exact", True),
    Peer("gambit-lp-float", "gambit:lp_float", False),
    Peer("qe-minmax", "qe:minmax", False),
    Peer("scipy-highs", "highs:scipy_linprog", False),
    Peer("highspy", "highs:highspy_model", False),
)

_READ = "import json, sys, numpy; a, b = (numpy.array(matrix, dtype={}) for matrix in json.load(open(sys.argv[1])));"
SCRIPTS = {
    "gambit-exact": _READ.format("object") + "import pygambit as g;"
    "print(len(g.nash.enummixed_solve(g.Game.from_arrays(a, b), rational=True).equilibria))",
    "qe-vertex": _READ.format("float")
    + "from quantecon.game_theory import NormalFormGame, Player, vertex_enumeration;"
    "print(len(vertex_enumeration(NormalFormGame((Player(a), Player(b.T.copy()))))))",
    "nashpy-vertex": _READ.format("float") + "import nashpy; print(len(list(nashpy.Game(a, b).vertex_enumeration())))",
}
