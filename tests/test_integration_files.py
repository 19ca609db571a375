"""Hooks, the action, and the repository to copy: as far as they can run without a network."""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
import yaml

from gametheory_dprk.cli.schema import schema_text

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "examples/ci"
WORKFLOW = EXAMPLE / ".github/workflows/games.yml"


def loaded(path):
    # BaseLoader: to YAML 1.1 the key `on` of a workflow is the value true.
    return yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)


def run(command, folder, **environment):
    """A command line where the program is installed."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        command, cwd=folder, env=os.environ | {"PATH": path, "PYTHONPATH": str(ROOT), **environment}, capture_output=True,
        text=True, timeout=120,
    )


@pytest.fixture
def repository(tmp_path):
    return Path(shutil.copytree(EXAMPLE, tmp_path / "repository"))


def hooks():
    manifest = loaded(ROOT / ".pre-commit-hooks.yaml")
    (local,) = loaded(EXAMPLE / ".pre-commit-config.yaml")["repos"]
    return [*manifest, *local["hooks"]]


def workflow_commands():
    steps = loaded(WORKFLOW)["jobs"]["check"]["steps"]
    return [step["run"] for step in steps if step.get("run", "").startswith("dprk ")]


@pytest.mark.parametrize(("path", "schema"), [(WORKFLOW, "github-workflows"), (ROOT / "action.yml", "github-actions")])
def test_files_for_github_fit_the_published_schemas(path, schema):
    described = json.loads((ROOT / f"tests/schemas/{schema}.json").read_text(encoding="utf-8"))
    read = yaml.safe_load(path.read_text(encoding="utf-8"))
    read = {"on" if key is True else key: value for key, value in read.items()}
    jsonschema.validators.validator_for(described)(described).validate(read)


@pytest.mark.parametrize("hook", hooks(), ids=["manifest", "example"])
def test_a_hook_has_what_pre_commit_asks_for(hook):
    assert {"id", "name", "entry", "language", "files", "require_serial"} <= set(hook)
    assert hook["language"] == "python" and hook["require_serial"] == "true"


@pytest.mark.parametrize("hook", hooks(), ids=["manifest", "example"])
def test_a_hook_checks_the_files_of_a_commit(repository, hook):
    staged = [str(path.relative_to(repository)) for path in sorted(repository.rglob("*")) if path.is_file()]
    meant = [path for path in staged if re.search(hook["files"], path.replace(os.sep, "/"))]
    assert meant == [os.path.join("games", "coal_ban.yaml")]
    assert run([*shlex.split(hook["entry"]), *meant], repository).returncode == 0


def test_the_workflow_passes_and_shows_a_mistake_at_its_line(repository):
    (command,) = workflow_commands()
    done = run(shlex.split(command), repository, GITHUB_WORKSPACE=str(repository))
    assert (done.returncode, done.stdout) == (0, "")
    game = repository / "games/coal_ban.yaml"
    text = game.read_text(encoding="utf-8")
    game.write_text(text.replace("1/3 monitor + 2/3 ignore", "1/2 monitor + 1/2 ignore"), encoding="utf-8")
    done = run(shlex.split(command), repository, GITHUB_WORKSPACE=str(repository))
    line = text[: text.index("nash:")].count("\n") + 1
    assert done.returncode == 1
    assert f"::error file=games/coal_ban.yaml,line={line}," in done.stdout
    game.write_text(text.replace("assume:", "asume:"), encoding="utf-8")
    done = run(shlex.split(command), repository, GITHUB_WORKSPACE=str(repository))
    assert done.returncode == 2
    assert "title=E201::" in done.stdout


@pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")
def test_the_action_checks_what_it_is_given(repository):
    script = loaded(ROOT / "action.yml")["runs"]["steps"][-1]
    assert set(script["env"]) == {"PATHS", "SARIF"} and "${{" not in script["run"]
    hostile = run(["bash", "-e", "-c", script["run"]], repository, PATHS="games; touch owned $(touch owned)", SARIF="")
    assert hostile.returncode == 2 and not (repository / "owned").exists()
    good = run(["bash", "-e", "-c", script["run"]], repository, PATHS="games games/coal_ban.yaml", SARIF="out.sarif")
    assert (good.returncode, good.stdout, good.stderr) == (0, "", "")
    assert json.loads((repository / "out.sarif").read_text(encoding="utf-8"))["version"] == "2.1.0"


def test_the_schema_of_the_example_is_the_one_printed():
    assert (EXAMPLE / "games/game.schema.json").read_text(encoding="utf-8") == schema_text()


def test_a_new_game_belongs_there(repository):
    done = run(["dprk", "new", "normal", "games/deterrence"], repository)
    assert (done.returncode, done.stderr) == (0, "")
    assert run(["dprk", "check", "games"], repository).returncode == 0
