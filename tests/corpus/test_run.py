"""The corpus answered through the public API, and compared by the corpus's own program."""

from __future__ import annotations

import importlib.util
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
CORPUS = HERE.parents[2] / "shared" / "corpus"
LEAST = {
    "pure_nash": 276,
    "extreme_nash": 218,
    "nash_components": 218,
    "maximal_nash_subsets": 79,
    "nondegenerate": 217,
    "perfect_extreme_nash": 142,
    "perfect_pure_nash": 1,
    "proper_nash": 1,
    "zero_sum_value": 59,
    "optimal_strategies": 43,
    "security_values": 216,
    "stackelberg_value": 2,
    "iesds_mixed": 199,
    "iesds_pure": 199,
    "correlated_welfare": 147,
    "ess": 4,
    "verify": 53,
    "structure": 165,
    "perfect_recall": 165,
    "subgame_roots": 165,
    "spe_pure": 70,
    "spe_payoffs": 70,
    "reduced_strategy_counts": 142,
    "pure_nash_payoffs": 144,
    "extreme_nash_payoffs": 106,
    "sequential_payoffs": 3,
    "intuitive_payoffs": 1,
    "regions": 6,
    "nash_bargaining": 4,
    "kalai_smorodinsky": 4,
    "egalitarian": 4,
    "rubinstein": 5,
    "shapley": 15,
    "nucleolus": 10,
    "banzhaf_raw": 4,
    "banzhaf_normalized": 4,
    "core_empty": 11,
    "superadditive": 11,
    "monotone": 11,
    "convex": 11,
    "threshold": 2,
    "payoff_vertices_float": 1,
}
"""How many checks of each kind that is built must at least be answered, all of them rightly; a line a new kind."""


def module(path, name):
    spec = importlib.util.spec_from_file_location(name, path)
    found = importlib.util.module_from_spec(spec)
    sys.modules[name] = found  # workers find functions by name
    spec.loader.exec_module(found)
    return found


corpus = module(HERE / "run.py", "corpus_run")


def table_of(printed):
    """Kind to (passed, failed, skipped), as check.py prints them."""
    found = re.findall(r"^ +(\w+) +(\d+)/(\d+)/(\d+)$", printed, flags=re.MULTILINE)
    return {kind: tuple(map(int, numbers)) for kind, *numbers in found}


def results(folder):
    lines = [line for path in sorted(folder.glob("*.jsonl")) for line in path.read_text().splitlines()]
    return {entry["game"]: entry["results"] for entry in map(json.loads, lines)}


@pytest.mark.skipif(not (CORPUS / "public").is_dir(), reason=f"no corpus at {CORPUS}")
def test_the_public_corpus(tmp_path):
    faults = corpus.run(CORPUS, "public", tmp_path, seconds=120)
    done = subprocess.run(
        [sys.executable, str(CORPUS / "check.py"), str(tmp_path), "--side", "public", "--allow-missing"],
        capture_output=True, text=True, timeout=300,
    )
    tally = table_of(done.stdout)
    assert {kind: failed for kind, (_, failed, _) in tally.items() if failed} == {}, done.stdout[:3000]
    assert {kind: tally[kind][0] for kind, least in LEAST.items() if tally[kind][0] < least} == {}
    assert faults == []


PENNIES = 'NFG 1 R "pennies" { "A" "B" } { 2 2 }\n1 -1 -1 1 -1 1 1 -1\n'
COORDINATION = 'NFG 1 R "coordination" { "A" "B" } { 2 2 }\n2 1 0 0 0 0 1 2\n'


@pytest.fixture
def tiny(tmp_path):
    """A corpus of two games of the same layout, on a side of another name."""
    root = tmp_path / "elsewhere"
    (root / "mine" / "games").mkdir(parents=True)
    (root / "mine" / "expected").mkdir()
    for name, text in (("pennies", PENNIES), ("coordination", COORDINATION), ("broken", "NFG 7")):
        (root / "mine" / "games" / f"{name}.nfg").write_text(text)
    kinds = ("pure_nash", "extreme_nash", "zero_sum_value", "optimal_strategies", "a_kind_of_next_year")
    checks = {kind: {"kind": kind, "expect": None, "by": []} for kind in kinds}
    verify = {"kind": "verify", "expect": None, "by": [], "input": [["1", "0"], ["1/2", "1/2"]]}
    games = {
        name: {"file": f"games/{name}.nfg", "checks": checks | {"verify:1": verify}} for name in ("pennies", "coordination")
    }
    games["tree"] = {"file": "games/absent.other", "checks": checks}
    (root / "mine" / "expected" / "small.json").write_text(json.dumps({"suite": "small", "by": [], "games": games}))
    return root


def test_a_corpus_anywhere_else(tiny, tmp_path, capsys):
    assert corpus.run(tiny, "mine", tmp_path / "out", jobs=1) == []
    found = results(tmp_path / "out")
    half = ["1/2", "1/2"]
    assert found["pennies"] == {
        "pure_nash": [], "extreme_nash": [[half, half]], "zero_sum_value": "0", "optimal_strategies": [[half], [half]],
        "verify:1": {"is_nash": False, "payoffs": ["0", "0"], "regrets": ["0", "1"]},
    }
    assert sorted(found["coordination"]) == ["extreme_nash", "pure_nash", "verify:1"]
    assert sorted(found["coordination"]["pure_nash"]) == [[0, 0], [1, 1]]
    said = capsys.readouterr().err
    assert "a_kind_of_next_year: not built" in said
    assert "zero_sum_value: " in said
    assert "no kinds are answered on .other" in said


def test_one_kind_only(tiny, tmp_path):
    corpus.run(tiny, "mine", tmp_path / "out", kinds=["pure_nash"], jobs=1)
    assert {key for entry in results(tmp_path / "out").values() for key in entry} == {"pure_nash"}


def test_a_file_that_cannot_be_read_is_a_fault(tiny, tmp_path, capsys):
    path = tiny / "mine" / "expected" / "small.json"
    path.write_text(path.read_text().replace("games/pennies.nfg", "games/gone.nfg"))
    faults = corpus.run(tiny, "mine", tmp_path / "out", jobs=1)
    assert len(faults) == 1
    assert faults[0].startswith("pennies: not read")
    assert "FAULT pennies" in capsys.readouterr().err


def test_a_root_without_expectations_is_refused(tmp_path):
    with pytest.raises(SystemExit):
        corpus.run(tmp_path, "public", tmp_path / "out")
