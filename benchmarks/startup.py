"""Start-up, the program's speed for most users: whole processes, side by side in one run.

Prints for each command the least CPU time (user and system) of several interleaved runs, its ratio to bare
Python and to ``import nashpy``, and the peak memory. Compare ratios: machines differ, and are noisy.
Byte code is compiled first, as an installation from a wheel does.
"""

from __future__ import annotations

import argparse
import compileall
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PROGRAM = [sys.executable, "-m", "gametheory_dprk"]
COMMANDS = {
    "python -c pass": [sys.executable, "-c", "pass"],
    'python -c "import nashpy"': [sys.executable, "-c", "import nashpy"],
    "dprk --version": [*PROGRAM, "--version"],
    "dprk solve cyber_preemption": [*PROGRAM, "solve", "cyber_preemption"],
    "dprk solve cyber_preemption --format json": [*PROGRAM, "solve", "cyber_preemption", "--format", "json"],
    "dprk check games/ --no-cache": [*PROGRAM, "check", "games/", "--no-cache", "--jobs", "1"],
    "dprk check games/": [*PROGRAM, "check", "games/"],
}
REACH = {
    "dprk --version": 0.06,
    "dprk solve cyber_preemption": 0.20,
    "dprk solve cyber_preemption --format json": 0.15,
}


def measure(command: list[str], environment: dict[str, str]) -> tuple[float, int]:
    """CPU seconds and peak memory (KiB) of one run of a command."""
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 3):
        raise SystemExit(f"{' '.join(command)} ended with exit code {process.returncode}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=9, help="runs of each command")
    runs = parser.parse_args().runs
    compileall.compile_dir(str(ROOT / "gametheory_dprk"), quiet=2)
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    best: dict[str, tuple[float, int]] = {}
    for _ in range(runs):
        for name, command in COMMANDS.items():
            found = measure(command, environment)
            best[name] = min(best.get(name, found), found)
    bare, nashpy = best["python -c pass"][0], best['python -c "import nashpy"'][0]
    print(f"{'command':44} {'CPU ms':>8} {'x bare':>8} {'x nashpy':>9} {'reach':>6} {'MiB':>6}")
    for name, (seconds, memory) in best.items():
        reach = f"{REACH[name]:.2f}" if name in REACH else ""
        print(
            f"{name:44} {seconds * 1000:8.0f} {seconds / bare:8.1f} {seconds / nashpy:9.3f} {reach:>6} {memory / 1024:6.0f}"
        )


if __name__ == "__main__":
    main()
