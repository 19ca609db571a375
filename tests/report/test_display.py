"""Games and answers show themselves: in one line, as plain text, through rich, as HTML and as Markdown."""

import io
import subprocess
import sys
from base64 import b64decode
from html.parser import HTMLParser

import pytest
from rich.console import Console

import gametheory_dprk as gt
from gametheory_dprk.report.display import SHOWN
from gametheory_dprk.report.view import printable
from gametheory_dprk.solvers import CONCEPTS

ENTRY = gt.StrategicGame.from_arrays(
    [[0, 0], [-1, 2]], [[3, 3], [-1, 1]],
    players=["Entrant", "Incumbent"], strategies=[["out", "in"], ["fight", "share"]],
)
THREE = gt.StrategicGame.from_arrays(*[[[[1, 0], [0, 0]], [[0, 0], [0, 2]]]] * 3, players=["US", "China", "Russia"])
HOSTILE = gt.StrategicGame.from_arrays(
    [[1, 0], [0, 1]], [[1, 0], [0, 1]],
    players=["<script>alert(1)</script>", "B|[red]\\"], strategies=[["a & b", "\x1b[31mé"], ["[bold]x", "x|y"]],
)
SOURCES = {"spe": "entry_deterrence", "zero-sum": "matching_pennies", "ess": "chicken", "risk-dominant": "stag_hunt", **dict.fromkeys(("pbe", "sequential", "intuitive", "d1"), "beer_and_quiche")}
THREE_PLAYERS = ("pure-nash", "strict", "payoff-dominant", "dominance", "rationalizable", "maxmin", "correlated")


def shown():
    """One value of every kind that shows itself, by a readable name."""
    for concept in CONCEPTS:
        yield concept, gt.solve(SOURCES.get(concept, "us_china_pressure"), concept)
    for concept in THREE_PLAYERS:
        yield f"three-{concept}", gt.solve(THREE, concept)
    for concept in ("nash", "perfect", "weak-dominance", "maxmin", "stackelberg", "correlated"):
        yield f"entry-{concept}", gt.solve(ENTRY, concept)
        yield f"hostile-{concept}", gt.solve(HOSTILE, concept)
    yield "none", gt.solve("matching_pennies", "pure-nash")
    yield from (("table", ENTRY), ("three", THREE), ("hostile", HOSTILE), ("one", gt.StrategicGame.from_arrays([1, 3])))
    for name in ("chicken", "format_choice", "us_china_pressure"):
        yield name, gt.load(name)
    yield "tree", gt.load("entry_deterrence").at()


VALUES = dict(shown())


@pytest.mark.parametrize("value", VALUES.values(), ids=VALUES)
def test_repr_is_one_short_line(value):
    text = repr(value)
    assert text.startswith(f"<{type(value).__name__} ") and text.endswith(">")
    assert len(text) <= 160 and "\n" not in text


@pytest.mark.parametrize("value", VALUES.values(), ids=VALUES)
def test_text_fits_eighty_columns_whatever_the_terminal(value, monkeypatch):
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.setenv("FORCE_COLOR", "1")
    text = str(value)
    assert "\x1b[" not in text and not text.endswith("\n")
    assert max(map(len, text.split("\n"))) <= 80
    monkeypatch.setenv("COLUMNS", "200")
    assert str(value) == text


@pytest.mark.parametrize("value", VALUES.values(), ids=VALUES)
def test_rich_draws_it_as_wide_as_the_console(value):
    out = io.StringIO()
    Console(file=out, width=100, force_terminal=True, color_system="standard").print(value)
    assert max(len(line) for line in io.StringIO(out.getvalue())) > 20


class Balance(HTMLParser):
    """Fails where tags do not nest."""

    def __init__(self):
        super().__init__()
        self.open, self.seen = [], set()

    def handle_starttag(self, tag, attrs):
        self.seen.add(tag)
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


@pytest.mark.parametrize("value", VALUES.values(), ids=VALUES)
def test_html_is_well_formed_plain_and_escaped(value):
    html = value._repr_html_()
    parser = Balance()
    parser.feed(html)
    parser.close()
    assert parser.open == []
    allowed = {"div", "table", "caption", "thead", "tbody", "tr", "th", "td", "p", "small", "b", "br", "pre", "img"}
    assert parser.seen <= allowed
    assert html.isascii() and "\x1b" not in html


