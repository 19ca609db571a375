"""Notebooks in a real kernel: what values display, and the lesson, which must still show what its text says."""

import json
import re
from base64 import b64decode
from pathlib import Path
from xml.etree import ElementTree

import pytest

import gametheory_dprk as gt

ROOT = Path(__file__).resolve().parent.parent
LESSON = ROOT / "examples" / "lesson.ipynb"
SHOWN = {
    "gt.load('leaky_coal_ban')": ("<img", "Parameters"),
    "gt.load('cyber_use_or_lose')": ("<img", "Parameters"),
    "gt.load('kuhn_poker')": ("<pre>", "KQ"),
    "gt.load('airport')": ("<table>", "Small"),
    "gt.load('leaky_coal_ban').at()": ("<img", "US"),
    "gt.solve('leaky_coal_ban')": ("<table>", "1/4 leak"),
    "gt.solve('cyber_use_or_lose')": ("<table>", "left_of_launch"),
    "gt.solve('airport')": ("<table>", "Shapley"),
    "gt.regions('cyber_preemption', ['e', 'L'])": ("<img", "e &lt; 4/5"),
    "gt.statics('leaky_coal_ban', ['prob(China leak)'], ['c', 'b'])": ("<table>", "increasing"),
    "gt.explain('leaky_coal_ban')": ("<pre>", "are equal where"),
    "gt.compare(['us_china_pressure', 'us_china_pressure_leader'])": ("<table>", "9/4"),
}
SAID = {  # by cell of the lesson: what its text relies on
    "one-solve": ["1/3 hold<br>2/3 disable"],
    "one-threshold": ["e = 1/2 -> 2/3", "L = 11:   e = 1/4 -> 4/5   e = 1/2 -> 4/5"],
    "one-prove": ["iff      holds  when better cyber lowers the threshold", "refuted  holds  better cyber always lowers the threshold"],
    "one-map": ["e &gt; 4/5", "<img"],
    "two-explain": ["limited"],
    "two-flip": ["q = 3/5: the US chooses left_of_launch", "q = 13/20: the US chooses limited", "q = 7/10: the US chooses left_of_launch"],
    "two-map": ["89/145", "17/25"],
    "three-solve": ["challenge"],
    "three-map": ["h &lt; 1/4", "h &gt; 1/4"],
    "four-map": ["(r - a)/(r + a)"],
    "four-prove": ["holds  the worse a first strike the more trust it takes"],
}


@pytest.fixture(scope="module")
def execute():
    """Runs cells in a kernel and returns, for each, its outputs."""
    pytest.importorskip("ipykernel", reason="notebooks are run where ipykernel is installed")
    client = pytest.importorskip("nbclient", reason="notebooks are run where nbclient is installed")
    import nbformat

    def run(notebook):
        nbformat.validate(notebook)
        client.NotebookClient(notebook, timeout=240, resources={"metadata": {"path": str(ROOT)}}).execute()
        return [cell.outputs for cell in notebook.cells if cell.cell_type == "code"]

    return run


def html_of(outputs):
    return "".join(output.get("data", {}).get("text/html", "") + output.get("text", "") for output in outputs)


@pytest.mark.slow
def test_values_display_themselves_in_a_kernel(execute):
    from nbformat.v4 import new_code_cell, new_notebook

    sources = ["import gametheory_dprk as gt", *SHOWN, "gt.plot('us_china_pressure')"]
    _, *found, picture = execute(new_notebook(cells=[new_code_cell(source) for source in sources]))
    for (source, wanted), outputs in zip(SHOWN.items(), found, strict=True):
        assert len(outputs) == 1, source
        data = outputs[0]["data"]
        assert [text for text in wanted if text not in data["text/html"]] == [], source
        assert data["text/markdown"] and data["text/plain"].startswith("<"), source
    assert picture[0]["data"]["image/svg+xml"].startswith("<svg")


@pytest.mark.slow
def test_the_lesson_runs_and_shows_what_its_text_says(execute):
    import nbformat

    notebook = nbformat.read(LESSON, 4)
    outputs = dict(zip([cell.id for cell in notebook.cells if cell.cell_type == "code"], execute(notebook), strict=True))
    for cell, texts in SAID.items():
        shown = html_of(outputs[cell])
        assert [text for text in texts if text not in shown] == [], cell


def test_the_lesson_is_stored_without_outputs():
    cells = json.loads(LESSON.read_text(encoding="utf-8"))["cells"]
    assert all(cell["outputs"] == [] and cell["execution_count"] is None for cell in cells if cell["cell_type"] == "code")
    assert len({cell["id"] for cell in cells}) == len(cells) > 20


def test_the_lesson_climbs_the_ladder_in_order():
    text = LESSON.read_text(encoding="utf-8")
    steps = ["cyber_preemption", "cyber_use_or_lose", "cyber_hidden_capability", "first_strike_fear"]
    ladders = [gt.load(name).ladder for name in steps]
    assert [item.step for item in ladders] == [1, 2, 3, 4] and len({item.name for item in ladders}) == 1
    places = [text.index(name) for name in steps]
    assert places == sorted(places)


@pytest.mark.parametrize("name", ["leaky_coal_ban", "cyber_use_or_lose", "chicken"])
def test_a_picture_is_an_image_with_its_text(name):
    html = gt.load(name)._repr_html_()
    (data, said), = re.findall(r'<img src="data:image/svg\+xml;base64,([^"]*)" alt="([^"]*)"/>', html)
    picture = b64decode(data).decode("utf-8")
    ElementTree.fromstring(picture)
    assert gt.load(name).title in picture and len(said) > 40
    assert html.isascii()


def test_what_is_large_or_fails_is_shown_without_a_picture():
    wide = gt.StrategicGame.from_arrays([[0] * 9] * 9, [[0] * 9] * 9)
    broken = gt.read("game: 1\nplayers: [A, B]\nparameters: {p: {value: 0, range: any}}\ntable: |\n  A \\ B | x | y\n  a | 1/p, 1 | 0, 0\n")
    hostile = gt.read("game: 1\ntitle: '<script>\"x\"'\nplayers: [A, B]\ntable: |\n  A \\ B | x | y\n  a | 1, 1 | 0, 0\n")
    for game in (wide, broken):
        assert "<img" not in game._repr_html_() and "<table>" in game._repr_html_()
    assert "<img" in hostile._repr_html_() and "<script" not in hostile._repr_html_()


def test_an_explanation_says_itself_in_one_line_and_in_full():
    found = gt.explain("leaky_coal_ban")
    assert repr(found) == "<Explanation leaky_coal_ban: Nash equilibria, 5 steps>"
    assert str(found).startswith("The leaky coal ban\n") and "4*q = 3" in found._repr_markdown_()
    html = found._repr_html_()
    assert "<pre>monitor: (-1)*q + (-2)*(1 - q) = q - 2\n" in html and html.count("<table>") == 1
