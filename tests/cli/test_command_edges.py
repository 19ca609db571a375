"""The command line in unusual surroundings: odd numbers, closed streams, odd paths, many files at once."""

import csv
import io
import json
import os
import random
import subprocess
import sys

import pytest

from gametheory_dprk.cli.main import main

GAME = """game: 1
title: Coordination at 38 Nord
players: [US, 日本]
parameters: {p: {value: 1/2, range: 0 .. 1, about: likelihood}}
table: |
  US \\ 日本 | hold fire | '1:30'
  no       | p, 1 | 0, 0
  'on'     | 0, 0 | 1, p
"""
CLAIMS = {
    "good": "claims: [{nash: {US: 'no', 日本: hold fire}}]\n",
    "bad": "claims: [{count: {nash: 7}}]\n",
    "open": "claims: [{count: {spe: 1}}]\n",
    "broken": "claims: [{nahs: {}}]\n",
}


@pytest.fixture
def game(tmp_path):
    path = tmp_path / "odd name é.yaml"
    path.write_text(GAME, encoding="utf-8")
    return str(path)


def process(*arguments, **more):
    environment = os.environ | more.pop("environment", {})
    return subprocess.run(
        [sys.executable, "-m", "gametheory_dprk", *arguments],
        capture_output=True,
        timeout=60,
        env=environment,
        **({"stdin": subprocess.DEVNULL} | more if "input" not in more else more),
    )


