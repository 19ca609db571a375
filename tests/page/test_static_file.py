"""The page as one file: what it holds, and that its policy fits what is in it."""

import base64
import hashlib
import json
import re
from fractions import Fraction

import pytest

from gametheory_dprk import api
from gametheory_dprk.cli.main import main
from gametheory_dprk.errors import MissingExtra
from gametheory_dprk.page.sliders import by_weight, stops
from gametheory_dprk.page.static_file import static_file


def content(text):
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', text, re.DOTALL)
    return json.loads(found[1])


@pytest.fixture(scope="module")
def page():
    pytest.importorskip("z3", reason="the extra `prove` is not installed")
    return static_file(api.load("cyber_preemption"))


def test_it_is_whole(page):
    assert page.text.count("<!doctype html>") == 1
    assert re.findall(r'(?:src|href)="(?!#)', page.text) == []
    assert re.findall(r"https?://(?!www\.w3\.org/2000/svg)", page.text) == []
    assert "style=" not in re.sub(r"<style>.*?</style>|<script>.*?</script>", "", page.text, flags=re.DOTALL)


def test_the_policy_allows_the_texts_inside_and_no_other(page):
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page.text)[1].replace("&#x27;", "'")
    assert policy.startswith("default-src 'none'; ")
    for element, source in (("style", "style-src"), ("script", "script-src")):
        inside = re.search(rf"<{element}>(.*?)</{element}>", page.text, re.DOTALL)[1]
        digest = base64.b64encode(hashlib.sha256(inside.encode()).digest()).decode()
        assert f"{source} 'sha256-{digest}'" in policy


def test_regions_are_embedded_with_exact_coefficients(page):
    exact = content(page.text)["content"]["exact"]
    assert exact["complete"]
    assert len(exact["regions"]) == 4
    names = exact["fields"][exact["whole"]]["names"]
    assert sorted(names) == sorted(item.name for item in api.load("cyber_preemption").parameters)
    coefficients = [term[0] for factor in exact["fields"][exact["whole"]]["factors"] for term in factor]
    assert all(re.fullmatch(r"-?\d+", number) for number in coefficients)
    assert "in exact fractions" in page.told


def without_z3(*_, **__):
    raise MissingExtra("regions need the package z3-solver", "prove")


def test_without_regions_there_is_a_grid_and_it_says_so(monkeypatch):
    monkeypatch.setattr("gametheory_dprk.page.static_file.regions", without_z3)
    page = static_file(api.load("chicken"), seconds=30)
    assert "z3-solver" in page.told
    held = content(page.text)
    points = held["content"]["points"]
    assert "stops of the sliders" in page.told
    for item in held["parameters"]:
        assert item["start"] in item["stops"]
        assert all(f"{item['name']}={value}" in points["at"] for value in item["stops"])
    one = held["parameters"][0]
    value = next(value for value in one["stops"] if value != one["start"] and "summary" in points["at"][f"{one['name']}={value}"])
    assert points["at"][f"{one['name']}={value}"]["summary"]


def test_a_game_without_parameters():
    held = content(static_file(api.read("game: 1\nplayers: [A, B]\ntable: |\n  A \\ B | x\n  a | 1, 1\n")).text)
    assert held["parameters"] == []
    assert "<svg" in held["content"]["home"]["picture"]


def test_only_the_parameters_that_are_wanted_have_sliders():
    pytest.importorskip("z3", reason="the extra `prove` is not installed")
    page = static_file(api.load("us_china_pressure"), ["s"], {"rp": Fraction(3, 4)})
    held = content(page.text)
    assert [item["name"] for item in held["parameters"]] == ["s"]
    assert "rp = 3/4" in page.told


def test_stops_are_exact_and_in_the_range():
    for name in ("us_china_pressure", "cyber_preemption", "us_china_linkage"):
        for item in api.load(name).parameters:
            found = stops(item)
            assert found == sorted(set(found))
            assert item.value in found
            assert all(isinstance(value, Fraction) and item.range.contains(value) for value in found)
            assert 20 <= len(found) <= 210


def test_the_weightiest_parameters_come_first():
    assert by_weight(api.load("us_china_pressure"))[:2] == ["s", "rp"]


def test_the_command_writes_one_file(tmp_path, capsys):
    target = tmp_path / "out.html"
    assert main(["serve", "rock_paper_scissors", "--static", str(target)]) == 0
    assert target.read_text(encoding="utf-8").startswith("<!doctype html>")
    assert main(["serve", "rock_paper_scissors", "--static", str(target)]) == 2
    assert "--force" in capsys.readouterr().err
    assert main(["serve", "rock_paper_scissors", "--static", str(target), "--force"]) == 0


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["chicken", "nothing_like_this"], "no file and no game"),
        (["chicken", "hawk_dove", "--set", "win=8"], "is for one game"),
        (["chicken", "--over", "zz"], "no parameter `zz`"),
        (["cyber_preemption", "--set", "e=2"], "outside its range"),
        (["chicken", "--port", "70000"], "--port"),
        (["chicken", "--timeout", "-1"], "--timeout"),
        (["--static", "x.html"], "is for one game"),
    ],
)
def test_bad_usage_is_told(arguments, told, capsys):
    assert main(["serve", "--no-browser", *arguments]) == 2
    assert told in capsys.readouterr().err
