"""axe-core finds nothing serious, in light and dark, wide and narrow; and everything is reached by keys."""

import importlib.util
from pathlib import Path

import pytest

SERIOUS = ("serious", "critical")
LOOKS = [{"color_scheme": "light"}, {"color_scheme": "dark"}, {"color_scheme": "light", "viewport": {"width": 390, "height": 800}}]
RUN = "axe.run(document, {resultTypes: ['violations']}).then(found => found.violations.map(item => [item.id, item.impact, item.nodes.slice(0, 3).map(node => node.html.slice(0, 160) + ' ' + node.failureSummary)]))"


@pytest.fixture(scope="session")
def axe():
    """The script of axe-core, from the package that carries it."""
    found = importlib.util.find_spec("axe_playwright_python")
    if found is None or not found.origin:
        pytest.skip("axe-playwright-python is not installed")
    return (Path(found.origin).parent / "axe.min.js").read_text(encoding="utf-8")


def violations(page, axe):
    page.evaluate(axe)
    return [item for item in page.evaluate(RUN) if item[1] in SERIOUS]


@pytest.mark.parametrize("visitor", LOOKS, indirect=True, ids=["light", "dark", "phone"])
@pytest.mark.parametrize("game", ["us_china_pressure", "format_choice", "us_china_types", "unsc_power", "us_china_linkage"])
def test_a_game_has_no_serious_finding(visitor, address, axe, game):
    page = visitor.visit(f"{address}game/{game}")
    assert violations(page, axe) == []


@pytest.mark.parametrize("visitor", LOOKS, indirect=True, ids=["light", "dark", "phone"])
def test_the_list_has_no_serious_finding(visitor, address, axe):
    visitor.page.goto(address)
    visitor.page.wait_for_selector("#all li")
    assert violations(visitor.page, axe) == []


def test_the_first_key_leads_past_the_sliders(visitor, address):
    page = visitor.visit(f"{address}game/us_china_pressure")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"


def test_controls_have_names_and_the_answer_is_told(visitor, address):
    page = visitor.visit(f"{address}game/us_china_pressure")
    assert page.get_attribute("#summary", "role") == "status"
    assert page.get_attribute("#problem", "role") == "alert"
    assert page.evaluate("[...document.querySelectorAll('input[type=range]')].every(item => item.labels.length === 1)")
    assert page.evaluate("[...document.querySelectorAll('h1')].length") == 1
