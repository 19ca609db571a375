"""What type checkers learn from the public names: the answer that each concept gives."""

import subprocess
import sys
from pathlib import Path
from typing import get_args

import pytest

import gametheory_dprk as gt
from gametheory_dprk import api
from gametheory_dprk.solvers import CONCEPTS

ROOT = Path(__file__).resolve().parent.parent
GAMES = {"spe": "entry_deterrence", "zero-sum": "matching_pennies", "ess": "chicken", **dict.fromkeys(("pbe", "sequential", "intuitive", "d1"), "beer_and_quiche")}
SNIPPET = """\
import gametheory_dprk as gt
game = gt.load("chicken")
reveal_type(game)
reveal_type(gt.solve(game))
reveal_type(gt.solve(game, "perfect", values={"win": 8}))
reveal_type(gt.solve(game, concept="weak-dominance"))
reveal_type(gt.solve("chicken", "correlated"))
reveal_type(gt.solve("chicken", "stackelberg"))
reveal_type(gt.solve("chicken", "maxmin"))
name: str = input()
reveal_type(gt.solve("chicken", name))
reveal_type(gt.one_equilibrium(game, ("Ann", 0)).components[0].subsets)
gt.solve(game, values=3)
"""
TYPES = [
    "definition.GameDefinition", "solution.Solution", "solution.Solution", "findings.Elimination",
    "findings.CorrelatedRange", "findings.Commitments", "findings.Guarantees", "answer.Answer",
    "tuple[gametheory_dprk.model.solution.Subset, ...]",
]


def answer_types():
    """Concept to the answer that the overloads of ``solve`` promise."""
    promised = dict.fromkeys(get_args(api.SolutionConcept), gt.Solution)
    promised |= dict.fromkeys(get_args(api.EliminationConcept), gt.Elimination)
    promised |= dict.fromkeys(get_args(api.CorrelatedConcept), gt.CorrelatedRange)
    return promised | {"stackelberg": gt.Commitments, "maxmin": gt.Guarantees}


def test_every_concept_has_its_type():
    assert set(answer_types()) == set(CONCEPTS)


@pytest.mark.parametrize("concept", CONCEPTS)
def test_the_answer_has_the_type_that_is_promised(concept):
    assert type(gt.solve(GAMES.get(concept, "stag_hunt"), concept)) is answer_types()[concept]


def test_a_type_checker_knows_the_answers(tmp_path):
    pytest.importorskip("mypy")
    path = tmp_path / "snippet.py"
    path.write_text(SNIPPET, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--config-file", str(ROOT / "pyproject.toml"), "--cache-dir", str(ROOT / ".mypy_cache"), str(path)],
        capture_output=True, text=True, cwd=ROOT, timeout=300,
    )
    revealed = [line for line in done.stdout.splitlines() if "Revealed type" in line]
    assert len(revealed) == len(TYPES)
    for line, expected in zip(revealed, TYPES, strict=True):
        assert expected in line
    assert sum(": error:" in line for line in done.stdout.splitlines()) == 1, done.stdout
