"""Bugs planted one at a time: the fuzz run must notice each of them within a few hundred games.

    python -m pytest tests/fuzz/mutations.py -n 2

A planted bug is one piece of one function's source replaced by another. What the package refuses by itself counts
as noticed.
"""

from __future__ import annotations

import inspect
import random
import textwrap

import checks
import concepts
import exact
import pytest
from families import FAMILIES, near_ties, planted_face

from gametheory_dprk.errors import LimitReached
from gametheory_dprk.solvers import (
    best_replies,
    bimatrix,
    certified_vertices,
    completely_labeled,
    correlated,
    dominance,
    double_description,
    equilibrium_index,
    ess,
    exact_basis,
    maxmin,
    nash_components,
    one_equilibrium,
    perfect,
    regular_equilibria,
)

GAMES = 300
SMALL, CERTIFIED = best_replies.SmallPolyhedron, best_replies.CertifiedPolyhedron

# id: (which checks, function, piece of its source, what replaces it)
PLANTED = {
    "a vertex dropped": (checks, SMALL.__init__, "if rays is None else rays", "[: 40 if len(replies) > 2 else None] if rays is None else rays"),
    "a ray beyond adjacency": (checks, double_description._adjacent, "== 2:", ">= 2:"),
    "adjacency of simple rays only": (checks, double_description._adjacent, "for down, down_bits, down_side in other_below:", "for down, down_bits, down_side in ():"),
    "a vertex of Qhull's dropped": (checks, certified_vertices.certified_vertices, "inside = bases != (1 << d) - 1", "inside = (bases != (1 << d) - 1) & (bases != bases.max())"),
    "ties at t = 0 taken for none": (checks, certified_vertices.certified_vertices, "tight[where] |= signs.zeros", "pass"),
    "exact ties taken for none": (checks, exact_basis.exact_signs, "zeros |= (start == 0) << (own + j)", "pass"),
    "no margin for rounding": (checks, certified_vertices.System.signs, "trusted = (away < 0.5)", "error = error * 0 + 1e-300; trusted = (away < 0.5)"),
    "homes out of step": (checks, CERTIFIED.bases, "self.homes.tolist()", "self.homes.tolist()[1:] + self.homes.tolist()[:1]"),
    "homes of a vertex nearby": (checks, SMALL.bases, "if more & bits == bits", "if (more & bits).bit_count() >= size - 1"),
    "labels of unused replies shifted": (checks, best_replies.renumbered, "(bits >> (size + j) & 1)", "(bits >> (size + j - (place > 1)) & 1)"),
    "unused replies not spread back": (checks, bimatrix._complete_set, "points = {vertex: _spread(point, used, n)", "points = {vertex: _spread(point, range(len(used)), n)"),
    "labels swapped one short": (checks, equilibrium_index.swapped, "<< n)", "<< max(n - 1, 1))"),
    "degenerate partners missed": (checks, completely_labeled.matching_pairs, "found.extend((i, j) for other, j in larger if other & bits == bits)", "pass"),
    "degenerate partners missed in arrays": (checks, completely_labeled.matching_pairs_by_array, "stack.append((rows[~wanted], columns, level + 1))", "stack.append((rows[~wanted], columns[~present], level + 1))"),
    "sign of the index at even supports": (checks, equilibrium_index.pair_index, "else -a * b", "else a * b"),
    "sign of a determinant after a swap": (checks, equilibrium_index.determinant_sign, "sign = -sign", "sign = sign"),
    "index of one pair only": (checks, bimatrix._complete_set, "index[x_place[x], y_place[y]] += sign", "index[pairs[0]] += sign"),
    "regular index forgotten": (checks, bimatrix._one_sided_set, "pair_index(payoffs, rows.replies, support, replies)", "1 - 2 * (len(partners) % 2)"),
    "weakly dominated left out": (checks, regular_equilibria._undominated, "mine >= theirs", "mine > theirs"),
    "a tie taken for regular": (checks, regular_equilibria._is_regular, "True if all(values) and all(slacks) else None", "True"),
    "an outside option ignored": (checks, regular_equilibria._is_regular, "or any(slack < 0 for slack in slacks)", ""),
    "a regular equilibrium dropped": (checks, regular_equilibria._regular, "    return found\n", "    return found[:-2] or found\n"),
    "faces of vertices that are not simple forgotten": (checks, regular_equilibria.equilibria_of_one_side, "if partners:", "if False:"),
    "an end of a face forgotten": (checks, regular_equilibria._face, "    return found\n", "    return found[:2]\n"),
    "a dominated face kept": (checks, regular_equilibria._face, "elif i != support[0]:", "elif i > support[0]:"),
    "subsets not intersected": (checks, nash_components.maximal_bicliques, "closed |= {bits & other for other in closed}", "pass"),
    "a subset dropped": (checks, nash_components.maximal_bicliques, "return sorted(found)", "return sorted(found)[:2]"),
    "a subset too small": (checks, nash_components.maximal_bicliques, "if neighborhood[x] & common == common", "if neighborhood[x] == common"),
    "components joined": (checks, nash_components.connected, "parent[root((0, x))] = root((1, y))", "parent[root((0, x))] = root((1, y % 4))"),
    "components torn": (checks, nash_components.connected, "parent[root((0, x))] = root((1, y))", "parent.setdefault((0, x), root((1, y)))"),
    "ranges of the other player": (checks, bimatrix._component, "(min(second), max(second))", "(min(first), max(first))"),
    "witness of the wrong player": (checks, bimatrix._flipped, "player=1 - witness.player", "player=witness.player"),
    "no degeneracy in the second polyhedron": (checks, bimatrix._complete_set, "degeneracy = _degeneracy(found, 1)", "degeneracy = None"),
    "witness without its replies": (checks, bimatrix._degeneracy, "if replies >> j & 1", "if replies >> j & 1 and j"),
    "a shift by row": (checks, best_replies.normalized, "zip(row, least, strict=True)]", "zip(row, [max(row[0], 0)] * len(row), strict=True)]"),
    "integers rounded": (checks, bimatrix.integer_matrices, "entry.numerator * (factor // entry.denominator)", "round(float(entry) * factor)"),
    "flipped pairs in the wrong order": (checks, bimatrix._flipped, "ranks[1][found.pairs[place][1]], ranks[0][found.pairs[place][0]],", "ranks[0][found.pairs[place][0]],"),
    "strict dominance made weak": (concepts, dominance.solve, "strict=True", "strict=False"),
    "rationalizable by pure dominators": (concepts, dominance.solve_rationalizable, "mixed=True", "mixed=False"),
    "perfect without the second player": (concepts, perfect.solve, "all(test.belief(mix) for test, mix in zip(tests, pair, strict=True))", "tests[0].belief(pair[0])"),
    "one equilibrium moved": (concepts, one_equilibrium.solve, "x, y, route = one_equilibrium(first, second, label)", "y, x, route = one_equilibrium([list(c) for c in zip(*first)], [list(c) for c in zip(*second)], label)"),
    "maxmin of the other's best": (concepts, maxmin.solve, "value=value / factor", "value=(value + 1) / factor"),
    "stability against ties": (concepts, ess._resists, "rest = [*free, *(i for i in best if i not in support)]", "rest = free"),
    "correlated bound too low": (concepts, correlated._best, "return top - found.value", "return top - found.value * 2"),
}
RARE = {
    regular_equilibria._is_regular: [near_ties],
    regular_equilibria._face: [planted_face],
    regular_equilibria.equilibria_of_one_side: [planted_face],
}
"""Functions that are reached in games of few families only."""


