"""Answers the checks of a corpus of games through the public API, as files of results to be compared.

    python tests/corpus/run.py ROOT --side public --out DIR

ROOT holds ``<side>/expected/<suite>.json``, which names the game files and the checks asked of each; DIR gets
``<side>-<suite>.jsonl``, a line a game. A kind that is not built, and a game for which it cannot be answered,
are left out and counted on standard error with the reason; nothing is guessed. Exit code 1 if a file that
should be read was refused, or if anything failed in a way that is no honest refusal.
"""

from __future__ import annotations

import argparse
import json
import signal
import sys
import traceback
from collections import Counter
from functools import partial
from multiprocessing import get_context
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from kinds import KINDS, OF_TYPE, NotBuiltError, Question

import gametheory_dprk as gt


class OutOfTimeError(Exception):
    """A check took longer than it may."""


def _out_of_time(signum, frame):
    raise OutOfTimeError


def answer(entry, kinds, folder, seconds):
    """What one game is answered, why checks were left out, and faults that are no refusals."""
    id, (file, checks) = entry
    results, left_out, faults = {}, Counter(), []
    table = KINDS.get(Path(file).suffix)
    wanted = {key: check for key, check in checks.items() if not kinds or check["kind"] in kinds}
    described = json.loads((folder / file).read_text(encoding="utf-8")) if Path(file).suffix == ".json" else None
    if described is not None:
        table = OF_TYPE.get(described["type"])
    if table is None:
        what = described["type"] if described is not None else Path(file).suffix
        return id, results, Counter({f"no kinds are answered on {what}": len(wanted)}), faults
    try:
        game = gt.load(str(folder / file)) if described is None else described
    except gt.GameTheoryError as error:
        return id, results, Counter(), [f"{id}: not read: {error}"]
    question = Question(game)
    signal.signal(signal.SIGALRM, _out_of_time)
    for key, check in wanted.items():
        function = table.get(check["kind"])
        if function is None:
            left_out[f"{check['kind']}: not built"] += 1
            continue
        question.check = check
        signal.setitimer(signal.ITIMER_REAL, seconds)
        try:
            results[key] = function(question)
        except (NotBuiltError, gt.UnsupportedGame, gt.LimitReached) as refusal:
            left_out[f"{check['kind']}: {refusal}"] += 1
        except OutOfTimeError:
            left_out[f"{check['kind']}: over {seconds:g} s ({id})"] += 1
        except Exception:
            faults.append(f"{id} {key}: {traceback.format_exc(limit=-3)}")
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
    return id, results, left_out, faults


def run(root, side, out, *, suites=(), kinds=(), jobs=2, seconds=300.0):
    """Writes the results of one side of a corpus; returns the faults. Prints what was left out, and why."""
    folder = Path(root) / side
    expected = sorted((folder / "expected").glob("*.json"))
    if not expected:
        raise SystemExit(f"no expected/*.json under {folder}")
    Path(out).mkdir(parents=True, exist_ok=True)
    reasons, faults, answered = Counter(), [], 0
    work = partial(answer, kinds=kinds, folder=folder, seconds=seconds)
    with get_context("fork").Pool(jobs) as pool:
        for path in expected:
            suite = json.loads(path.read_text(encoding="utf-8"))
            if suites and suite["suite"] not in suites:
                continue
            entries = [(id, (entry["file"], entry["checks"])) for id, entry in suite["games"].items()]
            with open(Path(out) / f"{side}-{suite['suite']}.jsonl", "w", encoding="utf-8") as file:
                for id, results, left_out, wrong in pool.imap(work, entries):
                    reasons += left_out
                    faults += wrong
                    answered += len(results)
                    if results:
                        file.write(json.dumps({"game": id, "results": results}) + "\n")
    for reason, count in sorted(reasons.items()):
        print(f"left out {count:5}  {reason}", file=sys.stderr)
    for fault in faults:
        print(f"FAULT {fault}", file=sys.stderr)
    print(f"{answered} answered, {sum(reasons.values())} left out, {len(faults)} faults", file=sys.stderr)
    return faults


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("root", help="the folder of the corpus")
    parser.add_argument("--side", default="public", help="public, private or all (public)")
    parser.add_argument("--out", required=True, help="the folder the results are written to")
    parser.add_argument("--suite", action="append", default=[], help="this suite only; may be repeated")
    parser.add_argument("--kind", action="append", default=[], help="this kind only; may be repeated")
    parser.add_argument("--jobs", type=int, default=2, help="processes (2)")
    parser.add_argument("--seconds", type=float, default=300, help="time limit of a check (300)")
    options = parser.parse_args()
    sides = ("public", "private") if options.side == "all" else (options.side,)
    faults = [
        fault
        for side in sides
        if options.side != "all" or (Path(options.root) / side).is_dir()
        for fault in run(
            options.root, side, options.out, suites=options.suite, kinds=options.kind, jobs=options.jobs,
            seconds=options.seconds,
        )
    ]
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
