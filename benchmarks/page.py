"""The page of `dprk serve`: how long after a slider's move the new answer is painted, in a real browser.

For each game a slider is moved by the arrow key; measured is the time from before the key's event to the second animation
frame after the page has the new answer, so that it is on the screen. Beside it the same key in a plain static page, whose
slider only writes its value into a paragraph: what the browser itself takes. Also: from the command to the first
address, from opening the address to the picture, and the memory of the server and of its workers.
Needs playwright and the system's chromium.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter
from typing import Any

FLAGSHIPS = ["us_china_pressure", "us_china_pressure_leader", "format_choice", "cyber_preemption", "cyber_use_or_lose"]
PLAIN = """<!doctype html><title>plain</title><input type="range" id="slider-0" min="0" max="100"><p id="out"></p>
<script>document.getElementById("slider-0").addEventListener("input", event => {
  document.getElementById("out").textContent = event.target.value; window.dispatchEvent(new Event("shown")); });</script>"""
# One move: the next value of the slider, an input event as a key makes it, and two frames after the page says that it has shown it.
MOVE = """place => new Promise(done => {
  const slider = document.getElementById(`slider-${place}`);
  const begun = performance.now();
  window.addEventListener("shown", () => requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - begun))), {once: true});
  const step = window.step = (window.step || 0) + 1;  // a value that was not there before: nothing is remembered
  slider.value = Number(slider.value) + (Number(slider.value) < slider.max / 2 ? 1 : -1) * (1 + step % 17);
  slider.dispatchEvent(new Event("input", {bubbles: true}));
})"""


def memory(pid: int) -> dict[str, float]:
    """MiB of resident memory of a process and, together, of its children."""
    def resident(one: str | int) -> float:
        lines = Path(f"/proc/{one}/status").read_text(encoding="ascii").splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1024

    children = [child for task in Path(f"/proc/{pid}/task").iterdir() for child in (task / "children").read_text(encoding="ascii").split()]
    return {"server": resident(pid), "workers": sum(map(resident, children)), "count": len(children)}


def moves(page: Any, places: list[int], times: int) -> list[float]:
    """Milliseconds of moves of some sliders, in turn."""
    return [page.evaluate(MOVE, places[turn % len(places)]) for turn in range(times)]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("games", nargs="*", default=FLAGSHIPS)
    parser.add_argument("--moves", type=int, default=60)
    options = parser.parse_args()
    path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        sys.exit("playwright is not installed")
    if not path:
        sys.exit("there is no chromium on this system")
    begun = perf_counter()
    process = subprocess.Popen([sys.executable, "-m", "gametheory_dprk", "serve", "--no-browser", *options.games], stdout=subprocess.PIPE, text=True)
    assert process.stdout
    address = process.stdout.readline().strip()
    print(f"command to address: {(perf_counter() - begun) * 1000:.0f} ms")
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        page = browser.new_page()
        plain = Path(folder, "plain.html")
        plain.write_text(PLAIN, encoding="utf-8")
        page.goto(plain.as_uri())
        base = statistics.median(moves(page, [0], options.moves))
        print(f"plain static page: median {base:.0f} ms")
        for game in options.games:
            begun = perf_counter()
            page.goto(f"{address}game/{game}")
            page.wait_for_selector("#summary:not(:empty)")
            up = (perf_counter() - begun) * 1000
            page.wait_for_selector("body[data-settled]")
            sliders = page.locator("input[type=range]").count()
            spent = sorted(moves(page, list(range(sliders)), options.moves))
            median, slow = statistics.median(spent), spent[int(len(spent) * 0.95)]
            print(f"{game}: page up {up:.0f} ms; a move: median {median:.0f} ms, 95 % within {slow:.0f} ms, {median - base:.0f} ms over the plain page")
        held = memory(process.pid)
        print(f"memory: server {held['server']:.0f} MiB, {held['count']:.0f} workers {held['workers']:.0f} MiB together")
        browser.close()
    process.terminate()
    process.wait(30)


if __name__ == "__main__":
    main()
