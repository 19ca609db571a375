"""The block `expect`: written by `check --update`, compared by `check`, the rest of the file as it was."""

import json
import os
import shutil
from pathlib import Path

import pytest

from gametheory_dprk import api
from gametheory_dprk.checking import check_file
from gametheory_dprk.checking.expectations import answer_of, changes, shortened
from gametheory_dprk.cli.main import main
from gametheory_dprk.errors import GameFileError
from gametheory_dprk.formats.expect_place import blanked, with_block
from gametheory_dprk.formats.expect_text import block_lines, mix_text, parse_mix
from gametheory_dprk.model.expectation import Expected, Plan

ROOT = Path(__file__).resolve().parents[2]
GAMES = sorted((ROOT / "games").glob("*.yaml"))
GAME = """# a comment at the top
game: 1
players: [US, China]   # who

parameters: {gain: 2}
table: |
  US \\ China | open | shut
  hold       | gain, 1 | 0, 0
  press      | 0, 0 | 1, 2
# at the end
"""
BLOCK = """expect:  # what `dprk check --update` found
  concept: nash
  complete: yes
  equilibria:
    - {US: hold, China: open, payoffs: [2, 1]}
    - {US: press, China: shut, payoffs: [1, 2]}
    - {US: 2/3 hold + 1/3 press, China: 1/3 open + 2/3 shut, payoffs: [2/3, 2/3]}
"""
SETS = "game: 1\nplayers: [A, B]\ntable: |\n  A \\ B | l | r\n  out | 0, 3 | 0, 3\n  in | -1, -1 | 2, 1\n"
MANY = "game: 1\nplayers: [A, B]\ntable: |\n  A \\ B | " + " | ".join(f"c{n}" for n in range(12)) + "\n" + "".join(
    f"  r{n} | " + " | ".join("0, 0" for _ in range(12)) + "\n" for n in range(12)
)
THREE = "game: 1\nplayers: [A, B, C]\nstrategies: {A: [x, y], B: [x, y], C: [x, y]}\npayoffs: {each: 1 if n(x) == 3 else 0}\n"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / "game.yaml").write_text(GAME, encoding="utf-8")
    return tmp_path


def verdict(path):
    (found,) = [item for item in check_file(str(path)).claims if item.kind == "expect"]
    return found


def test_a_named_file_gets_a_block_behind_everything_else(folder, capsys):
    assert main(["check", "--update", "game.yaml"]) == 0
    assert capsys.readouterr().err.startswith("game.yaml: expectation written, 3 equilibria\n")
    assert (folder / "game.yaml").read_text(encoding="utf-8") == GAME + BLOCK
    assert main(["check", "game.yaml"]) == 0


def test_nothing_is_written_where_nothing_changed(folder, capsys):
    (folder / "game.yaml").write_text(GAME + BLOCK.replace("2/3 hold", "4/6 hold").replace("[1, 2]", "[1.0, 2]"), encoding="utf-8")
    os.utime("game.yaml", (1, 1))
    assert main(["check", "--update", "."]) == 0
    assert capsys.readouterr().err == "./game.yaml: unchanged, 3 equilibria\n"
    assert os.stat("game.yaml").st_mtime == 1


def test_a_change_of_the_model_is_told_as_a_change_of_equilibria(folder, capsys):
    (folder / "game.yaml").write_text((GAME + BLOCK).replace("gain: 2", "gain: 3"), encoding="utf-8")
    assert main(["check", "game.yaml"]) == 1
    told = capsys.readouterr().out
    assert "line 11: the expected answer: 1 vanished, 1 appeared, 1 changed in value" in told
    assert "    - US: 2/3 hold + 1/3 press; China: 1/3 open + 2/3 shut; pays 2/3, 2/3\n" in told
    assert "    + US: 2/3 hold + 1/3 press; China: 1/4 open + 3/4 shut; pays 3/4, 2/3\n" in told
    assert "    ~ US: hold; China: open; pays 3, 1, was 2, 1\n" in told
    assert main(["check", "--update", "."]) == 0
    assert "updated: 1 vanished, 1 appeared, 1 changed in value" in capsys.readouterr().err
    assert "US: 2/3 hold + 1/3 press, China: 1/4 open + 3/4 shut, payoffs: [3/4, 2/3]" in (folder / "game.yaml").read_text()


