"""The schema of the game file accepts every good file and refuses what people usually get wrong."""

import json
import re
from pathlib import Path

import jsonschema
import pytest
import yaml

from gametheory_dprk import api
from gametheory_dprk.cli.main import main
from gametheory_dprk.errors import GameFileError
from gametheory_dprk.formats.game_schema import BESIDE, CLAIMS, PARTS, schema
from gametheory_dprk.formats.yaml_claims import COMMON, ClaimReader
from gametheory_dprk.formats.yaml_game import KEYS

ROOT = Path(__file__).resolve().parent.parent.parent
VALIDATOR = jsonschema.Draft202012Validator(schema())
GOOD = """game: 1
players: [US, China]
parameters: {c: 1, r: {value: 4, range: above 0}}
table: |
  US \\ China | comply | leak
  monitor    | -c, 0  | r, -6
  ignore     | 0, 0   | -5, 3
claims:
  - {nash: {US: 1/3 monitor + rest ignore, China: comply}, only: true}
"""
MISTAKES = {
    "no version": ("game: 1\n", ""),
    "another version": ("game: 1", "game: 2"),
    "no players": ("players: [US, China]\n", ""),
    "an empty list of players": ("[US, China]", "[]"),
    "an unknown key": ("table:", "tabel:"),
    "two bodies": ("claims:", "tree: {US: {a: [1, 2]}}\nclaims:"),
    "a body of another": ("claims:", "profiles: {a: [1, 2]}\nclaims:"),
    "an unknown key of a parameter": ("range:", "rang:"),
    "a parameter that is a list": ("{value: 4, range: above 0}", "[4, 5]"),
    "claims that are no list": ("  - {nash", "  x: {nash"),
    "an unknown claim": ("{nash:", "{nahs:"),
    "a claim of two kinds": ("only: true", "now: c == 1"),
    "what belongs to another claim": ("only: true", "weakly: true"),
    "a flag that is none": ("only: true", "only: perhaps"),
    "an unknown word": ("only: true", "ties: sometimes"),
    "a profile that is text": ("{US: 1/3 monitor + rest ignore, China: comply}", "comply"),
}


def files():
    found = sorted((ROOT / "games").glob("*.yaml")) + sorted((ROOT / "examples").rglob("*.yaml"))
    return [path for path in found if re.search(r"^game:", path.read_text(encoding="utf-8"), re.M)]


@pytest.mark.parametrize("loader", [yaml.SafeLoader, yaml.BaseLoader], ids=["typed", "text"])
@pytest.mark.parametrize("path", files(), ids=lambda path: path.stem)
def test_every_game_fits(path, loader):
    VALIDATOR.validate(yaml.load(path.read_text(encoding="utf-8"), loader))


@pytest.mark.parametrize("text", re.findall(r"^```yaml\n(.*?)^```", (ROOT / "docs/game-file.md").read_text(encoding="utf-8"), re.M | re.S))
def test_every_game_of_the_reference_fits(text):
    VALIDATOR.validate(yaml.safe_load(text))


@pytest.mark.parametrize("mistake", MISTAKES)
def test_typical_mistakes_do_not(mistake):
    VALIDATOR.validate(yaml.safe_load(GOOD))
    old, new = MISTAKES[mistake]
    text = GOOD.replace(old, new, 1)
    assert text != GOOD
    assert not VALIDATOR.is_valid(yaml.safe_load(text))
    with pytest.raises(GameFileError):  # and the reader agrees: the schema is never stricter
        api.read(text)


def test_it_is_a_schema_that_describes_every_key():
    jsonschema.Draft202012Validator.check_schema(schema())
    assert set(PARTS) == set(KEYS)
    assert all(part["description"] for part in schema()["properties"].values())


def test_it_knows_the_claims_that_the_reader_knows():
    game = api.read(GOOD)
    kinds = ClaimReader(None, game.form, (), set()).kinds
    assert {kind: extra for kind, (_, extra) in kinds.items()} == {kind: extra for kind, (_, extra, _) in CLAIMS.items()}
    assert set(COMMON) <= set(BESIDE)


def test_the_command_prints_it(capsys):
    assert main(["schema"]) == 0
    assert json.loads(capsys.readouterr().out) == schema()
