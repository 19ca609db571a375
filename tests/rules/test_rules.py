"""Every code has a story, and its examples are what it says they are."""

import json
from pathlib import Path

import pytest

from gametheory_dprk.checking import check_file
from gametheory_dprk.cli import generate
from gametheory_dprk.cli.main import main
from gametheory_dprk.formats.diagnostics import CODES, Diagnostic
from gametheory_dprk.rules import GROUPS, all_rules, rule

ROOT = Path(__file__).resolve().parents[2]
MARKED = {  # where the caret stands, and what it underlines
    "W001": (14, "cost"), "W002": (3, "middle"), "W003": (13, "@repyl"), "W004": (3, "insist"), "W005": (3, "press"),
    "W006": (5, "now"), "W007": (14, "cost"), "W008": (10, "cost > 1"), "W009": (10, "net"), "W010": (26, "W005"),
    "W011": (21, "W999"), "E002": (11, ""), "E004": (1, "-"), "E101": (11, ":"), "E102": (1, "title"),
    "E103": (8, "!!str Pressure"), "E104": (3, "<<"), "E105": (18, "*p"), "E106": (1282, "{"), "E107": (5, "&a4 ["),
    "E108": (1, "---"), "E109": (3, "["), "E110": (1, " "), "E111": (5, "range:"), "E201": (1, "tabel"),
    "E202": (1, "g"), "E203": (11, "maybe"), "E204": (7, "2"), "E205": (1, "tree"), "E206": (23, "0 .. 1"),
    "E207": (14, "if"), "E208": (3, "hold"), "E210": (3, "US"), "E211": (3, "press"), "E212": (3, "h"),
    "E213": (13, "{"), "E301": (16, "cots"), "E302": (15, "="), "E303": (21, "17"), "E304": (16, "cost > 1"),
    "E305": (20, "high"), "E306": (10, "gain"), "E307": (35, "big"), "E310": (25, "3/2"),
    "E311": (10, "cost < gain"), "E312": (22, "0"), "E401": (16, "2"), "E402": (3, "US \\ Chian"),
    "E403": (27, "1/3 presss"), "E404": (16, "1/2 hold + 1/3 press"), "E405": (46, "1/(1 + p)"),
    "E501": (3, "chance"), "E502": (7, "US @reply"), "E503": (7, "China @reply"), "E504": (25, "latter"),
    "E505": (45, "later"), "E506": (1, "moves"), "E507": (10, ""), "E508": (13, "1/2"), "E509": (12, "answer"),
    "E510": (15, "x*x"), "E602": (5, "nahs"), "E603": (19, "-1"), "E604": (13, "perhaps"), "E701": (5, "2"), "E702": (19, ""),
    "E703": (9, "Pressure"), "E704": (11, '"'), "E705": (39, "0"), "E706": (7, "4"), "E710": (1, "q"),
    "E711": (6, "3"), "E712": (6, "1"), "E713": (13, "-1, -1 "), "E714": (13, '"storm" 0.333 "calm" 2/3 '),
    "E715": (1, "t"),
}
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


@pytest.mark.parametrize("code", MARKED)
def test_the_caret_underlines_what_is_meant(code, tmp_path):
    (one,), _ = found(RULES[code].bad, RULES[code].ending, tmp_path)
    column, text = MARKED[code]
    assert (one.place.column, one.line_text[column - 1 : column - 1 + one.place.length]) == (column, text)


def test_every_fault_with_a_place_has_a_caret():
    assert set(MARKED) == {code for code, item in RULES.items() if item.line}


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