def test_the_verdict_stands_at_the_key_and_in_every_output(folder, capsys):
    (folder / "game.yaml").write_text((GAME + BLOCK).replace("gain: 2", "gain: 3"), encoding="utf-8")
    place = verdict("game.yaml").place
    assert (place.line, place.column) == (11, 1)
    told = {}
    for output in ("json", "github", "junit", "sarif"):
        for _ in range(2):  # the second is looked up
            assert main(["check", "game.yaml", "--format", output]) == 1
            again = capsys.readouterr().out
            assert told.setdefault(output, again) == again
    (claim,) = json.loads(told["json"])["files"][0]["claims"]
    assert (claim["kind"], claim["verdict"], claim["line"], claim["column"]) == ("expect", "fails", 11, 1)
    assert told["github"].startswith("::error file=game.yaml,line=11,col=1,endLine=11,endColumn=7,title=claim-fails the expected answer::")
    assert '<testcase name="the expected answer" classname="game.yaml" file="game.yaml" line="11">' in told["junit"]
    assert json.loads(told["sarif"])["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"]["startLine"] == 11


def test_order_and_spelling_do_not_matter(folder):
    lines = BLOCK.splitlines()
    lines[4:7] = reversed(lines[4:7])
    text = "\n".join(lines).replace("{US: 2/3 hold + 1/3 press, China: 1/3 open + 2/3 shut,", "{China: (2/3) shut + (1/3) open, US: 0.25 press + 75% hold,")
    text = text.replace("0.25 press + 75% hold", "1/3 press + 2/3 hold") + "\n"
    (folder / "game.yaml").write_text(GAME + text, encoding="utf-8")
    assert verdict("game.yaml").verdict == "holds"


@pytest.mark.parametrize("path", GAMES, ids=lambda path: path.stem)
def test_every_game_of_the_library_can_be_expected(path):
    definition = api.load_file(str(path))
    found = shortened(answer_of(definition))
    text = with_block(definition.text, block_lines(found))
    assert text.startswith(definition.text)
    read = api.read(text, definition.id).expect
    assert read.concept == found.concept
    assert not changes(read, found).summary and not changes(found, read).summary
    assert with_block(text, block_lines(found)) == text
    assert blanked(text).rstrip() == definition.text.rstrip()


@pytest.mark.parametrize(("before", "after"), [
    (GAME, ""), (GAME, "claims:  # kept\n  - {count: {nash: 3}}   # and this\n# last"), (GAME, "\n\n# far below\nabout: |\n  text\n\n"),
    (GAME, "labels: {}\n"), ("# top\n  # indented\n" + "".join(f"  {line}\n" if line else "\n" for line in GAME.splitlines()), "  claims: []\n"),
])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_the_rest_stays_letter_by_letter(tmp_path, before, after, newline):
    indent = "  " if before.startswith("# top") else ""
    old = "expect:\n  concept: nash   # old\n  complete: no\n  # a comment in it\n  equilibria: [{US: hold,\n     China: open, payoffs: [9, 9]}]\n"
    old = "".join(indent + line for line in old.splitlines(keepends=True))
    path = tmp_path / "game.yaml"
    data = (before + old + after).replace("\n", newline).encode()
    path.write_bytes(b"\xef\xbb\xbf" + data)
    assert main(["check", "--update", str(path), "--no-cache", "--quiet"]) == 0
    new = "".join(indent + line for line in BLOCK.splitlines(keepends=True))
    assert path.read_bytes() == b"\xef\xbb\xbf" + (before + new + after).replace("\n", newline).encode()


@pytest.mark.parametrize(("text", "count", "listed", "complete"), [
    (SETS, 3, 3, True), (MANY, 144, 100, True), (THREE, 5, 5, None),
], ids=["a continuum by its extreme points", "more than are listed", "mixed ones not searched"])
def test_kinds_of_answers(tmp_path, text, count, listed, complete):
    path = tmp_path / "game.yaml"
    path.write_text(text, encoding="utf-8")
    assert main(["check", "--update", str(path), "--quiet", "--no-cache"]) == 0
    found = api.load_file(str(path)).expect
    assert (found.count, len(found.items)) == (count, listed)
    if complete is not None:
        assert found.complete == complete
    assert verdict(path).verdict == "holds"
    changed = path.read_text(encoding="utf-8")
    path.write_text(changed.replace("complete: yes", "complete: no") if "complete: yes" in changed else changed.replace("complete: no", "complete: yes"))
    assert verdict(path).verdict == "fails" and "complete" in verdict(path).evidence


def test_the_concept_of_the_block_is_kept(folder):
    (folder / "game.yaml").write_text(GAME + "expect: {concept: strict}\n", encoding="utf-8")
    assert verdict("game.yaml").verdict == "unknown"
    assert main(["check", "--update", "."]) == 0
    found = api.load_file("game.yaml").expect
    assert (found.concept, found.count) == ("strict", 2)


@pytest.mark.parametrize("block", ["expect:\n", "expect: {}\n", "expect: {concept: nash}\n"])
def test_a_block_that_waits_is_filled(folder, block):
    (folder / "game.yaml").write_text(GAME + block, encoding="utf-8")
    assert main(["check", "."]) == 3
    assert main(["check", "--update", "."]) == 0
    assert (folder / "game.yaml").read_text(encoding="utf-8") == GAME + BLOCK


