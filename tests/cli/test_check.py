"""``dprk check``: its options, its progress bar, and what it does while files change."""

import os
import re
import signal
import subprocess
import sys
import time

import pytest

from gametheory_dprk.cli.main import main

GAME = "game: 1\nplayers: [A, B]\ntable: |\n  A \\ B | x | y\n  a | 1, 1 | 0, 0\n  b | 0, 0 | 2, 2\n"
HOLDS = GAME + "claims:\n  - {name: both, nash: {A: b, B: y}}\n"
FAILS = GAME + "claims:\n  - {name: both, count: {nash: 1}}\n"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "one.yaml").write_text(HOLDS, encoding="utf-8")
    (tmp_path / "two.yaml").write_text(FAILS, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("options", [[], ["--jobs", "2"], ["--no-cache"], ["--jobs", "1"], ["--no-cache", "--jobs", "2"]])
def test_options_change_nothing_of_what_is_found(folder, options, capsys):
    assert main(["check", ".", "--format", "csv", "--no-cache"]) == 1
    plain = capsys.readouterr().out
    for _ in range(2):
        assert main(["check", ".", "--format", "csv", *options]) == 1
        assert capsys.readouterr() == (plain, "")


@pytest.mark.parametrize("options", [["--jobs", "-1"], ["--watch", "--format", "json"], ["--format", "xml"]])
def test_options_without_sense(folder, options, capsys):
    assert main(["check", ".", *options]) == 2
    assert capsys.readouterr().err.startswith("error: ")


def test_no_cache_keeps_nothing(folder, monkeypatch, capsys):
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder / "cache"))
    main(["check", "one.yaml", "--no-cache"])
    assert not (folder / "cache").exists()
    main(["check", "one.yaml"])
    assert (folder / "cache").exists()


def test_standard_input_beside_files_in_processes(folder):
    done = subprocess.run(
        [sys.executable, "-m", "gametheory_dprk", "check", "one.yaml", "-", "two.yaml", "--jobs", "2", "--format", "csv"],
        input=HOLDS, capture_output=True, text=True, timeout=60,
    )
    assert [line.split(",")[0] for line in done.stdout.splitlines()[1:]] == ["one.yaml", "<stdin>", "two.yaml"]
    assert [line.split(",")[4] for line in done.stdout.splitlines()[1:]] == ["holds", "holds", "fails"]


def test_statistics(folder, capsys):
    (folder / "bad.yaml").write_text("game: 1\nplayers: [A, B]\ntabel: x\n", encoding="utf-8")
    assert main(["check", ".", "--statistics"]) == 2
    out, err = capsys.readouterr()
    assert re.search(r"^1  claim-fails +a claim that does not hold$", out, re.M)
    assert re.search(r"^1  holds +claims that hold$", out, re.M)
    assert err == ""


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
def test_watch_checks_again_what_changes_until_ctrl_c(folder):
    log = folder / "log"
    with log.open("w") as file:
        run = subprocess.Popen(
            [sys.executable, "-m", "gametheory_dprk", "check", ".", "--watch"], stdout=file, stderr=subprocess.STDOUT
        )

    def waits_for(pattern):
        for _ in range(200):
            if re.search(pattern, log.read_text(), re.S):
                return
            time.sleep(0.1)
        pytest.fail(f"no {pattern} in {log.read_text()}")

    try:
        waits_for(r"1 fails.*watching 2 files; Ctrl-C ends it")
        (folder / "two.yaml").write_text(HOLDS, encoding="utf-8")
        waits_for(r"two.yaml changed.*0 fails, 0 unknown.*watching 2")
        (folder / "three.yaml").write_text("game: 1\n", encoding="utf-8")
        waits_for(r"three.yaml changed.*error\[E.*watching 3 files")
        for path in folder.glob("*.yaml"):
            path.unlink()
        waits_for("watching 0 files")
        run.send_signal(signal.SIGINT)
        assert run.wait(timeout=20) == 130
        assert log.read_text().endswith("interrupted\n")
        assert "Traceback" not in log.read_text()
    finally:
        run.kill()


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
@pytest.mark.parametrize("slow", [True, False])
def test_a_bar_on_a_terminal_when_it_takes_long(folder, slow):
    import pty

    code = (
        "import sys, time\nfrom gametheory_dprk import api\nfrom gametheory_dprk.cli import progress\n"
        f"progress.PATIENCE = {0.05 if slow else 60}\nread = api.read\n"
        "def slowly(*arguments):\n    time.sleep(0.4)\n    return read(*arguments)\n"
        "api.read = slowly\nfrom gametheory_dprk.cli.main import main\n"
        "sys.exit(main(['check', '.', '--no-cache', '--jobs', '1']))"
    )
    main_end, other_end = pty.openpty()
    run = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=other_end, env=os.environ | {"TERM": "xterm"})
    os.close(other_end)
    out = run.communicate(timeout=30)[0].decode()
    shown = b""
    try:
        while chunk := os.read(main_end, 4096):
            shown += chunk
    except OSError:
        pass
    os.close(main_end)
    assert run.returncode == 1
    assert ("checking" in shown.decode()) is slow
    assert "checking" not in out and "two.yaml: valid, 1 fails" in out


