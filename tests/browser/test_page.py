"""The page as somebody uses it: sliders, keys, boxes, links."""

from urllib.parse import urlsplit

import pytest

from gametheory_dprk import api

PRESSURE = [item.name for item in api.load("us_china_pressure").parameters]


def control(kind, name):
    return f"#{kind}-{PRESSURE.index(name)}"


def wait_for(page, selector, text):
    page.locator(selector, has_text=text).wait_for(timeout=30_000)


def test_a_dragged_slider_moves_the_answer_the_picture_the_map_and_the_address(visitor, address):
    page = visitor.visit(f"{address}game/us_china_pressure")
    before = page.inner_html("#picture-box")
    place = page.locator(".here").get_attribute("transform")
    slider = page.locator(control("slider", "s"))
    slider.scroll_into_view_if_needed()
    box = slider.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.7, box["y"] + box["height"] / 2, steps=8)
    page.mouse.move(box["x"] + box["width"] * 0.9, box["y"] + box["height"] / 2, steps=8)
    page.mouse.up()
    wait_for(page, "#summary", "contribute")
    assert page.inner_html("#picture-box") != before
    assert page.locator(".here").get_attribute("transform") != place
    value = page.input_value(control("box", "s"))
    assert page.url.endswith(f"#s={value}")
    assert f"dprk solve us_china_pressure --set s={value}" in visitor.text("#command")


def test_the_arrow_keys_move_a_slider_by_one_stop(visitor, address):
    page = visitor.visit(f"{address}game/us_china_pressure")
    page.focus(control("slider", "s"))
    before = page.locator(control("slider", "s")).get_attribute("aria-valuetext")
    page.keyboard.press("ArrowRight")
    after = page.locator(control("slider", "s")).get_attribute("aria-valuetext")
    assert (before, after) == ("1", "51/50")
    assert page.input_value(control("box", "s")) == "51/50"


def test_a_fraction_between_the_stops(visitor, address):
    page = visitor.visit(f"{address}game/us_china_pressure")
    page.fill(control("box", "s"), "5003/3000")
    page.keyboard.press("Enter")
    wait_for(page, "#summary", "contribute")
    assert page.url.endswith("#s=5003/3000")
    page.fill(control("box", "s"), "1.75")
    page.keyboard.press("Tab")
    wait_for(page, "#command", "s=7/4")


@pytest.mark.parametrize(("typed", "told"), [("one", "write a number"), ("1/0", "write a number"), ("-1", "outside its range"), ("1e9999", "write a number"), ("", "write a number")])
def test_what_is_no_value_is_told_beside_the_box_and_changes_nothing(visitor, address, typed, told):
    page = visitor.visit(f"{address}game/us_china_pressure")
    page.fill(control("box", "s"), typed)
    page.keyboard.press("Enter")
    assert told in page.inner_text(f"#error-{PRESSURE.index('s')}")
    assert page.get_attribute(control("box", "s"), "aria-invalid") == "true"
    assert "#" not in page.url
    page.fill(control("box", "s"), "2")
    page.keyboard.press("Enter")
    assert page.get_attribute(control("box", "s"), "aria-invalid") == "false"


def test_values_against_an_assumption_are_told_and_the_way_back_works(visitor, address):
    page = visitor.visit(f"{address}game/us_china_pressure")
    page.fill(control("box", "pl"), "4")
    page.keyboard.press("Enter")
    wait_for(page, "#problem", "assumption")
    page.click("#reset")
    page.wait_for_selector("#problem:empty", state="attached")
    assert "#" not in page.url
    assert len(visitor.complaints) == 1  # the browser's, of the status 400
    visitor.complaints.clear()


def test_a_shared_link_shows_the_same(visitor, address):
    page = visitor.visit(f"{address}game/us_china_pressure#s=7/4&rp=0.4")
    assert page.input_value(control("box", "s")) == "7/4"
    assert page.input_value(control("box", "rp")) == "2/5"
    told = visitor.text("#summary")
    page.reload()
    page.wait_for_selector("body[data-settled]")
    assert visitor.text("#summary") == told
    assert page.url.endswith("#s=7/4&rp=2/5")


@pytest.mark.parametrize("hash", ["zz=1", "s=x", "s=-3", "s", "%zz", "s=1/0"])
def test_a_broken_link_says_so_and_shows_the_authors_values(visitor, address, hash):
    page = visitor.visit(f"{address}game/us_china_pressure#{hash}")
    page.wait_for_selector("#problem:not(:empty)")
    assert "author" in visitor.text("#problem")
    assert page.input_value(control("box", "s")) == "1"


def test_a_tree_a_coalition_and_a_bargain(visitor, address):
    page = visitor.visit(f"{address}game/format_choice")
    assert "p5plus1" in page.inner_html("#picture-box svg")
    page = visitor.visit(f"{address}game/us_china_types")
    assert "calibrated" in visitor.text("#summary")
    page = visitor.visit(f"{address}game/unsc_power")
    assert page.is_hidden("#parameters")
    assert "Shapley" in visitor.text("#answer-box")
    page = visitor.visit(f"{address}game/us_china_linkage")
    assert "Nash" in visitor.text("#answer-box")


def test_claims_and_explanation(visitor, address):
    page = visitor.visit(f"{address}game/battle_of_the_sexes")
    page.wait_for_selector(".verdict.holds")
    assert page.locator("#explanation-box h3").count() >= 2


def test_the_map_over_other_parameters(visitor, address):
    page = visitor.visit(f"{address}game/us_china_pressure")
    page.select_option("#axes select >> nth=0", "pm")
    wait_for(page, "#place", "pm = 3")
    assert "pm = 3" in visitor.text("#place")


def test_the_list_and_the_switch(visitor, address):
    page = visitor.page
    page.goto(address)
    assert page.locator("#all li").count() == 6
    page.fill("#find", "battle")
    assert page.locator("#all li:visible").count() == 1
    page.click("#all li:visible a")
    page.wait_for_selector("#summary:not(:empty)")
    page.click("nav a:has-text('format_choice')")
    page.wait_for_selector("h1:has-text('Six-party')")


def test_nothing_leaves_the_machine(visitor, address):
    visitor.visit(f"{address}game/us_china_pressure")
    assert visitor.requests
    assert {urlsplit(url).hostname for url in visitor.requests} == {"127.0.0.1"}


@pytest.mark.parametrize("visitor", [{"viewport": {"width": 390, "height": 800}}], indirect=True)
@pytest.mark.parametrize("game", ["us_china_pressure", "format_choice", "unsc_power"])
def test_a_phone_scrolls_in_one_direction(visitor, address, game):
    page = visitor.visit(f"{address}game/{game}")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_slider_that_runs_away_shows_its_last_value(visitor, address):
    page = visitor.visit(f"{address}game/us_china_types")
    page.focus("#slider-0")
    for _ in range(25):
        page.keyboard.press("ArrowRight")
    last = page.input_value("#box-0")
    wait_for(page, "#command", f"={last}")
    page.wait_for_timeout(500)
    want = api.solve("us_china_types", values={"th": last}).equilibria[0].payoffs
    assert f"US {want[0]}" in visitor.text("#summary")
