"""The documents show what the program prints: every example in them is run and compared."""

import doctest
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import gametheory_dprk as gt
from gametheory_dprk import api
from gametheory_dprk.formats.yaml_game import read_game
from gametheory_dprk.solvers import CONCEPTS, FORM_CONCEPTS

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = ("README.md", "docs/cli.md", "docs/json.md", "docs/game-file.md", "docs/python.md", "docs/diagnostics.md", "docs/limits.md", "docs/pictures.md", "docs/page.md", "examples/lesson.md")


def blocks(document: str, language: str) -> list[str]:
    """The fenced blocks of a document in this language."""
    text = (ROOT / document).read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```", text, flags=re.MULTILINE | re.DOTALL)


def console_examples() -> list[tuple[str, str, str]]:
    """(document, command, expected output) for each ``$ command`` of the documents."""
    found = []
    for document in DOCUMENTS:
        for block in blocks(document, "console"):
            for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
                command, _, output = part.partition("\n")
                found.append((document, command, output.rstrip("\n")))
    return found


def run(command: str, folder: Path) -> str:
    """What a command prints in a shell where the program is installed, its exit code added if it is not 0."""
    environment = os.environ | {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}", "COLUMNS": "80", "NO_COLOR": "1",
        "PYTHONIOENCODING": "utf-8", "HOME": str(folder),
    }
    done = subprocess.run(
        command, shell=True, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        stdin=subprocess.DEVNULL, encoding="utf-8", timeout=120,
    )
    output = "\n".join(line.rstrip() for line in done.stdout.rstrip("\n").split("\n"))
    return output + (f"\n[exit code {done.returncode}]" if done.returncode else "")


@pytest.mark.parametrize(("document", "command", "expected"), console_examples())
def test_commands_print_what_the_documents_show(document, command, expected, tmp_path):
    if command.startswith(("make", "pip")):
        pytest.skip("sets up an environment; CI runs it as its own command")
    assert run(command, tmp_path) == "\n".join(line.rstrip() for line in expected.split("\n"))


def yaml_examples() -> list[tuple[str, str]]:
    return [(document, block) for document in DOCUMENTS for block in blocks(document, "yaml")]


@pytest.mark.parametrize(("document", "text"), yaml_examples())
def test_games_in_documents_are_valid_and_their_claims_hold(document, text):
    verdicts = api.check(read_game(text, "example", document))
    assert [item.claim.name for item in verdicts if item.verdict != "holds"] == []


@pytest.mark.parametrize("document", [name for name in DOCUMENTS if blocks(name, "python")])
def test_python_examples_print_what_the_documents_show(document, monkeypatch):
    monkeypatch.chdir(ROOT)
    text = "\n".join(blocks(document, "python"))
    assert ">>> " in text
    test = doctest.DocTestParser().get_doctest(text, {}, document, document, 0)
    report: list[str] = []
    failed, _ = doctest.DocTestRunner(optionflags=doctest.REPORT_NDIFF).run(test, out=report.append)
    assert not failed, "".join(report)


def test_every_public_name_is_documented():
    text = (ROOT / "docs/python.md").read_text(encoding="utf-8")
    assert [name for name in gt.__all__ if not re.search(rf"gt\.{name}\b", text)] == []


def test_the_documents_list_every_concept():
    text = (ROOT / "docs/cli.md").read_text(encoding="utf-8")
    listed = re.findall(r"^\| `([a-z0-9-]+)` \| ([A-Z][^|]*?) \| (table|tree)", text, flags=re.MULTILINE)
    forms = {"strategic": "table", "tree": "tree"}
    assert listed == [(item.name, item.title, forms[item.form]) for item in CONCEPTS.values()]


@pytest.mark.parametrize("form", FORM_CONCEPTS)
def test_the_documents_list_the_concepts_of_every_form(form):
    text = (ROOT / "docs/cli.md").read_text(encoding="utf-8")
    listed = re.findall(r"^\| `([a-z-]+)` \| ([A-Za-z][^|]*?) \|", text, flags=re.MULTILINE)
    assert {(item.name, item.title) for item in FORM_CONCEPTS[form].values()} <= set(listed)


def test_every_document_has_examples():
    assert {document for document, *_ in console_examples()} >= {"README.md", "docs/cli.md", "docs/json.md"}
    assert len(blocks("docs/game-file.md", "yaml")) >= 5


@pytest.mark.parametrize("script", sorted((ROOT / "examples").glob("*.py")), ids=lambda path: path.name)
def test_example_scripts_run(script):
    done = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, cwd=ROOT, timeout=120)
    assert done.returncode == 0, done.stderr
    assert "equilibria" in done.stdout