def test_directories_refresh_only_what_has_a_block(folder, capsys):
    shutil.copy(ROOT / "games" / "chicken.yaml", folder / "other.yaml")
    (folder / "plain.nfg").write_text('NFG 1 R "x" { "a" "b" } { 1 1 }\n1 1\n', encoding="utf-8")
    before = {path.name: path.read_bytes() for path in folder.glob("*.*")}
    assert main(["check", "--update", "."]) == 0
    assert capsys.readouterr().err == "no file has a block `expect`: name a file itself to write one into it\n"
    assert {path.name: path.read_bytes() for path in folder.glob("*.*")} == before


@pytest.mark.parametrize(("arguments", "message"), [
    (["-"], "standard input is none"), (["chicken"], "is a game of the library"), (["game.yaml", "--watch"], "`--watch`"),
    (["plain.nfg"], "has no place for what is expected"), (["locked.yaml"], "`locked.yaml` is read-only"),
])
def test_what_cannot_be_updated(folder, capsys, arguments, message):
    (folder / "plain.nfg").write_text('NFG 1 R "x" { "a" "b" } { 1 1 }\n1 1\n', encoding="utf-8")
    (folder / "locked.yaml").write_text(GAME, encoding="utf-8")
    (folder / "locked.yaml").chmod(0o444)
    assert main(["check", "--update", *arguments]) == 2
    assert message in capsys.readouterr().err
    assert (folder / "locked.yaml").read_text(encoding="utf-8") == GAME


def test_a_symbolic_link_stays_one(folder):
    os.symlink("game.yaml", folder / "link.yaml")
    assert main(["check", "--update", "link.yaml"]) == 0
    assert (folder / "link.yaml").is_symlink() and (folder / "game.yaml").read_text(encoding="utf-8") == GAME + BLOCK


def test_a_file_with_errors_or_without_an_answer_is_left(folder, capsys):
    (folder / "bad.yaml").write_text(GAME.replace("hold", "press"), encoding="utf-8")
    (folder / "open.yaml").write_text(GAME.replace("gain: 2", "gain: {range: above 0}"), encoding="utf-8")
    (folder / "braces.yaml").write_text("{game: 1, players: [A, B], strategies: {A: [x], B: [y]}, profiles: {'x, y': [1, 2]}}\n")
    before = {path.name: path.read_bytes() for path in folder.glob("*.yaml")}
    assert main(["check", "--update", "open.yaml"]) == 3
    assert "open.yaml: left as it is: " in capsys.readouterr().err
    assert main(["check", "--update", "braces.yaml"]) == 3
    assert "the whole file stands in braces" in capsys.readouterr().err
    assert main(["check", "--update", "bad.yaml"]) == 2
    assert {path.name: path.read_bytes() for path in folder.glob("*.yaml")} == before


@pytest.mark.parametrize("mix", [
    (("hold", 1),), (("2 ships", 1),), (("a + b", 1),), (("it's", 1),), (("'quoted'", 1),), (("(x) y", 1),), (("13/20", 1),), (("a +", 1),),
    (("x", "sqrt(2) - 1"), ("1/2 y + z", "2 - sqrt(2)")),
])
def test_mixes_are_read_as_they_are_written(mix):
    assert parse_mix(mix_text(mix)) == mix


def test_players_called_like_a_key():
    item = Expected((Plan("payoffs", "", ((("a", 1),),)),), ())
    assert item.key != Expected((Plan("pays", "", ((("a", 1),),)),), ()).key
    text = "game: 1\nplayers: [payoffs, B]\nstrategies: {payoffs: [x], B: [y]}\nprofiles: {'x, y': [1, 2]}\n"
    definition = api.read(text)
    found = answer_of(definition)
    assert not changes(api.read(with_block(text, block_lines(found))).expect, found).summary


@pytest.mark.parametrize("block", [
    "expect: [1]\n", "expect: {concept: nash, complete: yes, equilibria: 3}\n", "expect: {concept: nash, equilibria: []}\n",
    "expect: {concept: nash, complete: yes, equilibria: [{US: hold}]}\n", "expect: {concept: nash, complete: yes, count: -1, equilibria: []}\n",
    "expect: {concept: nash, complete: yes, equilibria: [[a]]}\n", "expect: {facts: {}, equilibria: [], complete: yes}\n", "expect: {facts: {a: b}}\n",
    "expect: {facts: {a: {b: {c: d}}}}\n", "expect: {concept: nash, complete: yes, equilibria: [{US: [{a: b}], payoffs: [1]}]}\n",
])
def test_blocks_that_cannot_be_read(block):
    with pytest.raises(GameFileError) as refused:
        api.read(GAME + block)
    assert {item.code for item in refused.value.diagnostics} == {"E604"}
    assert all(item.place.line == 11 for item in refused.value.diagnostics)
