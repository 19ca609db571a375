"""A new concept, format or output is one file and one line in a registry."""

import sys
from textwrap import dedent

import pytest

from gametheory_dprk import api
from gametheory_dprk.cli.main import main
from gametheory_dprk.formats import FORMATS, WRITERS
from gametheory_dprk.report import OUTPUTS
from gametheory_dprk.solvers import CONCEPTS, Concept

GAME = "game: 1\nplayers: [A, B]\ntable: |\n  A \\ B | x | y\n  a | 2, 2 | 0, 0\n  b | 0, 0 | 1, 1\n"


@pytest.fixture
def module(tmp_path, monkeypatch):
    """Writes a module of this name and source, importable while the test runs."""
    monkeypatch.syspath_prepend(str(tmp_path))

    def write(name, source):
        (tmp_path / f"{name}.py").write_text(dedent(source), encoding="utf-8")
        monkeypatch.delitem(sys.modules, name, raising=False)

    return write


@pytest.fixture
def game_file(tmp_path):
    path = tmp_path / "coordination.yaml"
    path.write_text(GAME, encoding="utf-8")
    return path


def test_a_new_concept(module, game_file, monkeypatch, capsys):
    module("toy_concept", """
        from gametheory_dprk.model.solution import Solution
        from gametheory_dprk.solvers.bimatrix import solve as nash

        def solve(game, limit):
            found = [item for item in nash(game, limit).equilibria if item.is_pure]
            best = max(sum(item.payoffs) for item in found)
            kept = tuple(item for item in found if sum(item.payoffs) == best)
            return Solution(game=game, concept="best-pure", method="toy", equilibria=kept, count=len(kept),
                            complete=True, completeness="the best of the pure ones")
    """)
    toy = Concept("best-pure", "Best pure equilibria", "strategic", "toy_concept:solve",
                  CONCEPTS["nash"].judge, "no player gains by deviating")
    monkeypatch.setitem(CONCEPTS, "best-pure", toy)
    assert main(["solve", str(game_file), "--concept", "best-pure", "--format", "csv"]) == 0
    assert capsys.readouterr().out.splitlines()[1:] == ["1,a,x,2,2"]


def test_a_new_format(module, tmp_path, monkeypatch, capsys):
    module("toy_format", """
        from gametheory_dprk.model.definition import GameDefinition
        from gametheory_dprk.model.strategic import StrategicGame

        def read(text, id, path):
            numbers = [int(word) for word in text.split()]
            form = StrategicGame.from_arrays([numbers[:2], numbers[2:]])
            return GameDefinition(id, "a toy", "", tuple((name, name) for name in form.players), form, path=path)
    """)
    monkeypatch.setitem(FORMATS, ".toy", "toy_format:read")
    path = tmp_path / "pennies.toy"
    path.write_text("1 -1 -1 1", encoding="utf-8")
    assert main(["solve", str(path), "--format", "csv"]) == 0
    assert "1/2 1 + 1/2 2" in capsys.readouterr().out
    assert api.solve(str(path)).value == 0


def test_a_new_writer(module, game_file, tmp_path, monkeypatch, capsys):
    module("toy_writer", """
        from gametheory_dprk.formats.writing import Written

        def write(definition, values):
            return Written(f"{definition.id}!", ("a toy has no place for payoffs",))
    """)
    monkeypatch.setitem(WRITERS, ".toy", "toy_writer:write")
    assert main(["convert", str(game_file), str(tmp_path / "out.toy")]) == 0
    assert (tmp_path / "out.toy").read_text(encoding="utf-8") == "coordination!"
    assert capsys.readouterr().err == "note: a toy has no place for payoffs\n"


def test_a_new_output(module, game_file, monkeypatch, capsys):
    module("toy_output", """
        def solution(view, out):
            out.write(f"{view.definition.id}: {view.solution.count}\\n")
    """)
    monkeypatch.setitem(OUTPUTS, "toy", "toy_output")
    assert main(["solve", str(game_file), "--format", "toy"]) == 0
    assert capsys.readouterr().out == "coordination: 3\n"
    assert main(["show", str(game_file), "--format", "toy"]) == 2
    assert "does not offer this" in capsys.readouterr().err
