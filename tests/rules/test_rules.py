"""Every code has a story, and its examples are what it says they are."""

import json
from pathlib import Path

import pytest

from gametheory_dprk.cli import generate
from gametheory_dprk.cli.check import check_file
from gametheory_dprk.cli.main import main
from gametheory_dprk.formats.diagnostics import CODES, Diagnostic
from gametheory_dprk.rules import GROUPS, all_rules, rule

ROOT = Path(__file__).resolve().parents[2]
RULES = {item.code: item for item in all_rules()}


def found(content: str | bytes, ending: str, folder: Path) -> tuple[list[Diagnostic], list[str]]:
    """What is reported about a file with this content, and the verdicts on its claims."""
    path = folder / f"game{ending}"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    checked = check_file(str(path))
    return [*checked.diagnostics, *checked.warnings], [item.verdict for item in checked.claims]


def test_every_code_has_one_rule():
    assert [item.code for item in all_rules()] == sorted(CODES, key=lambda code: (list(GROUPS).index(code[:2]), code))
    assert [rule(code).code for code in CODES] == list(CODES)


@pytest.mark.parametrize("code", CODES)
def test_the_bad_example_gets_the_code_and_no_other(code, tmp_path):
    item = RULES[code]
    if item.bad is None:
        reported = list(check_file(str(tmp_path / "none.yaml")).diagnostics)
    else:
        reported, _ = found(item.bad, item.bad_ending or item.ending, tmp_path)
    assert [(one.code, one.place.line if one.place else None) for one in reported] == [(code, item.line)], reported
    assert reported[0].severity == item.severity
    assert reported[0].message and reported[0].help


@pytest.mark.parametrize("code", CODES)
def test_the_good_example_gets_nothing_and_its_claims_hold(code, tmp_path):
    reported, verdicts = found(RULES[code].good, RULES[code].ending, tmp_path)
    assert reported == []
    assert set(verdicts) <= {"holds"}


@pytest.mark.parametrize("code", CODES)
def test_every_rule_says_why(code):
    item = RULES[code]
    assert len(item.why.split()) >= 8 and item.why.endswith(".")
    assert item.bad_shown and item.bad_shown != item.good


def test_the_document_is_what_is_generated():
    assert (ROOT / "docs" / "diagnostics.md").read_text(encoding="utf-8") == generate.diagnostics(), "run `make generate`"


@pytest.mark.parametrize("output", ["human", "markdown", "json"])
def test_the_verb_tells_one_rule_or_all(output, capsys):
    assert main(["rule", "e301", "--format", output]) == 0
    told = capsys.readouterr().out
    assert "E301" in told and CODES["E301"] in told and "cots" in told
    assert main(["rule", "--all", "--format", output]) == 0
    told = capsys.readouterr().out
    assert all(code in told for code in CODES)
    if output == "json":
        body = json.loads(told)
        assert body["schema"].startswith("gametheory_dprk/rule/")
        assert [item["code"] for item in body["rules"]] == [item.code for item in all_rules()]


@pytest.mark.parametrize(("arguments", "phrase"), [(["E31"], "there is no code `E31`"), ([], "no code is given")])
def test_an_unknown_code_is_a_usage_error(arguments, phrase, capsys):
    assert main(["rule", *arguments]) == 2
    assert phrase in capsys.readouterr().err
