"""The malformed YAML files of the corpus: each refused, by name, without running anything in them."""

import json
from pathlib import Path

import pytest

from gametheory_dprk.cli.main import main

BAD = Path(__file__).resolve().parents[3] / "shared" / "corpus" / "public" / "bad"
ENTRIES = (
    [entry for entry in json.loads((BAD / "index.json").read_text()) if entry["file"].endswith(".yaml")]
    if BAD.is_dir()
    else []
)


@pytest.mark.skipif(not ENTRIES, reason="the corpus is not beside the project")
def test_there_are_malformed_files():
    assert len(ENTRIES) >= 8


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry["file"])
def test_a_malformed_file_is_refused(entry, capsys):
    assert main(["check", str(BAD / entry["file"])]) == 2
    captured = capsys.readouterr()
    said = captured.out + captured.err
    assert entry["file"] in captured.err and "Traceback" not in said and len(said) < 20_000
    assert not any(text in said for text in entry.get("forbid", []))
    assert not Path("/tmp/GTD_CANARY").exists()
