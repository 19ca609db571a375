"""The page as one file, opened from the disk: it asks nobody, and its numbers are those of the solver."""

import random

import pytest

from gametheory_dprk import api
from gametheory_dprk.errors import MissingExtra
from gametheory_dprk.model.definition import ValueProblems
from gametheory_dprk.page.exact_data import is_sure
from gametheory_dprk.page.sliders import stops
from gametheory_dprk.page.static_file import static_file
from gametheory_dprk.parameter_space import regions

pytest.importorskip("z3", reason="the extra `prove` is not installed")
EXACT = ["us_china_pressure", "us_china_pressure_leader", "format_choice", "cyber_preemption", "cyber_use_or_lose", "crisis_ultimatum"]
FOUND = """values => {
  const data = Page.DATA.content.exact, point = {};
  for (const item of Page.DATA.parameters) point[item.name] = Exact.parse(values[item.name]);
  const here = Regions.outcomes(data, point);
  return {sure: !here.doubt, payoffs: here.found.flatMap(item => item.equilibria.map(one => one.payoffs.map(pay => Exact.text(here.number(pay))).join(" ")))};
}"""


@pytest.fixture(scope="session")
def file(tmp_path_factory):
    folder, made = tmp_path_factory.mktemp("static"), {}

    def file(game):
        if game not in made:
            made[game] = folder / f"{game}.html"
            made[game].write_text(static_file(api.load(game), seconds=60).text, encoding="utf-8")
        return made[game].as_uri()

    return file


@pytest.mark.parametrize("game", EXACT)
def test_its_equilibria_are_those_of_the_solver(visitor, file, game):
    page = visitor.visit(file(game))
    definition = api.load(game)
    chance = random.Random(game)
    explored = regions(definition, seconds=60)
    sure = 0
    for _ in range(60):
        values = {item.name: chance.choice(stops(item)) if chance.random() < 0.4 else item.value for item in definition.parameters}
        try:
            form = definition.at(values)
        except ValueProblems:
            continue
        found = page.evaluate(FOUND, {name: str(value) for name, value in values.items()})
        if found["sure"]:
            sure += 1
            want = {" ".join(map(str, item.payoffs)) for item in api.solve(form, None).equilibria}
            assert set(found["payoffs"]) == want, values
        assert found["sure"] == is_sure(explored, {name: values[name] for name in explored.over})
    assert sure >= 10


def test_it_asks_nobody(visitor, file):
    visitor.visit(file("us_china_pressure"))
    assert [url for url in visitor.requests if not url.startswith("file:")] == []


def test_a_moved_slider_computes_the_answer(visitor, file):
    page = visitor.visit(file("us_china_pressure") + "#s=17/10")
    assert "US low, China contribute (payoffs: US 11/4, China -3/2)" in visitor.text("#summary")
    assert page.inner_text("td.equilibrium") == "11/4, -3/2"
    place = [item.name for item in api.load("us_china_pressure").parameters].index("s")
    page.focus(f"#slider-{place}")
    page.keyboard.press("Home")
    assert "assumption" in visitor.text("#problem")
    page.click("#reset")
    assert visitor.text("#problem") == ""
    assert "shirk" in visitor.text("#summary")


def test_a_tree_has_formulas_and_the_path(visitor, file):
    page = visitor.visit(file("format_choice") + "#su=1/2")
    assert "N + M" in page.inner_html("#picture-box svg").replace("\u2212", "-")
    assert "DPRK 1/2" in visitor.text("#summary")


def test_where_several_numbers_tie_the_file_does_not_claim_to_know(visitor, file):
    definition = api.load("cyber_use_or_lose")
    found = regions(definition, seconds=60)
    values = {item.name: item.value for item in definition.parameters}
    moved = [(item.name, value) for item in definition.parameters for value in stops(item)]
    name, value = next((name, value) for name, value in moved if found.space.admits({**values, name: value}) and not is_sure(found, {**values, name: value}))
    page = visitor.visit(f"{file('cyber_use_or_lose')}#{name}={value}")
    assert page.evaluate(FOUND, {one: str(number) for one, number in {**values, name: value}.items()})["sure"] is False
    assert "more may exist" in visitor.text("#summary") or "cannot tell" in visitor.text("#problem")
    assert "Complete" not in visitor.text("#answer-box")


def without_z3(*_, **__):
    raise MissingExtra("regions need the package z3-solver", "prove")


def test_a_grid_moves_one_slider_at_a_time(visitor, tmp_path, monkeypatch):
    monkeypatch.setattr("gametheory_dprk.page.static_file.regions", without_z3)
    target = tmp_path / "grid.html"
    target.write_text(static_file(api.load("chicken"), seconds=60).text, encoding="utf-8")
    page = visitor.visit(target.as_uri())
    assert "stops of the sliders" in visitor.text("#where")
    first = page.input_value("#box-0")
    page.focus("#slider-0")
    page.keyboard.press("End")
    assert page.input_value("#box-0") != first
    page.focus("#slider-1")
    page.keyboard.press("End")
    assert page.input_value("#box-0") == first
    page.fill("#box-0", "12345/12344")
    page.keyboard.press("Enter")
    assert page.inner_text("#problem") or page.inner_text("#error-0")