def noticed(which, function):
    """The first problem found in games of up to nine strategies, and after how many games; None if there is none."""
    families = RARE.get(function) or [family for family in FAMILIES if family.__name__ not in ("large", "lopsided")]
    for number in range(GAMES):
        rng = random.Random(number)
        game = exact.Game(*rng.choice(families)(rng))
        if game.m * game.n > 81:
            continue
        try:
            problem = next(which.problems(game, rng, *([0] if which is checks else [])), None)
        except LimitReached:
            continue
        except Exception as error:
            problem = f"{type(error).__name__}: {error}"
        if problem:
            return number + 1, problem
    return None


@pytest.fixture
def planted(request, monkeypatch):
    """A bug planted for the length of one test: the code of a function, changed for all who hold it."""
    which, function, old, new = request.param
    source = textwrap.dedent(inspect.getsource(function))
    assert source.count(old) == 1
    names = {}
    exec("from __future__ import annotations\n" + source.replace("@classmethod\n", "").replace(old, new), function.__globals__, names)
    monkeypatch.setattr(function, "__code__", names[function.__name__].__code__)
    return which, function


@pytest.mark.parametrize("planted", PLANTED.values(), ids=PLANTED, indirect=True)
def test_a_planted_bug_is_noticed(planted):
    found = noticed(*planted)
    assert found is not None, f"not within {GAMES} games"
    print(*found)
