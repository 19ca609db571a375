"""``dprk new``: every scaffold is a good game whose claims hold, and nothing is ever replaced."""

import json
import os

import jsonschema
import pytest
import yaml

from gametheory_dprk import api
from gametheory_dprk.cli.main import main
from gametheory_dprk.cli.new import kinds


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_kinds_that_are_promised():
    assert {"normal", "sequential", "signaling", "offer"} <= set(kinds())


@pytest.mark.parametrize("kind", kinds())
def test_a_scaffold_passes_check_and_fits_its_schema(folder, kind, capsys):
    assert main(["new", kind, "us_china-talks"]) == 0
    assert "dprk check us_china-talks.yaml" in capsys.readouterr().out
    assert main(["check", "us_china-talks.yaml"]) == 0
    assert main(["solve", "us_china-talks.yaml", "--quiet"]) == 0
    text = (folder / "us_china-talks.yaml").read_text(encoding="utf-8")
    first, rest = text.split("\n", 1)
    assert first == "# yaml-language-server: $schema=./game.schema.json"
    assert "TITLE" not in rest
    schema = json.loads((folder / "game.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(schema).validate(yaml.safe_load(text))
    definition = api.load("us_china-talks.yaml")
    assert definition.title == "Us china talks"
    assert len(definition.claims) >= 2


def test_names_and_titles(folder, capsys):
    assert main(["new", "signalling", "a.yml"]) == 0
    os.mkdir("sub")
    assert main(["new", "normal", os.path.join("sub", "no: it's #1")]) == 0
    assert api.load(os.path.join("sub", "no: it's #1.yaml")).title == "No: it's #1"
    assert (folder / "sub" / "game.schema.json").exists()
    assert main(["new", "normal", "v1.2"]) == 0
    assert (folder / "v1.2.yaml").exists()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["norml", "x"], "did you mean `normal`?"),
        (["normal", "there"], "exists"),
        (["normal", "there.yaml"], "exists"),
        (["normal", "dangling"], "exists"),
        (["normal", os.path.join("missing", "x")], "there is no directory"),
        (["normal", ""], "names no file"),
        (["normal", ".yaml"], "names no file"),
        (["normal", "x" * 300], "cannot be written"),
    ],
)
def test_what_is_refused(folder, arguments, told, capsys):
    (folder / "there.yaml").write_text("mine", encoding="utf-8")
    (folder / "game.schema.json").write_text("mine too", encoding="utf-8")
    os.symlink("nowhere", "dangling.yaml")
    before = sorted(os.listdir())
    assert main(["new", *arguments]) == 2
    assert told in capsys.readouterr().err
    assert sorted(os.listdir()) == before
    assert (folder / "there.yaml").read_text(encoding="utf-8") == "mine"
    assert (folder / "game.schema.json").read_text(encoding="utf-8") == "mine too"


def test_a_file_that_comes_at_the_last_moment_is_kept(folder, monkeypatch, capsys):
    link = os.link

    def late(source, target):
        (folder / "late.yaml").write_text("theirs", encoding="utf-8")
        return link(source, target)

    monkeypatch.setattr(os, "link", late)
    assert main(["new", "normal", "late"]) == 2
    assert (folder / "late.yaml").read_text(encoding="utf-8") == "theirs"


def test_a_file_system_without_links(folder, monkeypatch, capsys):
    def refuses(*_):
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(os, "link", refuses)
    assert main(["new", "normal", "x"]) == 0
    assert main(["new", "normal", "x"]) == 2
    assert sorted(os.listdir()) == ["game.schema.json", "x.yaml"]
