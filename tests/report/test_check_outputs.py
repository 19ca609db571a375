"""Annotations, JUnit and SARIF: what `check` found, in the forms that other programs read."""

import io
import json
import re
from pathlib import Path
from xml.etree import ElementTree

import jsonschema
import pytest

from gametheory_dprk.checking import check_file
from gametheory_dprk.cli.common import renderer
from gametheory_dprk.cli.main import main
from gametheory_dprk.report import CHECK_OUTPUTS, OUTPUTS

GAME = "game: 1\nplayers: [A, B]\ntable: |\n  A \\ B | x | y\n  a | 1, 1 | 0, 0\n  b | 0, 0 | 2, 2\n"
SEQUENTIAL = "game: 1\nplayers: [A, B]\ntree: {A: {l: [1, 1], r: {B: {m: [1, 0], n: [2, 0]}}}}\n"
FILES = {
    "good.yaml": GAME + "claims:\n  - {name: both, nash: {A: b, B: y}}\n",
    "fails.yaml": GAME + "claims:\n  - {name: 'two, no: 100% <b> & \"more\"', count: {nash: 2}}\n  - {name: three, count: {nash: 3}}\n",
    "unknown.yaml": SEQUENTIAL + "claims:\n  - {name: none, d1: {A: l}}\n",
    "bad.yaml": "game: 1\nplayers: [A, B]\ntabel: x\n'wh\x85at': y\n",
    "a & b/é <1>.yaml": "no game",
    "none.yaml": GAME,
}


