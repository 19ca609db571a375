"""The cache of verdicts: what it answers, when it must not, and that nothing that happens to its file matters."""

import json
import os
import subprocess
import sys

import pytest

from gametheory_dprk.checking import cache as module
from gametheory_dprk.checking import check_file, check_files, digest
from gametheory_dprk.checking.cache import Cache, fingerprint, folder
from gametheory_dprk.checking.records import to_record
from gametheory_dprk.checks import Selection
from gametheory_dprk.report.checked import CheckedFile

GAME = "game: 1\nplayers: [A, B]\ntable: |\n  A \\ B | x | y\n  a | 1, 1 | 0, 0\n  b | 0, 0 | 2, 2\n"
CLAIM = "claims:\n  - {name: both, nash: {A: b, B: y}}\n  - {name: not so, count: {nash: 2}}\n"
OPEN = GAME + "parameters: {p: {value: 1, range: above 0}}\nclaims:\n  - {name: proven, for all: p > 0}\n  - {name: refuted, exists: p < 0}\n"
BAD = "game: 1\nplayers: [A, B]\ntabel: x\nwhat: y\n"


@pytest.fixture
def games(tmp_path):
    paths = []
    for name, text in {"good": GAME + CLAIM, "open": OPEN, "bad": BAD, "binary": "\ud800"}.items():
        path = tmp_path / f"{name}.yaml"
        path.write_bytes(text.encode("utf-8", "surrogatepass"))
        paths.append(str(path))
    return paths


@pytest.fixture
def kept(tmp_path):
    return str(tmp_path / "cache" / "checks.sqlite")


def told(files):
    """All that reports tell of files."""
    return [
        (
            file.path, file.diagnostics, file.warnings,
            [
                (item.name, item.kind, item.place, item.verdict, item.evidence, item.witness, item.moved)
                for item in file.claims
            ],
        )
        for file in files
    ]


def checked(paths, kept, monkeypatch=None):
    """What is found, with a cache; with monkeypatch nothing may be checked anew."""
    if monkeypatch:
        monkeypatch.setattr("gametheory_dprk.checking.examined", lambda path, wanted: pytest.fail(f"{path} was checked again"))
    with Cache(kept) as cache:
        return check_files(paths, cache=cache)


def test_what_is_kept_is_what_was_found(games, kept, monkeypatch):
    fresh = told(check_files(games))
    assert {verdict for *_, claims in fresh for *_, verdict, _, _, _ in claims} == {"holds", "fails"}
    assert told(checked(games, kept)) == fresh
    assert told(checked(games, kept, monkeypatch)) == fresh


def test_the_same_bytes_under_another_path_are_said_of_that_path(games, kept, tmp_path, monkeypatch):
    checked(games, kept)
    moved = tmp_path / "elsewhere" / "bad.yaml"
    moved.parent.mkdir()
    moved.write_text(BAD, encoding="utf-8")
    (found,) = checked([str(moved)], kept, monkeypatch)
    assert {found.path, *(item.file for item in found.diagnostics)} == {str(moved)}


@pytest.mark.parametrize("change", ["content", "name", "program", "solver"])
def test_what_changed_is_checked_again(games, kept, tmp_path, monkeypatch, change):
    path = games[0]
    checked([path], kept)
    if change == "content":
        with open(path, "a", encoding="utf-8") as file:
            file.write("# more\n")
    elif change == "name":
        path = str(tmp_path / "renamed.yaml")
        os.rename(games[0], path)
    elif change == "program":
        monkeypatch.setattr(module, "__version__", "next")
    else:
        (tmp_path / "z3_solver-99.dist-info").mkdir()
        monkeypatch.syspath_prepend(str(tmp_path))
    seen = []
    monkeypatch.setattr("gametheory_dprk.checking.examined", lambda path, selection: (seen.append(path), (b"", CheckedFile(path)))[1])
    checked([path], kept)
    assert seen == [path]


def test_unknown_verdicts_and_files_without_content_are_not_kept(tmp_path, kept):
    path = tmp_path / "undecided.yaml"
    text = "game: 1\nplayers: [A, B]\ntree: {A: {l: [1, 1], r: {B: {m: [1, 0], n: [2, 0]}}}}\nclaims:\n  - {name: none, d1: {A: l}}\n"
    path.write_text(text, encoding="utf-8")
    assert [item.verdict for item in check_file(str(path)).claims] == ["unknown"]
    missing = str(tmp_path / "missing.yaml")
    with Cache(kept) as cache:
        first = check_files([str(path), missing], cache=cache)
    assert first[1].diagnostics[0].code == "E001"
    with Cache(kept) as cache:
        assert cache.get(digest(str(path), text.encode()), "x") is None


