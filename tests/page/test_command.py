"""``dprk serve`` as a process: the address, Ctrl-C, and what it holds in memory."""

import http.client
import signal
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from gametheory_dprk.api import load, read
from gametheory_dprk.cli.serve import _games

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
LIGHT = {"sympy", "numpy", "scipy", "nashpy", "z3", "flint", "rich", "typer"}


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_it_serves_until_it_is_ended(stop):
    process = subprocess.Popen(
        [sys.executable, "-m", "gametheory_dprk", "serve", "chicken", "--no-browser"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    address = urlsplit(process.stdout.readline().strip())
    connection = http.client.HTTPConnection(address.hostname, address.port, timeout=60)
    connection.request("GET", address.path)
    reply = connection.getresponse()
    assert reply.status == 200
    assert b"Chicken" in reply.read()
    connection.close()
    workers = children(process.pid)
    process.send_signal(stop)
    out, told = process.communicate(timeout=30)
    assert process.returncode == 130
    assert out == ""
    assert told == "Ctrl-C ends it\ninterrupted\n"
    assert not [pid for pid in workers if Path(f"/proc/{pid}").exists()]


def children(pid):
    listed = Path(f"/proc/{pid}/task/{pid}/children")
    return listed.read_text(encoding="ascii").split() if listed.exists() else []


def test_the_server_loads_no_solver():
    script = "import sys; import gametheory_dprk.page.server; print(*sorted(sys.modules))"
    loaded = set(subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.split())
    assert not {name.split(".")[0] for name in loaded} & LIGHT
    assert not [name for name in loaded if name.startswith(("gametheory_dprk.solvers", "gametheory_dprk.parametric"))]


def test_games_of_one_name_are_told_apart(tmp_path):
    first, second = load("chicken"), read("game: 1\nplayers: [A, B]\ntable: |\n  A \\ B | x\n  a | 1, 1\n", "chicken", "<stdin>")
    listed = _games([first, second])
    assert [game["id"] for game in listed] == ["chicken", "chicken-2"]
    assert "text" not in listed[0]
    assert listed[1]["ending"] == ".yaml"