def test_hidden_files_belong_to_other_tools(tmp_path, capsys):
    (tmp_path / ".github").mkdir()
    for name in (".github/workflow.yml", ".pre-commit-config.yaml"):
        (tmp_path / name).write_text("on: push\n", encoding="utf-8")
    (tmp_path / "game.yaml").write_text("game: 1\nplayers: [A]\ntree: {A: {a: 1, b: 2}}\n", encoding="utf-8")
    assert main(["check", str(tmp_path)]) == 0
    assert "1 file, 0 with errors" in capsys.readouterr().out


@pytest.mark.parametrize("verb", ["check", "solve", "show"])
def test_more_is_told_of_the_first_error_once_and_to_people(tmp_path, capsys, verb):
    path = tmp_path / "bad.yaml"
    path.write_text("game: 1\nplayers: [A, B]\nparameters: {c: x}\ntable: |\n  A \\ B | l\n  a | 1/0, q\n", encoding="utf-8")
    assert main([verb, str(path)]) == 2
    told = capsys.readouterr().err
    assert told.count("for more about this error, run: dprk rule ") == 1
    assert told.endswith("run: dprk rule E305\n")
    for option in (["--format", "json"], ["--quiet"]):
        if verb == "check" or option[0] != "--quiet":
            assert main([verb, str(path), *option]) == 2
            assert "for more" not in capsys.readouterr().err


@pytest.mark.skipif(sys.platform == "win32", reason="needs links and pipes")
def test_links_pipes_and_what_is_no_file(folder, tmp_path_factory, capsys):
    outside = tmp_path_factory.mktemp("outside")
    (outside / "secret.yaml").write_text("root: secret\n", encoding="utf-8")
    (folder / "out.yaml").symlink_to(outside / "secret.yaml")
    (folder / "in.yaml").symlink_to("one.yaml")
    (folder / "up").symlink_to("..")
    assert main(["check", str(folder), "--no-cache"]) in (0, 1)
    out, err = capsys.readouterr()
    assert "in.yaml: valid" in out and "out.yaml" not in out and "secret" not in out + err
    assert main(["check", str(folder / "out.yaml"), "--no-cache"]) == 2  # named, it is read
    assert "unknown key" in capsys.readouterr().err
    (folder / "nowhere.yaml").symlink_to("missing.yaml")
    (folder / "round.yaml").symlink_to("round.yaml")
    os.mkfifo(folder / "pipe.yaml")
    for name, told in (("nowhere", "leads nowhere"), ("round", "leads nowhere"), ("pipe", "no ordinary file")):
        assert main(["check", str(folder / f"{name}.yaml")]) == 2
        assert told in capsys.readouterr().err
