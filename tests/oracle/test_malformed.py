"""The malformed files of the corpus: each refused or accepted as it should be, by name, and nothing in them is run."""

import json
from pathlib import Path

import pytest

from gametheory_dprk.cli.main import main

BAD = Path(__file__).resolve().parents[3] / "shared" / "corpus" / "public" / "bad"
CODES = {"reject": {2}, "accept": {0}, "either": {0, 2}}


def entries(ending):
    """The entries of the index whose files end so."""
    if not BAD.is_dir():
        return []
    return [entry for entry in json.loads((BAD / "index.json").read_text()) if entry["file"].endswith(ending)]


@pytest.mark.skipif(not BAD.is_dir(), reason="the corpus is not beside the project")
def test_there_are_malformed_files():
    assert len(entries(".yaml")) >= 8
    assert len(entries(".nfg")) >= 20
    assert len(entries(".efg")) >= 14


@pytest.mark.parametrize("entry", entries(".yaml") + entries(".nfg") + entries(".efg"), ids=lambda entry: entry["file"])
def test_a_malformed_file(entry, capsys):
    code = main(["check", str(BAD / entry["file"])])
    assert code in CODES[entry["expect"]]
    captured = capsys.readouterr()
    said = captured.out + captured.err
    assert entry["file"] in (captured.err if code else captured.out)
    assert "Traceback" not in said and len(said) < 20_000
    assert not any(text in said for text in entry.get("forbid", []))
    assert not Path("/tmp/GTD_CANARY").exists()
