"""What solving a small game loads: none of the heavy libraries, and not the command-line framework."""

import subprocess
import sys

import pytest

GAME = "game: 1\nplayers: [A, B]\ntable: |\n  A \\ B | x | y\n  a | 1, 0.1 | 0, 0\n  b | 0, 0 | 1, 1/3\n"
HEAVY = {"nashpy", "sympy", "numpy", "scipy", "networkx", "z3", "matplotlib", "typer", "pydantic", "flint"}


@pytest.mark.parametrize("verb", ["solve", "show", "check", "explain"])
@pytest.mark.parametrize("output", ["human", "json"])
def test_a_small_game_loads_nothing_heavy(tmp_path, verb, output):
    path = tmp_path / "small.yaml"
    path.write_text(GAME, encoding="utf-8")
    code = (
        "import sys; from gametheory_dprk.cli.main import main; "
        f"code = main([{verb!r}, {str(path)!r}, '--format', {output!r}]); "
        "print(code, *sorted({name.split('.')[0] for name in sys.modules}), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    status, *loaded = done.stderr.split()
    assert status == "0"
    assert set(loaded) & HEAVY == set()
    assert ("rich" in loaded) is (output == "human" and verb != "check")


def test_importing_the_package_loads_no_part_of_it():
    code = "import sys, gametheory_dprk; print(*[name for name in sys.modules if name.startswith('gametheory_dprk.')])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert done.stdout.split() == []