@pytest.mark.parametrize("text", ["0.6", "3/5", "6e-1", " .6", "1 - 2/5"])
def test_set_takes_exact_numbers_in_every_spelling(game, text, capsys):
    assert main(["solve", game, "--set", f"p={text}", "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["game"]["values"] == {"p": "3/5"}
    mixed = next(item for item in found["equilibria"] if len(item["payoffs"]) and "3/8" in json.dumps(item))
    assert mixed["payoffs"] == {"US": "3/8", "日本": "3/8"}


@pytest.mark.parametrize(
    "text", ["p=", "p=x", "p=1e999", "p=9**9**9", "p=" + "9" * 5000, "p=1/0", "=1", "p", "p=nan", "p=-1e-30"]
)
def test_set_refuses_everything_else(game, text, capsys):
    assert main(["solve", game, f"--set={text}"]) == 2
    captured = capsys.readouterr()
    assert captured.out == "" and captured.err.startswith("error")


def test_an_unknown_parameter_is_suggested(tmp_path, capsys):
    path = tmp_path / "game.yaml"
    path.write_text(
        GAME.replace("p:", "chance_of_war:").replace("p, 1", "chance_of_war, 1").replace("1, p", "1, 1"),
        encoding="utf-8",
    )
    assert main(["solve", str(path), "--set", "chance_of_wra=1"]) == 2
    assert "did you mean `chance_of_war`" in capsys.readouterr().err


@pytest.mark.parametrize("verb", ["solve", "show", "check"])
@pytest.mark.parametrize("timeout", ["nan", "inf", "1e300"])
def test_a_timeout_that_is_no_number_of_seconds_is_bad_usage(game, verb, timeout, capsys):
    code = main([verb, game, "--timeout", timeout])
    assert code in (0, 2), capsys.readouterr().err


@pytest.mark.parametrize("verb", ["solve", "show", "check"])
def test_a_generous_timeout_changes_nothing(game, verb, capsys):
    assert main([verb, game, "--timeout", "60"]) == main([verb, game]) == 0
    out = capsys.readouterr().out
    assert out[: len(out) // 2] == out[len(out) // 2 :]


@pytest.mark.parametrize("output", ["human", "json", "csv", "markdown"])
def test_quiet_prints_nothing(game, output, capsys):
    for verb in ("solve", "show", "check"):
        assert main([verb, game, "--quiet", "--format", output]) == 0
        assert capsys.readouterr() == ("", "")


def test_csv_and_json_keep_odd_names(game, capsys):
    assert main(["solve", game, "--format", "csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert {(row["US"], row["日本"]) for row in rows} >= {("no", "hold fire"), ("on", "1:30")}
    assert main(["show", game, "--format", "json"]) == 0
    assert "日本" in json.dumps(json.loads(capsys.readouterr().out), ensure_ascii=False)


def test_an_empty_file_a_directory_and_a_missing_file(tmp_path, capsys):
    (tmp_path / "empty.yaml").write_bytes(b"")
    (tmp_path / "other.txt").write_text(GAME, encoding="utf-8")
    for argument, phrase in (
        ("empty.yaml", "E004"),
        ("", "directory"),
        ("missing.yaml", "no file"),
        ("other.txt", "E005"),
    ):
        for verb in ("solve", "show"):
            assert main([verb, str(tmp_path / argument)]) == 2
            captured = capsys.readouterr()
            assert phrase in captured.err and captured.out == ""


@pytest.mark.parametrize(
    ("files", "code"),
    [
        (["good"], 0),
        (["good", "open"], 3),
        (["good", "open", "bad"], 1),
        (["broken", "open", "bad", "good"], 2),
        (["bad", "broken"], 2),
    ],
)
@pytest.mark.parametrize("output", ["human", "json", "csv", "markdown"])
def test_check_of_a_directory(tmp_path, files, code, output, capsys):
    for name in files:
        (tmp_path / f"{name}.yaml").write_text(GAME + CLAIMS[name], encoding="utf-8")
    assert main(["check", str(tmp_path), "--format", output]) == code
    captured = capsys.readouterr()
    assert ("E602" in captured.err) is ("broken" in files)
    if output == "json":
        found = json.loads(captured.out)
        assert found["schema"].startswith("gametheory_dprk/check")
        verdicts = sorted(claim["verdict"] for file in found["files"] for claim in file.get("claims", ()))
        told = {"good": "holds", "open": "unknown", "bad": "fails"}
        assert verdicts == sorted(told[name] for name in files if name in told)


def test_one_file_without_a_diagnostic_does_not_hide_the_others(tmp_path, capsys):
    (tmp_path / "a.yaml").write_text("game: 1\nplayers: [A, B, C]\ntable: {}\n", encoding="utf-8")
    (tmp_path / "b.yaml").write_text(GAME + CLAIMS["good"], encoding="utf-8")
    assert main(["check", str(tmp_path)]) == 2
    captured = capsys.readouterr()
    assert "a.yaml" in captured.err and "b.yaml" in captured.out


def test_a_long_sum_in_one_file_is_no_fault_of_the_program(tmp_path, capsys):
    path = tmp_path / "long.yaml"
    outcomes = "".join(f"    o{i} (p/3000): [0, 0]\n" for i in range(2500))
    path.write_text(
        f"game: 1\nplayers: [A, B]\nparameters: {{p: 1}}\ntree:\n  chance:\n{outcomes}    z: [1, 1]\n", encoding="utf-8"
    )
    assert main(["solve", str(path)]) != 70, capsys.readouterr().err


def test_standard_input_for_every_verb():
    for verb in ("solve", "show", "check"):
        done = process(verb, "-", "--format", "json", input=(GAME + CLAIMS["good"]).encode())
        assert (done.returncode, done.stderr) == (0, b"")
        assert json.loads(done.stdout)["schema"].startswith("gametheory_dprk/")
    done = process("solve", "-", input=b"game: 1\ntitle: \xff\n")
    assert done.returncode == 2 and b"<stdin>:2:8" in done.stderr


def shell(command):
    return subprocess.run(["/bin/sh", "-c", command], capture_output=True, text=True, timeout=60)


@pytest.mark.skipif(not os.path.exists("/bin/sh"), reason="needs a POSIX shell")
@pytest.mark.parametrize("closing", ["- <&-", "@ >&-", "@ >/dev/full"], ids=["no input", "no output", "full disk"])
def test_closed_and_full_streams_are_no_fault_of_the_program(game, closing):
    if "/dev/full" in closing and not os.path.exists("/dev/full"):
        pytest.skip("this system has no /dev/full")
    done = shell(f"{sys.executable} -m gametheory_dprk solve {closing.replace('@', repr(game))}")
    assert "a fault of this program" not in done.stderr
    assert "Traceback" not in done.stderr and "Exception ignored" not in done.stderr
    assert done.returncode != 70


def test_a_reader_that_leaves_at_once(game):
    for output in ("human", "csv", "markdown", "json"):
        done = shell(f"{sys.executable} -m gametheory_dprk solve {game!r} --format {output} | true")
        assert (done.stderr, done.stdout) == ("", "")


@pytest.mark.parametrize(
    "environment", [{"PYTHONIOENCODING": "ascii"}, {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}]
)
def test_an_ascii_locale_still_gets_answers_and_messages(game, environment):
    for arguments in (["solve", game], ["show", game], ["check", game], ["solve", game, "--set", "日=1"], ["games"]):
        done = process(*arguments, environment=environment)
        assert done.returncode == (2 if "--set" in arguments else 0), done.stderr
        assert b"Traceback" not in done.stderr and b"fault" not in done.stderr
        assert done.stdout.isascii() and (done.stdout or done.stderr)


def test_no_escape_codes_when_piped_or_told_so(game):
    for arguments in (["solve", game], ["show", game], ["solve", "nowhere"], ["--help"]):
        done = process(*arguments, environment={"NO_COLOR": "1"})
        assert b"\x1b" not in done.stdout + done.stderr
    assert b"\x1b" not in process("check", game, "--no-color").stdout


def test_version_and_help():
    version = process("--version")
    assert (version.returncode, version.stderr) == (0, b"")
    assert version.stdout.decode().split()[0] == "gametheory-dprk"
    for verb in ("solve", "show", "check", "games"):
        done = process(verb, "--help")
        assert done.returncode == 0 and b"Usage" in done.stdout


def test_a_time_limit_ends_a_hull_too(tmp_path):
    """Qhull cannot be interrupted: under a time limit it runs in a process that can be ended."""
    rng = random.Random(19)
    payoffs = " ".join(str(rng.randint(-99, 99)) for _ in range(2 * 19 * 24))
    path = tmp_path / "large.nfg"
    path.write_text(f'NFG 1 R "large" {{ "A" "B" }} {{ 19 24 }}\n{payoffs}\n', encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "gametheory_dprk", "solve", str(path), "--timeout", "2"],
        capture_output=True, text=True, timeout=60,
    )
    assert done.returncode == 3 and "no answer within 2 seconds" in done.stderr


def test_a_closed_pipe_is_no_failed_claim():
    command = f"{sys.executable} -m gametheory_dprk solve chicken --concept correlated | head -1; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout, done.stderr) == (0, "Chicken\n", "")


@pytest.mark.parametrize(
    ("sentence", "code", "told"),
    [
        ("", 2, "has no sentence"), (" ", 2, "has no sentence"), ("1/(win-7) < 2", 1, "it has no value (division by zero)"),
        ("not (1/(win-7) < 2)", 1, "it has no value (division by zero)"), ("win < 0", 1, "false at the values in force"),
    ],
)
def test_a_sentence_without_a_value_is_not_called_false(sentence, code, told, capsys):
    pytest.importorskip("z3")
    assert main(["prove", "chicken", "--that", sentence, "--format", "csv"]) == code
    out, err = capsys.readouterr()
    assert told in out + err
