"""A process for one peer: ``python -m benchmarks.peers.worker module:function task``, jobs and answers as lines of JSON.

A job is ``{"spec": [...], "repeats": k, "budget": seconds}``. The answers are ``{"ready": version}`` or
``{"absent": why}`` at the start, and for each job ``{"built": true}``, then the times and a summary of what
was found, or ``{"error": why}``. Only ``run()`` is timed. What libraries print goes to standard error.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import time
from fractions import Fraction
from importlib import import_module
from math import isfinite, lcm
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage

from ..games import Spec

SAME = 1e-6  # floats that differ by less are one point


def _cpu():
    """CPU seconds so far, of this process and of the children it has waited for."""
    return sum(usage.ru_utime + usage.ru_stime for usage in map(getrusage, (RUSAGE_SELF, RUSAGE_CHILDREN)))


def times(run, repeats, budget):
    """What ``run()`` returns, and wall and CPU seconds of each repeat: one, then more while the budget lasts."""
    wall, cpu = [], []
    while True:
        before, started = _cpu(), time.perf_counter()
        found = run()
        wall.append(time.perf_counter() - started)
        cpu.append(_cpu() - before)
        if len(wall) >= repeats or sum(wall) + wall[-1] > budget:
            return found, wall, cpu


def distinct(profiles):
    """The distinct profiles: exact ones as they are, floats up to ``SAME``."""
    kept, seen = [], set()
    for profile in profiles:
        if all(isinstance(share, float) for mix in profile for share in mix):
            key = tuple(round(share / SAME) if isfinite(share) else str(share) for mix in profile for share in mix)
        else:
            key = tuple(Fraction(share) for mix in profile for share in mix)
        if key not in seen:
            seen.add(key)
            kept.append(profile)
    return kept


def digest(profiles):
    """A fingerprint of a set of exact profiles."""
    lines = sorted(" ".join(str(Fraction(share)) for mix in profile for share in mix) for profile in profiles)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def regret(a, b, profile):
    """The most a player gains by a deviation: a Fraction if the profile is exact."""
    columns = [list(column) for column in zip(*b, strict=True)]
    return max(_gain(a, *profile), _gain(columns, *profile[::-1]))


def _gain(matrix, mine, theirs):
    """What the best row gains over ``mine`` against ``theirs``."""
    exact = not any(isinstance(share, float) for share in (*mine, *theirs))
    scale = lcm(*(share.denominator for share in theirs)) if exact else 1
    weights = [(j, int(share * scale) if exact else share) for j, share in enumerate(theirs) if share]
    worth = [sum(row[j] * weight for j, weight in weights) for row in matrix]
    return (max(worth) - sum(share * worth[i] for i, share in enumerate(mine) if share)) / scale


def summary(module, task, spec, found):
    """What the parent compares: counts and fingerprints, regrets, or values."""
    if task == "zero-sum":
        value = module.value(found)
        return {"value": value if isinstance(value, float) else str(Fraction(value)), "exact": not isinstance(value, float)}
    profiles = module.profiles(found)
    if task == "one":
        a, b = spec.matrices()
        return {"found": len(profiles), "regret": float(regret(a, b, profiles[0])) if profiles else None}
    points = distinct(profiles)
    floats = any(isinstance(share, float) for profile in points for mix in profile for share in mix)
    return {"listed": len(profiles), "count": len(points), "digest": None if floats else digest(points)}


def main():
    method, task = sys.argv[1:]
    out = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)

    def say(**message):
        print(json.dumps(message), file=out, flush=True)

    name, _, function = method.partition(":")
    try:
        module = import_module(f".{name}", __package__)
        for payoffs in ("0..999", "{0,1,2}"):  # the first calls compile and load; they are not timed
            for n in (3, 4):
                getattr(module, function)(*Spec(payoffs, n, 0, task == "zero-sum").matrices())()
    except ImportError as error:
        return say(absent=str(error))
    except Exception as error:
        say(absent=f"it fails on the first game: {error!r}"[:200])
        raise
    say(ready=module.VERSION)
    for line in sys.stdin:
        job = json.loads(line)
        spec = Spec(*job["spec"])
        try:
            run = getattr(module, function)(*spec.matrices())
            say(built=True)
            found, wall, cpu = times(run, job["repeats"], job["budget"])
            say(wall=wall, cpu=cpu, **summary(module, task, spec, found))
        except Exception as error:
            say(error=f"{type(error).__name__}: {error}"[:200])


if __name__ == "__main__":
    main()
