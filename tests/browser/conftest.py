"""A real browser: Playwright's Python package with the chromium of the system; without either these tests are skipped."""

import os
import shutil
import subprocess
import sys

import pytest

PATHS = ("chromium", "chromium-browser", "google-chrome")


def chromium():
    """The browser of the system, or what the environment variable CHROMIUM names."""
    return os.environ.get("CHROMIUM") or next((path for name in PATHS if (path := shutil.which(name))), None)


@pytest.fixture(scope="session")
def browser():
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    path = chromium()
    if path is None:
        pytest.skip("there is no chromium on this system")
    with api.sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield found
        found.close()


@pytest.fixture(scope="session")
def address():
    """A running page of several games."""
    process = subprocess.Popen(
        [sys.executable, "-m", "gametheory_dprk", "serve", "--no-browser", "--timeout", "60", *GAMES], stdout=subprocess.PIPE, text=True
    )
    yield process.stdout.readline().strip()
    process.terminate()
    process.wait(30)


GAMES = ["us_china_pressure", "format_choice", "us_china_types", "unsc_power", "us_china_linkage", "battle_of_the_sexes"]


class Visitor:
    """A page, the requests it makes, and what it complains about."""

    def __init__(self, page):
        self.page, self.requests, self.complaints = page, [], []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("console", lambda message: self.complaints.append(message.text) if message.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def visit(self, address):
        """Open an address, and wait until the answer and what follows it are there."""
        self.page.goto(address)
        self.page.wait_for_selector("#summary:not(:empty)", timeout=60_000)
        self.page.wait_for_selector("body[data-settled]", timeout=60_000)
        return self.page

    def text(self, selector):
        return self.page.inner_text(selector)


@pytest.fixture
def visitor(browser, request):
    context = browser.new_context(**{"viewport": {"width": 1280, "height": 800}, **getattr(request, "param", {})})
    found = Visitor(context.new_page())
    yield found
    context.close()
    assert found.complaints == []