@pytest.mark.parametrize("damage", ["text", "cut", "empty", "directory", "values", "foreign"])
def test_a_cache_that_cannot_be_read_is_ignored(games, kept, damage):
    fresh = told(checked(games, kept))
    with open(kept, "rb") as file:
        whole = file.read()
    os.unlink(kept)
    if damage == "directory":
        os.mkdir(kept)
    elif damage == "values":  # the right keys with wrong values
        import sqlite3

        with open(kept, "wb") as file:
            file.write(whole)
        with sqlite3.connect(kept) as database:
            database.execute("UPDATE checks SET found = ?", (b'{"diagnostics": [], "claims": []}',))
        database.close()
    elif damage == "foreign":
        import sqlite3

        with sqlite3.connect(kept) as database:
            database.execute("CREATE TABLE checks (other INT)")
        database.close()
    else:
        with open(kept, "wb") as file:
            file.write({"text": b"no database\n" * 900, "cut": whole[: len(whole) // 2], "empty": b""}[damage])
    for _ in range(2):
        assert told(checked(games, kept)) == fresh


def test_a_place_that_cannot_be_written_is_ignored(games, tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert told(checked(games, str(tmp_path / "file" / "below" / "checks.sqlite"))) == told(check_files(games))


def test_a_cache_locked_by_another_run_does_not_stop_this_one(games, kept, monkeypatch):
    import sqlite3

    fresh = told(checked(games[:1], kept))
    monkeypatch.setattr(module, "PATIENCE", 0.05)
    other = sqlite3.connect(kept, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    try:
        assert told(checked(games[:1], kept)) == fresh
    finally:
        other.close()


def test_warnings_are_kept_with_the_selection_they_were_made_for(tmp_path, kept, monkeypatch):
    path = tmp_path / "warned.yaml"
    path.write_text(GAME + "parameters: {c: 3}\n# dprk: ignore-file[W007]\n", encoding="utf-8")
    selections = [Selection(), Selection(("W001",)), Selection(ignore=("W001",)), Selection(("W001",), ("W",))]

    def codes(selection):
        with Cache(kept) as cache:
            (found,) = check_files([str(path)], 1, cache, selection=lambda path: selection)
        return [item.code for item in found.warnings]

    expected = [["W001", "W010"], ["W001"], ["W010"], ["W001"]]
    assert [codes(selection) for selection in selections] == expected
    monkeypatch.setattr("gametheory_dprk.checking.examined", lambda path, wanted: pytest.fail(f"{path} was checked again"))
    assert [codes(selection) for selection in selections] == expected
    with pytest.raises(pytest.fail.Exception):
        codes(Selection(("W010",)))


def test_its_size_is_bounded(games, kept, monkeypatch):
    monkeypatch.setattr(module, "MAX_BYTES", 2_000)
    found = check_file(games[0])
    for number in range(40):
        with Cache(kept) as cache:
            cache.put(b"%20d" % number, found)
    with Cache(kept) as cache:
        there = [number for number in range(40) if cache.get(b"%20d" % number, "x") is not None]
    size = len(json.dumps(to_record(found), separators=(",", ":")))
    assert 0 < len(there) * size <= 2_000
    assert there[-1] == 39


def test_two_runs_at_once(games, kept):
    code = (
        "import sys; from gametheory_dprk.checking import check_file; from gametheory_dprk.checking.cache import Cache\n"
        "path, kept, start = sys.argv[1:]\nfound = check_file(path)\n"
        "for number in range(int(start), int(start) + 50):\n"
        "    with Cache(kept) as cache:\n        cache.put(b'%20d' % number, found)\n"
    )
    runs = [subprocess.Popen([sys.executable, "-c", code, games[0], kept, str(start)]) for start in (0, 50)]
    assert [run.wait(timeout=60) for run in runs] == [0, 0]
    with Cache(kept) as cache:
        assert all(cache.get(b"%20d" % number, "x") is not None for number in range(100))


def test_where_it_lies(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert folder() == str(tmp_path / "gametheory_dprk")
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "local"))
    assert folder() == str(tmp_path / "local" / "gametheory_dprk")
    monkeypatch.delenv("LOCALAPPDATA")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    assert folder() == str(tmp_path / "home" / ".cache" / "gametheory_dprk")


def test_the_fingerprint_is_the_same_twice():
    assert fingerprint() == fingerprint()
