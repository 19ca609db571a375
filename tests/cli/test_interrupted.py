"""Ctrl-C and full disks: code 130, no traceback, and every file is whole or is not there."""

import builtins
import os
import signal
import subprocess
import sys
import time

import pytest

from gametheory_dprk.cli.main import main

GAME = "game: 1\nplayers: [A, B]\ntable: |\n  A \\ B | x | y\n  a | 1, 1 | 0, 0\n  b | 0, 0 | 2, 2\nclaims: [{count: {nash: 3}}]\n"
WRITING = {
    "convert": ["convert", "game.yaml", "out.nfg"],
    "convert --force": ["convert", "game.yaml", "old.nfg", "--force"],
    "new": ["new", "normal", "fresh"],
    "check": ["check", "game.yaml", "--quiet"],
    "check --update": ["check", "game.yaml", "--update", "--quiet"],
}
CALLS = ["open", "write", "link", "replace"]


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / "game.yaml").write_text(GAME, encoding="utf-8")
    (tmp_path / "old.nfg").write_text("old", encoding="utf-8")
    return tmp_path


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def interposed(monkeypatch, call, error, *, after):
    """Make a call of the operating system raise an error, before it does its work or after."""

    def wrapped(original):
        def run(*arguments, **named):
            if not after:
                raise error
            original(*arguments, **named)
            raise error

        return run

    if call != "write":
        monkeypatch.setattr(os, call, wrapped(getattr(os, call)))
        return
    opened = builtins.open

    def opens(*arguments, **named):
        file = opened(*arguments, **named)
        if isinstance(arguments[0], int):  # the draft, opened by its descriptor
            return Written(file)
        return file

    class Written:
        def __init__(self, file):
            self.file = file

        def __enter__(self):
            return self

        def __exit__(self, *_):
            self.file.close()

        def write(self, data):
            if after:
                self.file.write(data[: len(data) // 2])
            raise error

    monkeypatch.setattr(builtins, "open", opens)


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("verb", WRITING)
@pytest.mark.parametrize(
    ("error", "code"), [(KeyboardInterrupt(), 130), (OSError(28, "No space left on device"), 2)], ids=["ctrl-c", "full"]
)
def test_files_are_whole_or_absent(folder, monkeypatch, capsys, verb, call, after, error, code):
    before = contents(folder)
    assert main(WRITING[verb]) == 0
    whole = contents(folder)
    for name in set(whole) - set(before):
        (folder / name).unlink()
    for name, data in before.items():
        (folder / name).write_bytes(data)
    with monkeypatch.context() as patch:
        interposed(patch, call, error, after=after)
        found = main(WRITING[verb])
    assert found in (0, code)  # 0 where the verb makes no such call
    assert "Traceback" not in capsys.readouterr().err
    now = contents(folder)
    assert set(before) <= set(now) <= set(whole)
    for name, data in now.items():
        assert data in (whole[name], before.get(name))
    if found == 0:
        assert now == whole or isinstance(error, OSError)


def test_the_calls_are_those_that_are_made(folder, monkeypatch):
    """So that the test above tests something."""
    for verb, call in (("convert", "open"), ("convert", "write"), ("convert", "replace"), ("new", "link"), ("new", "write"), ("check --update", "write"), ("check --update", "replace")):
        with monkeypatch.context() as patch:
            interposed(patch, call, KeyboardInterrupt(), after=False)
            assert main(WRITING[verb]) == 130


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
@pytest.mark.parametrize("verb", ["solve", "show", "explain", "regions", "prove", "check", "convert"])
def test_ctrl_c_ends_every_verb_with_130(folder, verb):
    code = (
        "import sys, time\nfrom gametheory_dprk import api\n"
        "def slow(*arguments, **named):\n    print('ready', flush=True)\n    time.sleep(60)\n"
        "api.read = api.load = api.load_file = slow\nfrom gametheory_dprk.cli.main import main\nsys.exit(main())"
    )
    arguments = [verb, "game.yaml", *(["new.nfg"] if verb == "convert" else [])]
    before = contents(folder)
    run = subprocess.Popen(
        [sys.executable, "-c", code, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert run.stdout.readline() == "ready\n"
    time.sleep(0.1)
    run.send_signal(signal.SIGINT)
    assert run.communicate(timeout=30) == ("", "interrupted\n")
    assert run.returncode == 130
    assert contents(folder) == before


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")
@pytest.mark.parametrize("arguments", [["schema"], ["check", "game.yaml"], ["check", "game.yaml", "--format", "sarif"], ["convert", "game.yaml", "-", "--to", "nfg"]])
def test_a_full_standard_output_is_told(folder, arguments):
    with open("/dev/full", "w") as full:
        done = subprocess.run([sys.executable, "-m", "gametheory_dprk", *arguments], stdout=full, stderr=subprocess.PIPE, text=True, timeout=60)
    assert done.returncode == 2
    assert done.stderr.startswith("error: the output cannot be written")
    assert "Traceback" not in done.stderr


def test_a_cache_on_a_full_disk_is_no_matter(folder, monkeypatch, capsys):
    import sqlite3

    from gametheory_dprk.checking.cache import Cache

    def full(*_):
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(Cache, "_write", full)
    assert main(["check", "game.yaml"]) == 0
    assert capsys.readouterr().err == ""
