"""SVG, TikZ and terminal text of one small scene, character by character; files; LaTeX where there is one; the README's pictures."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import gametheory_dprk as gt
from gametheory_dprk.cli.main import main
from gametheory_dprk.pictures.scene import (
    DASHED,
    END,
    Curve,
    Dot,
    Group,
    Line,
    Polygon,
    Rectangle,
    Scene,
    Stroke,
    Text,
)
from gametheory_dprk.pictures.svg import svg
from gametheory_dprk.pictures.terminal import text
from gametheory_dprk.pictures.tikz import tikz

ROOT = Path(__file__).resolve().parent.parent.parent
GOLDENS = Path(__file__).parent / "goldens"
SCENE = Scene(
    120, 80, "Ann & Bob", "Two <players>.",
    (
        Polygon(((0, 0), (10, 0), (10, 10.5)), "region2", 1), Rectangle(1, 2, 30, 20, "shade", Stroke("rule", 0.5)),
        Group((Line(0, 0, 5, 5), Curve(((0, 0), (5, 2.25), (9, 1)), Stroke("player1", 2, DASHED))), "both", "lines"),
        Dot(8, 8, 3, "player2"), Dot(9, 9, 3, hollow=True),
        Text(4, 30, "50% & −1 #_{x}", END, 12, True, "player3", underline=True), Text(4, 60, "naïve", italic=True, halo=True),
    ),
)
CELLS = Scene(
    24, 5, "", "", (
        Rectangle(0, 0, 12, 4, "", Stroke()), Line(6, 0, 6, 4), Line(0, 2, 12, 2, Stroke("ink", 2.0)), Text(2, 1, "a*"), Text(11, 3, "圧b", END, role="player1"),
        Dot(15, 2, 1, "ink", True), Line(14, 4, 20, 4, Stroke("ink", 1, DASHED)),
    ), cells=True,
)


@pytest.mark.parametrize(("name", "written"), [("scene.svg", svg(SCENE)), ("plain.svg", svg(SCENE, styled=False)), ("scene.tex", tikz(SCENE))])
def test_scenes_are_written_as_before(name, written):
    assert written == (GOLDENS / name).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "arguments"),
    [("prisoners_dilemma.svg", ("prisoners_dilemma",)), ("prisoners_dilemma.tex", ("prisoners_dilemma",)), ("centipede.svg", ("centipede",)), ("centipede.tex", ("centipede",)),
     ("glove_market.svg", ("glove_market",)), ("glove_market.tex", ("glove_market",))],
)
def test_pictures_are_written_as_before(name, arguments):
    picture = gt.plot(*arguments)
    assert (picture.svg() if name.endswith(".svg") else picture.tikz()) == (GOLDENS / name).read_text(encoding="utf-8")


def test_lines_of_a_terminal_join():
    assert text(CELLS).split("\n") == [
        "┌─────┬─────┐",
        "│ a*  │     │",
        "┣━━━━━╋━━━━━┫  ○",
        "│     │ 圧b │",
        "└─────┴─────┘ ╶╌╌╌╌╌╴",
        "",
    ]
    assert text(CELLS, ascii_only=True).split("\n")[0] == "+-----+-----+"
    assert "\x1b[34m圧b\x1b[0m" in text(CELLS, color=True)


@pytest.mark.parametrize(
    "arguments",
    [
        ("battle_of_the_sexes",), ("format_choice",), ("cyber_hidden_capability",), ("bill_and_jack", "polygon"), ("beer_and_quiche", "beliefs"),
        ("rock_paper_scissors", "replicator"), ("veto_bargaining", "power"), ("gsomia_ebb_tide", "machines"),
    ],
    ids="-".join,
)
def test_latex_takes_the_pictures(arguments, tmp_path):
    compiler = next((found for found in ("pdflatex", "lualatex", "tectonic") if shutil.which(found)), None)
    if compiler is None:
        pytest.skip("no LaTeX is installed")
    picture = gt.plot(*arguments).tikz()
    document = "\\documentclass{article}\\usepackage{tikz}\\usetikzlibrary{patterns}\\begin{document}\n" + picture + "\\end{document}\n"
    (tmp_path / "p.tex").write_text(document, encoding="utf-8")
    options = [] if compiler == "tectonic" else ["-interaction=nonstopmode", "-halt-on-error"]
    done = subprocess.run([compiler, *options, "p.tex"], cwd=tmp_path, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout[-2_000:]


def drawn_for_readme():
    """The commands of ``make pictures``: arguments and file."""
    return re.findall(r"dprk plot (.*) --force -o (docs/pictures/\S+)", (ROOT / "Makefile").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("arguments", "path"), drawn_for_readme())
def test_the_pictures_of_the_readme_are_current(arguments, path, tmp_path):
    out = tmp_path / "new.svg"
    assert main(["plot", *arguments.split(), "-o", str(out)]) == 0
    assert out.read_text(encoding="utf-8") == (ROOT / path).read_text(encoding="utf-8"), "run `make pictures`"
    assert path in (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_readme_has_three_pictures():
    assert len(drawn_for_readme()) == 3


def test_a_file_is_replaced_only_when_told(tmp_path, capsys):
    out = tmp_path / "bos.svg"
    assert main(["plot", "battle_of_the_sexes", "-o", str(out)]) == 0
    before = out.read_bytes()
    assert before.startswith(b"<svg")
    assert main(["plot", "chicken", "-o", str(out)]) == 2
    assert "exists" in capsys.readouterr().err
    assert out.read_bytes() == before
    assert main(["plot", "chicken", "-o", str(out), "--force"]) == 0
    assert out.read_bytes() != before
    assert [item.name for item in tmp_path.iterdir()] == ["bos.svg"]


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["-o", "x.gif"], 2, ".svg, .tex, .png, .pdf"),
        (["--format", "gif"], 2, "no format of pictures"),
        (["--format", "svg", "-o", "x.tex"], 2, "does not end"),
        (["--kind", "pie"], 2, "no picture is called"),
        (["--kind", "tree"], 3, "as a matrix"),
        (["--kind", "matrix", "--over", "a"], 2, "at given values"),
        (["--over", "a", "--over", "b,a", "--set", "a=2"], 2, "`a` is open and has a value"),
        (["-o", "/no/such/folder/x.svg"], 2, "cannot be written"),
        (["--kind", "matrix", "--concept", "dominanz"], 2, "unknown concept"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(arguments, code, said, capsys):
    assert main(["plot", "battle_of_the_sexes", *arguments]) == code
    error = capsys.readouterr().err
    assert said in error and "Traceback" not in error


@pytest.mark.parametrize(("format", "start"), [("svg", "<svg"), ("tikz", "% Battle"), ("terminal", "Battle of the sexes\n")])
def test_pictures_are_printed(format, start, capsys):
    assert main(["plot", "battle_of_the_sexes", "--format", format]) == 0
    assert capsys.readouterr().out.startswith(start)


def test_png_and_pdf_are_written(tmp_path):
    pytest.importorskip("cairosvg", reason="the extra `pictures` is not installed")
    picture = gt.plot("cyber_preemption", over=["e", "L"])
    picture.save(tmp_path / "map.png")
    picture.save(tmp_path / "map.pdf")
    assert (tmp_path / "map.png").read_bytes().startswith(b"\x89PNG")
    assert (tmp_path / "map.pdf").read_bytes().startswith(b"%PDF")


def test_without_the_extra_its_name_is_told(monkeypatch):
    monkeypatch.setitem(sys.modules, "cairosvg", None)
    with pytest.raises(gt.MissingExtra) as raised:
        gt.plot("chicken").png()
    assert raised.value.extra == "pictures" and "gametheory_dprk[pictures]" in raised.value.help


def test_a_small_picture_loads_nothing_heavy():
    code = (
        "import sys; from gametheory_dprk.cli.main import main; main(['plot', 'format_choice', '--format', 'svg']); "
        "print(*sorted({name.split('.')[0] for name in sys.modules}), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert set(done.stderr.split()) & {"nashpy", "sympy", "numpy", "scipy", "z3", "typer", "cairosvg", "flint", "rich"} == set()
