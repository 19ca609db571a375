"""Several processes find what one does, in the same order, and end with their parent."""

import os
import signal
import subprocess
import sys
import time

import pytest

from gametheory_dprk import library
from gametheory_dprk.checking import check_files, examined, processes
from gametheory_dprk.checks import Selection
from gametheory_dprk.errors import LimitReached, UsageError

NAMES = ("battle_of_the_sexes", "centipede", "chain_store", "chicken", "cyber_preemption", "entry_deterrence", "stag_hunt")


@pytest.fixture
def paths(tmp_path):
    bad = tmp_path / "bad.yaml"
    bad.write_text("game: 1\nplayers: [A]\n", encoding="utf-8")
    return [*(library.find(name) for name in NAMES), str(bad)]


def summary(files):
    return [(file.path, file.diagnostics, file.warnings, [(item.name, item.verdict, item.evidence) for item in file.claims]) for file in files]


def test_the_same_in_the_same_order(paths):
    done = []
    assert summary(check_files(paths, jobs=2, done=done.append)) == summary(check_files(paths, jobs=1))
    assert sorted(done) == sorted(paths)


def test_warnings_are_selected_file_by_file(tmp_path):
    games = []
    for name in "abc":
        games.append(str(tmp_path / f"{name}.yaml"))
        with open(games[-1], "w", encoding="utf-8") as file:
            file.write("game: 1\nplayers: [A, B]\nparameters: {c: 3}\ntable: |\n  A \\ B | x | y\n  a | 2, 1 | 0, 0\n  b | 0, 0 | 1, 2\n")
    found = check_files(games, jobs=2, selection=lambda path: Selection(ignore=("W001",) if path == games[1] else ()))
    assert [[item.code for item in file.warnings] for file in found] == [["W001"], [], ["W001"]]
    assert str(found[2].warnings[0]).startswith(f"{games[2]}:3:14: W001")


def test_an_error_of_a_worker_is_raised_by_its_parent(paths, monkeypatch):
    class Here(Exception):
        pass

    def fails(path, selection):
        raise Here

    # A worker reports that it failed (here: because a directory is no file); the parent meets the error itself.
    monkeypatch.setattr(processes, "_check", _none)
    monkeypatch.setattr(processes, "examined", fails)
    with pytest.raises(Here):
        check_files(paths, jobs=2)


def _none(tasks):
    return [None for _ in tasks]


def _dies(tasks):
    os._exit(9)


def test_a_worker_that_is_killed_is_told(paths, monkeypatch):
    monkeypatch.setattr(processes, "_check", _dies)
    with pytest.raises(LimitReached, match="ended from outside"):
        check_files(paths, jobs=2)


def test_one_that_fails_here_too_raises(tmp_path, monkeypatch):
    def refuses(definition):
        raise UsageError("no")

    monkeypatch.setattr("gametheory_dprk.api.check", refuses)
    with pytest.raises(UsageError):
        examined(library.find("chicken"))


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_ctrl_c_ends_all_of_them_cleanly(tmp_path, jobs):
    slow = "game: 1\nplayers: [A, B]\ntable: |\n  A \\ B | " + " | ".join(f"s{i}" for i in range(15)) + "\n"
    slow += "".join(f"  r{i} | " + " | ".join(f"{i * j * 7 % 31}, {(i * i + 3 * j) % 29}" for j in range(15)) + "\n" for i in range(15))
    for number in range(400):
        (tmp_path / f"{number}.yaml").write_text(slow + f"claims: [{{count: {{nash: {number}}}}}]\n", encoding="utf-8")
    run = subprocess.Popen(
        [sys.executable, "-m", "gametheory_dprk", "check", str(tmp_path), "--jobs", jobs, "--no-cache"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
    )
    time.sleep(2)
    assert run.poll() is None
    os.killpg(run.pid, signal.SIGINT)
    out, err = run.communicate(timeout=20)
    assert (run.returncode, out, err) == (130, "", "interrupted\n")
    with pytest.raises(ProcessLookupError):
        for _ in range(50):  # whoever is left of its group is about to end
            os.killpg(run.pid, 0)
            time.sleep(0.1)