@pytest.fixture
def files(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GITHUB_WORKSPACE", raising=False)
    for name, text in FILES.items():
        path = Path(name)
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return [check_file(path) for path in (*FILES, "missing.yaml")]


def rendered(output, files, function="checks"):
    out = io.StringIO()
    renderer(output, function)(files, out)
    return out.getvalue()


def findings(files):
    """File, line and rule of everything that is wrong."""
    for file in files:
        for item in (*file.diagnostics, *file.warnings):
            yield file.path, item.place.line if item.place else None, item.code
        for item in file.claims:
            if item.verdict != "holds":
                yield file.path, item.place.line, f"claim-{item.verdict}"


def test_sarif_fits_the_published_schema(files):
    schema = json.loads((Path(__file__).parent.parent / "schemas/sarif-2.1.0-rtm.5.json").read_text(encoding="utf-8"))
    jsonschema.Draft4Validator(schema, format_checker=jsonschema.FormatChecker()).validate(json.loads(rendered("sarif", files)))
    jsonschema.Draft4Validator(schema).validate(json.loads(rendered("sarif", [])))
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft4Validator(schema).validate({"version": "2.1.0", "runs": [{}]})


def test_sarif_tells_every_finding_at_its_place(files):
    run = json.loads(rendered("sarif", files))["runs"][0]
    told = []
    for result in run["results"]:
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        (location,) = result["locations"]
        place = location["physicalLocation"]
        told.append((place["artifactLocation"]["uri"], place.get("region", {}).get("startLine"), result["ruleId"]))
    assert told == [(path.replace("a & b/é <1>", "a%20%26%20b/%C3%A9%20%3C1%3E"), line, rule) for path, line, rule in findings(files)]
    prints = [result["partialFingerprints"]["finding/v1"] for result in run["results"]]
    assert len(set(prints)) == len(prints)


def test_a_finding_keeps_its_fingerprint_when_lines_move(files):
    before = json.loads(rendered("sarif", files))["runs"][0]["results"]
    Path("fails.yaml").write_text("# a line more\n" + FILES["fails.yaml"], encoding="utf-8")
    after = json.loads(rendered("sarif", [check_file("fails.yaml")]))["runs"][0]["results"]
    assert after[0]["partialFingerprints"] in [result["partialFingerprints"] for result in before]


def test_annotations_are_escaped_and_in_place(files):
    lines = rendered("github", files).splitlines()
    told = []
    for line in lines:
        level, properties, message = re.fullmatch(r"::(error|warning) ([^:]*)::(.+)", line).groups()
        values = dict(item.split("=", 1) for item in properties.split(","))
        assert (level == "warning") is ("unknown" in values["title"]) and message
        told.append((values["file"], int(values["line"]) if "line" in values else None, values["title"].split()[0]))
    assert told == list(findings(files))
    claim = next(line for line in lines if line.startswith("::error file=fails.yaml"))
    assert claim.split("::")[1].endswith('title=claim-fails two%2C no%3A 100%25 <b> & "more"')


def test_paths_are_those_of_the_checkout(files, tmp_path, monkeypatch):
    monkeypatch.setenv("GITHUB_WORKSPACE", str(tmp_path))
    monkeypatch.chdir(tmp_path / "a & b")
    assert "file=fails.yaml," in rendered("github", [check_file("../fails.yaml")])
    assert "file=a & b/é <1>.yaml," in rendered("github", [check_file("é <1>.yaml")])


def test_a_file_outside_the_checkout_has_an_absolute_address(files, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path / "a & b")
    run = json.loads(rendered("sarif", [check_file(str(tmp_path / "fails.yaml"))]))["runs"][0]
    assert run["artifacts"][0]["location"] == {"uri": (tmp_path / "fails.yaml").as_uri()}


def test_junit_counts_what_it_lists(files):
    root = ElementTree.fromstring(rendered("junit", files).encode())
    suites = {suite.get("name"): suite for suite in root}
    assert list(suites) == [file.path for file in files]
    for parent in [root, *suites.values()]:
        for count, tag in (("tests", ".//testcase"), ("failures", ".//failure"), ("errors", ".//error")):
            assert int(parent.get(count)) == len(parent.findall(tag))
    assert [case.get("name") for case in suites["good.yaml"]] == ["valid", "both"]
    assert suites["fails.yaml"][1].get("name") == 'two, no: 100% <b> & "more"'
    assert suites["fails.yaml"][1].get("line") == "8"
    assert suites["unknown.yaml"].find(".//error").get("type") == "d1"
    assert all(item.code in suites["bad.yaml"].find(".//error").text for item in files[3].diagnostics)


def test_junit_leaves_out_what_xml_cannot_hold():
    from gametheory_dprk.report.junit import _element

    text = _element("error", {"message": "a\x00\ufffe\ud800b\n"}, "c\x1b[31m]]>d")
    assert ElementTree.fromstring(text).get("message") == "a???b\n"
    assert ElementTree.fromstring(text).text == "c?[31m]]>d"


@pytest.mark.parametrize("output", [name for name in OUTPUTS if name not in ("html", "latex")])
def test_statistics_count_every_finding(files, output):
    text = rendered(output, files, "statistics")
    for rule in {rule for *_, rule in findings(files)}:
        count = sum(found == rule for *_, found in findings(files))
        assert rule in text
        if output == "json":
            assert {"rule": rule, "count": count}.items() <= next(
                row for row in json.loads(text)["statistics"] if row["rule"] == rule
            ).items()
        elif output == "human":
            assert re.search(rf"^ *{count}  {rule} ", text, re.M)


@pytest.mark.parametrize("output", CHECK_OUTPUTS)
def test_other_verbs_do_not_offer_these(files, output, capsys):
    assert main(["solve", "good.yaml", "--format", output]) == 2
    assert "does not offer this" in capsys.readouterr().err
    assert main(["check", "good.yaml", "--format", output]) == 0


def test_warnings_are_in_every_output(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    Path("warned.yaml").write_text(GAME + "parameters: {c: 3}\n", encoding="utf-8")
    files = [check_file("warned.yaml")]
    assert [item.code for item in files[0].warnings] == ["W001"]
    for output in (*(name for name in OUTPUTS if name != "latex"), *CHECK_OUTPUTS):
        assert "warning" in rendered(output, files) or "W001" in rendered(output, files), output
    assert rendered("github", files).startswith("::warning file=warned.yaml,line=7,")
    assert [item["level"] for item in json.loads(rendered("sarif", files))["runs"][0]["results"]] == ["warning"]
    suite = ElementTree.fromstring(rendered("junit", files)).find("testsuite")
    assert (suite.get("failures"), suite.get("errors")) == ("0", "0")
    assert "W001" in suite.find("testcase/system-out").text
    assert "1  W001" in rendered("human", files, "statistics")
    assert [main(["check", "warned.yaml", "--no-cache", *flags]) for flags in ([], ["--strict"], ["--strict", "--ignore=W001"])] == [0, 1, 0]
    capsys.readouterr()
