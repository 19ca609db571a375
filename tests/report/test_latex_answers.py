"""Answers and games as LaTeX: tables without packages, numbers as math, words escaped."""

import pytest

from gametheory_dprk.cli.main import main


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["solve", "thaad_attrition"], r"$3$ & $\frac{1}{6}$ & $\frac{1}{4}$ & $0$ & $-\frac{20}{3}$ \\"),
        (["solve", "format_scope_uniform"], r"wide & $2$ & $2 - \sqrt{\frac{2}{3}}$ & $\frac{2}{3}$ & $\frac{2 \, \sqrt{6}}{9}$ & no \\"),
        (["solve", "gsomia_ebb_tide"], r"all weather & $3$ & $3$ & no & no & $\frac{2}{3} \le d < 1$ \\"),
        (["solve", "us_china_pressure"], r"$1$ & low & shirk & $-\frac{1}{4}$ & $-1$ \\"),
        (["solve", "entry_deterrence"], r"$1$ & enter & accommodate & $2$ & $2$ \\"),
        (["show", "thaad_attrition"], r"else ROK gives in & $6$ & $-8$ \\"),
        (["show", "us_china_pressure"], r"low & squeeze & $\frac{39}{4}$ & $-\frac{29}{4}$ \\"),
        (["solve", "matching_pennies", "--concept", "pure-nash"], "There is none."),
    ],
    ids=lambda item: " ".join(item[:2]) if isinstance(item, list) else "",
)
def test_numbers_are_math(arguments, told, capsys):
    assert main([*arguments, "--format", "latex"]) == 0
    out = capsys.readouterr().out
    assert told in out and out.count(r"\begin{tabular}") == out.count(r"\end{tabular}")
    assert out.startswith(r"\section*{")


def test_what_is_claimed_stands_in_comments(capsys):
    assert main(["solve", "format_six_party_nash", "--format", "latex"]) == 0
    out = capsys.readouterr().out.split("\n")
    assert any(line.startswith("% complete") for line in out) and any(line.startswith("% verified") for line in out)
