"""``dprk explain``: outputs, exit codes, and output that stays short."""

import json

import pytest

from gametheory_dprk.cli.main import main

TREE = "game: 1\ntitle: Two *stars*\nplayers: [A, B]\nparameters: {p: {value: 1, range: 0 .. 9}}\ntree: {A @a: {l: [1, 1], r: {B @b: {m: [p, 0], n: [2, 0]}}}}\n"
HIDDEN = "game: 1\nplayers: [A, B]\ntree: {A: {l: {B @b: {m: [1, 1], n: [0, 0]}}, r: {B @b: {m: [0, 0], n: [1, 1]}}}}\n"


@pytest.fixture
def tree(tmp_path):
    path = tmp_path / "tree.yaml"
    path.write_text(TREE, encoding="utf-8")
    return str(path)


def test_for_people(tree, capsys):
    assert main(["explain", tree]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    assert "At r, B compares: m pays 0, n pays 0; m and n both pay 0: either may be" in out
    assert "no player gains" in " ".join(out.split())


def test_json(tree, capsys):
    assert main(["explain", tree, "--format", "json", "--set", "p=3"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["schema"] == "gametheory_dprk/explain/1"
    assert found["game"]["values"] == {"p": "3"}
    assert found["steps"][0]["sentences"][-1] == "At the start, A compares: l pays 1, r pays 3; it plays r."
    assert set(found["steps"][0]) == {"heading", "sentences", "formulas", "table"}


def test_markdown(tree, capsys):
    assert main(["explain", tree, "--format", "markdown"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("## Two \\*stars\\*\n\np = 1\n\n### Backward induction")
    assert main(["explain", "matching_pennies", "--format", "markdown"]) == 0
    out = capsys.readouterr().out
    assert "    heads: 1*q + (-1)*(1 - q) = 2*q - 1\n" in out and "| heads | 1*, -1 | -1, 1* |" in out


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--quiet"], 0), (["--format", "csv"], 2), (["--format", "x"], 2), (["--limit", "-1"], 2), (["--set", "q=1"], 2),
        (["--set", "p=10"], 2), (["--timeout", "-1"], 2),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else str(value),
)
def test_exit_codes(tree, capsys, arguments, code):
    assert main(["explain", tree, *arguments]) == code
    out, err = capsys.readouterr()
    assert out == "" and bool(err) is bool(code)


def test_an_output_that_is_not_offered_names_those_that_are(tree, capsys):
    assert main(["explain", tree, "--format", "csv"]) == 2
    assert "use one of human, json, markdown, html, latex\n" in capsys.readouterr().err


def test_no_answer_in_time_is_said_in_a_sentence(tree, capsys):
    assert main(["explain", tree, "--timeout", "0.00001"]) == 3
    out, err = capsys.readouterr()
    assert out == "" and err.startswith("error: no answer within ") and len(err.splitlines()) == 2


def test_hidden_moves(tmp_path, capsys):
    path = tmp_path / "hidden.yaml"
    path.write_text(HIDDEN, encoding="utf-8")
    assert main(["explain", str(path), "--limit", "1"]) == 0
    out = " ".join(capsys.readouterr().out.split())
    assert "At @b, B cannot tell 2 nodes apart" in out and "P(l | @b) = (1)/(1 + 0) = 1" in out
    assert " not explained: --limit N explains N of them." in out


def test_a_large_tree_does_not_flood(tmp_path, capsys):
    def below(depth, top):
        if depth == 0:
            return f"[{top % 97}, {top % 89}]"
        inside = ", ".join(f"m{k}: {below(depth - 1, 4 * top + k)}" for k in range(4))
        return f"{{{'AB'[depth % 2]}: {{{inside}}}}}"

    path = tmp_path / "big.yaml"
    path.write_text(f"game: 1\nplayers: [A, B]\ntree: {below(6, 1)}\n", encoding="utf-8")
    assert main(["explain", str(path)]) == 0
    assert capsys.readouterr().out.count("\n") < 130
    assert main(["show", str(path)]) == 0
    assert capsys.readouterr().out.count("\n") < 70
