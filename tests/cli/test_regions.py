"""``dprk regions``: every output, the map, budgets, and what is refused."""

import builtins
import csv
import io
import json
import re
import subprocess
import sys

import pytest

from gametheory_dprk.cli.main import main
from gametheory_dprk.formats.expression_text import ExpressionParser, Vocabulary
from gametheory_dprk.report import OUTPUTS

GAME = """game: 1
title: How much to fear
players: [A, B]
parameters:
  p: {value: 3/4, range: 0 .. 1}
  k: {value: 1, range: above 0, about: "*stakes* | of <both>"}
table: |
  A \\ B | l | r
  u | p, 1 | 0, 0
  d | 0, 0 | k*(1 - p), 1
"""


@pytest.fixture
def game(tmp_path):
    path = tmp_path / "fear.yaml"
    path.write_text(GAME, encoding="utf-8")
    return str(path)


@pytest.fixture
def run(capsys):
    def call(*arguments):
        code = main(["regions", *arguments])
        streams = capsys.readouterr()
        return code, streams.out, streams.err

    return call


class TestWithZ3:
    @pytest.fixture(autouse=True)
    def _z3(self):
        pytest.importorskip("z3")

    @pytest.mark.parametrize("output", OUTPUTS)
    def test_every_output_tells_the_regions(self, game, run, output):
        code, out, err = run(game, "--format", output)
        assert (code, err) == (0, "")
        assert ("/(p + k - p*k)" if output != "latex" else r"{p + k - p \, k}") in (out if output == "latex" else out.replace("\\", ""))

    def test_json_formulas_and_conditions_are_in_the_grammar(self, run):
        code, out, _ = run("cyber_preemption", "--over", "e,L,u", "--format", "json")
        assert code == 0
        found = json.loads(out)
        assert found["schema"] == "gametheory_dprk/regions/1"
        assert set(found["over"]) == {"e", "L", "u"}
        names = tuple(found["over"])
        for region in found["regions"]:
            texts = [region["condition"], *(part for case in region["cases"] for part in case)]
            texts += [part for cell in region["closed_cells"] for part in cell]
            for item in region["equilibria"]:
                texts += [share for mix in item["strategies"].values() for share in mix.values()]
                texts += item["payoffs"].values()
            for text in texts:
                assert ExpressionParser(text, Vocabulary(names)).whole()
        assert {tie["equation"] for tie in found["ties"] if tie["boundary"]} >= {"e == 4/5"}
        assert found["unexplored"] is None

    def test_latex_is_math_and_names_are_text(self, run):
        _, out, _ = run("us_china_pressure_leader", "--format", "latex")
        assert r"$\mathit{pm} \, \mathit{rp} + \mathit{Ap} < K$" in out
        assert out.count(r"\begin{tabular}") == out.count(r"\end{tabular}") == 5
        _, out, _ = run("entry_deterrence", "--over", "k", "--format", "latex")
        assert "$k < 3$" in out
        assert r"stay\_out" in out
        _, out, _ = run("cyber_use_or_lose", "--over", "e1,q", "--format", "latex")
        assert "e_{1}" in out

    def test_other_verbs_say_that_they_have_no_latex(self, game, capsys):
        assert main(["check", game, "--format", "latex"]) == 2
        assert "does not offer this" in capsys.readouterr().err

    def test_csv_is_one_table(self, game, run):
        rows = list(csv.reader(io.StringIO(run(game, "--format", "csv")[1])))
        assert rows[0] == ["region", "condition", "#", "A", "B", "payoff A", "payoff B"]
        assert [row[:5] for row in rows[1:3]] == [["1", "true", "1", "u", "l"], ["1", "true", "2", "d", "r"]]
        assert len({len(row) for row in rows}) == 1

    def test_the_map_is_exact_at_its_signs(self, run):
        _, out, _ = run("cyber_preemption", "--over", "e,L", "--no-color")
        lines = re.findall(r"[│|]([0-9]+)$", out, flags=re.MULTILINE)
        assert len(lines) == 18
        assert {len(line) for line in lines} == {56}
        for row, line in enumerate(lines):
            fear = 30 - (2 * row + 1) * 30 / 36
            for column, sign in enumerate(line):
                chance = (2 * column + 1) / 112
                wanted = (1 if chance < 0.8 else 3) + (0 if chance * fear + 2 > 11 * chance else 1)
                assert sign == str(wanted)
        assert "1  (hold, hold); (disable, launch); 1 mixed" in out
        assert "a part of the range is drawn: L at least 0" in out

    def test_only_two_parameters_make_a_map(self, run):
        assert "part of the range" not in run("cyber_preemption", "--over", "e,L,u")[1]
        assert "part of the range" not in run("entry_deterrence", "--over", "k")[1]

    def test_a_budget_that_ends_is_said_with_what_is_known(self, run):
        code, out, _ = run("format_choice", "--cells", "3", "--format", "json")
        found = json.loads(out)
        assert code == 3
        assert not found["complete"]
        assert "there are more than 3 cells" in found["completeness"]
        assert found["cells"] == 3
        assert found["unexplored"]["cases"]
        _, out, _ = run("format_choice", "--cells", "3")
        assert "Not explored:" in out
        assert "not complete: 3 cells explored" in out

    def test_a_limit_shows_fewer_and_says_so(self, run):
        _, out, _ = run("cyber_preemption", "--limit", "1")
        assert "1 region shown, 3 more: --limit N shows N of them" in out
        assert "Region 2" not in out

    def test_quiet_prints_nothing(self, game, run):
        assert run(game, "--quiet") == (0, "", "")

    def test_the_whole_time_may_be_limited(self, run):
        code, out, err = run("global_sanctions_norm", "--timeout", "0.3")
        assert (code, out) == (3, "")
        assert "no answer within 0.3 seconds" in err

    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            (["--over", "p,z"], "has no parameter `z`"), (["--over", "p", "--set", "p=1/2"], "`p` is open and has a value"),
            (["--set", "p=1/2", "--set", "k=1"], "no parameter is open"), (["--set", "p=3", "--over", "k"], "outside its range"),
            (["--concept", "nahs"], "unknown concept"), (["--cells", "-1"], "the budget"), (["--limit", "-1"], "--limit"),
            (["--format", "tex"], "unknown output format"),
        ],
    )
    def test_what_makes_no_sense_is_refused(self, game, run, arguments, said):
        code, out, err = run(game, *arguments)
        assert (code, out) == (2, "")
        assert said in err

    def test_a_concept_that_takes_no_formulas_is_refused(self, game, run):
        code, out, err = run(game, "--concept", "correlated")
        assert (code, out) == (3, "")
        assert "not built for open parameters" in err

    def test_a_game_without_parameters(self, tmp_path, run):
        path = tmp_path / "plain.yaml"
        path.write_text("game: 1\nplayers: [A, B]\ntable: |\n  A \\ B | l\n  u | 1, 1\n", encoding="utf-8")
        code, _, err = run(str(path))
        assert code == 2
        assert "has no parameters" in err


def test_without_z3_it_is_said_how_to_get_it(game, run, monkeypatch):
    real = builtins.__import__

    def missing(name, *arguments, **options):
        if name == "z3":
            raise ImportError(name)
        return real(name, *arguments, **options)

    monkeypatch.setattr(builtins, "__import__", missing)
    code, out, err = run(game)
    assert (code, out) == (3, "")
    assert err == "error: questions about all parameter values need z3\n  = help: pip install 'gametheory_dprk[prove]'\n"


def test_regions_load_no_heavy_library_but_those_they_need(game):
    pytest.importorskip("z3")
    code = (
        f"import sys; from gametheory_dprk.cli.main import main; main(['regions', {game!r}, '--format', 'json']); "
        "print(*sorted({name.split('.')[0] for name in sys.modules}), file=sys.stderr)"
    )
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60).stderr.split()
    assert {"flint", "z3"} <= set(loaded)
    assert {"nashpy", "sympy", "numpy", "scipy", "rich", "typer"} & set(loaded) == set()