@pytest.mark.parametrize("value", VALUES.values(), ids=VALUES)
def test_markdown_tables_have_rows_of_one_length(value):
    lines = [line.replace("\\\\", "").replace("\\|", "") for line in value._repr_markdown_().split("\n")]
    tables = "\n".join(line if line.startswith("|") else "" for line in lines).split("\n\n")
    for table in tables:
        assert len({line.count("|") for line in table.strip().split("\n")}) == 1


def test_signs_that_move_the_cursor_are_not_shown():
    assert printable("a\tb\u00a0c\n\u200dé\x1b\x85\u202e\u2028\ud800") == "a b\u00a0c\n\u200dé?????"


def test_names_are_text_in_every_output():
    answer = gt.solve(HOSTILE)
    assert "[bold]x" in str(answer) and "\x1b" not in repr(answer)
    assert "&lt;script&gt;" in answer._repr_html_() and "a &amp; b" in answer._repr_html_()


def test_an_answer_says_what_it_claims():
    for text in (str(gt.solve(ENTRY)), gt.solve(ENTRY)._repr_html_(), gt.solve(ENTRY)._repr_markdown_()):
        for part in ("Nash equilibria", "complete: ", "verified: ", "degenerate: ", "any mix of fight"):
            assert part in text.replace("\n", " ")
    assert repr(gt.solve(ENTRY)) == "<Solution nash: 3 extreme equilibria in 2 components, complete, verified>"
    assert repr(gt.one_equilibrium(ENTRY)).endswith("1 equilibrium, not known to be complete, verified>")
    assert "no equilibrium" in repr(VALUES["none"]) and "There is none." in str(VALUES["none"])
    assert "value 0" in repr(VALUES["zero-sum"])


def test_payoffs_of_refinements_are_shown():
    assert "-1/4 = -0.25" in str(VALUES["perfect"]) and "-1/4 = -0.25" in str(VALUES["proper"])


def test_long_lists_are_cut_where_they_are_shown_only():
    size = 40
    unit = [[int(i == j) for j in range(size)] for i in range(size)]
    answer = gt.solve(gt.StrategicGame.from_arrays(unit, unit), "pure-nash")
    assert len(answer.equilibria) == size
    assert f"{SHOWN} of {size} shown" in str(answer)
    assert f"{SHOWN} of {size} shown" in answer._repr_html_()
    assert f"{SHOWN} of {size} listed" in answer._repr_markdown_()


def test_large_games_are_summed_up():
    large = gt.StrategicGame.from_arrays([[0] * 50] * 50)
    assert str(large) == "2,500 strategy profiles: too many to draw"
    assert "too many to draw" in large._repr_html_()
    wide = gt.StrategicGame.from_arrays([[f"{i}/7" for i in range(14)]] * 2)
    assert "13/7*, -13/7" in str(wide).replace("\n", " ")


def test_a_definition_without_all_values_shows_its_formulas():
    game = gt.read("game: 1\nplayers: [A, B]\nparameters: {p: {range: above 0}}\ntable: |\n  A \\ B | x\n  a | p + 1, 2\n")
    for text in (str(game), game._repr_markdown_()):
        assert "p + 1" in text and "open" in text
    html = game._repr_html_()
    assert "open" in html and "p + 1" in b64decode(html.split("base64,")[1].split('"')[0]).decode()


def test_text_is_ascii_for_a_terminal_that_knows_no_more():
    code = "import gametheory_dprk as gt; print(gt.solve('chicken')); print(gt.solve('entry_deterrence'))"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, timeout=60, env={"PYTHONIOENCODING": "ascii", "PATH": "", "PYTHONPATH": ":".join(sys.path)}
    )
    assert done.returncode == 0, done.stderr
    assert b"swerve" in done.stdout and done.stdout.isascii()


def test_solving_loads_no_rendering_until_something_is_shown():
    code = (
        "import sys, gametheory_dprk as gt; s = gt.solve('chicken'); "
        "assert not any('rich' in m or '.report' in m for m in sys.modules); repr(s); "
        "assert 'rich' not in sys.modules; s._repr_html_(); assert 'rich' not in sys.modules; str(s); assert 'rich' in sys.modules"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
