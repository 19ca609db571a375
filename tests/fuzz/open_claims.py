"""Random claims over parameters, their verdicts compared with the numeric solver at many exact points.

    python tests/fuzz/open_claims.py --games 2000 --seed 1 [--minutes 15] [--jobs 2]

A claim that is said to hold everywhere must hold at every admissible point that is tried, a counterexample must be
one, regions must name what the numeric solver finds, and nothing may crash. Points are drawn from the ranges, many of
them on a lattice, and moved onto the surfaces where numbers tie. A game is told by the seed and its number.
"""

from __future__ import annotations

import argparse
import random
import signal
import sys
import time
import traceback
from collections import Counter
from concurrent.futures import FIRST_COMPLETED, ProcessPoolExecutor, wait
from fractions import Fraction
from pathlib import Path

HERE = Path(__file__).resolve().parent
for folder in (HERE, HERE.parents[1]):
    if str(folder) not in sys.path:
        sys.path.insert(0, str(folder))

from open_games import claim, open_game  # noqa: E402

import gametheory_dprk as gt  # noqa: E402
from gametheory_dprk.api import judged, solve  # noqa: E402
from gametheory_dprk.claim_oracle import ClaimOracle  # noqa: E402
from gametheory_dprk.claims import decide, decide_at_values, is_over_parameters  # noqa: E402
from gametheory_dprk.claims.prover import DIRECTIONS, Prover  # noqa: E402
from gametheory_dprk.claims.quantities import quantities, speaks_of_equilibria  # noqa: E402
from gametheory_dprk.errors import GameFileError, GameTheoryError, UnsupportedGame, UsageError, VerificationFailed  # noqa: E402
from gametheory_dprk.formats.yaml_game import read_game  # noqa: E402
from gametheory_dprk.model.definition import ValueProblems  # noqa: E402
from gametheory_dprk.model.expression import EvaluationError, Expression, Logical  # noqa: E402
from gametheory_dprk.parametric.domain import evaluate_factor  # noqa: E402
from gametheory_dprk.parametric.findings import evaluated  # noqa: E402
from gametheory_dprk.parametric.rational_function import evaluate  # noqa: E402
from gametheory_dprk.parametric.regions import play  # noqa: E402

PATIENCE = 120
BATCH = 10
CLAIMS = 5
LATTICE = [Fraction(n, d) for d in (1, 2, 3) for n in range(-4 * d, 5 * d)]


# -- points


def draw(rng, definition):
    """Values of all parameters within their ranges, round ones more often than not."""
    point = {}
    for item in definition.parameters:
        span = item.range
        while True:
            roll = rng.random()
            if roll < 0.15 and (span.lower is not None or span.upper is not None):
                value = rng.choice([bound for bound in (span.lower, span.upper) if bound is not None])
            elif roll < 0.75:
                value = rng.choice(LATTICE)
            else:
                value = Fraction(rng.randint(-4000, 4000), rng.choice((1009, 997, 1013)))
            if span.contains(value):
                break
        point[item.name] = value
    return point


def onto(rng, field, factors, point):
    """The point with one coordinate moved so that a factor linear in it is zero; None where that fails."""
    factor = rng.choice(factors)
    polynomial = field.factors[factor]
    linear = [name for name, degree in zip(field.names, polynomial.degrees(), strict=True) if degree == 1 and name in point]
    if not linear or any(name not in point for name in field.names):
        return None
    name = rng.choice(linear)
    zero = evaluate(field, polynomial, {**point, name: Fraction(0)})
    slope = evaluate(field, polynomial, {**point, name: Fraction(1)}) - zero
    return {**point, name: -zero / slope} if slope else None


def admissible(definition, point):
    """Whether values keep to ranges and assumptions, by the definition alone."""
    try:
        known = definition.environment(definition.values(point))
        return all(item.condition.evaluate(known) for item in definition.assumptions)
    except (ValueProblems, EvaluationError):
        return False


def points_of(rng, definition, field, fixed, count):
    """Admissible points, about half of them on surfaces where numbers tie."""
    found = {}
    factors = range(len(field.factors)) if field is not None else ()
    for _ in range(6 * count):
        point = {**draw(rng, definition), **fixed}
        if factors and rng.random() < 0.6:
            point = onto(rng, field, factors, point) or point
            if rng.random() < 0.4:
                point = onto(rng, field, factors, point) or point
            point.update(fixed)
        if admissible(definition, point):
            found[tuple(point.items())] = point
        if len(found) >= count:
            break
    return list(found.values())


# -- what a claim means at one point


class Numeric:
    """The meaning of a claim at points, by the numeric solver."""

    def __init__(self, definition, oracle):
        self.definition, self.oracle = definition, oracle
        self.prover = Prover(definition, oracle, decide_at_values)

    def applies(self, claim, point):
        """Whether ``when`` holds; None where it has no value."""
        if claim.when is None or speaks_of_equilibria(claim.when.node):
            return True
        local = claim.replace(kind="now", condition=claim.when, when=None, at=tuple(point.items()), patterns=(), sides=(),
                              change=None, amounts=(), counts=(), strategies=(), beliefs=(), some=False)
        found = decide(local, self.definition, self.oracle)
        return None if found.verdict == "unknown" or "division" in found.evidence else found.verdict == "holds"

    def verdict(self, claim, point):
        """``holds``, ``fails`` or ``unknown`` at one point."""
        if claim.kind == "iff":
            one, two = claim.sides
            both = Expression(Logical("iff", one.node, two.node), "both", one.place)
            local = claim.replace(kind="now", condition=both, sides=())
        elif claim.kind == "switches":
            local = self.prover.claim_at_values(claim)
        else:
            local = claim.replace(kind="now" if claim.kind in ("for all", "exists", "refuted") else claim.kind)
        local = local.replace(when=None, at=tuple(point.items()))
        found = decide(local, self.definition, self.oracle)
        return "fails" if "division by zero" in found.evidence else found.verdict

    def changes(self, claim, point, value):
        """The same between two points that differ in one parameter, the second value being the larger."""
        name = claim.change.parameter
        try:
            first, second = (
                quantities(claim.replace(at=tuple(p.items())), claim.change.quantity, self.definition, self.oracle)
                for p in (point, {**point, name: value})
            )
        except (EvaluationError, ValueProblems):
            return "fails"
        except Exception as reason:
            if type(reason).__name__ == "Undecided":
                return "unknown"
            raise
        right = DIRECTIONS[claim.change.direction]
        good = bool(first and second) and all(right(b - a) for a in first for b in second)
        return "holds" if good else "fails"


def examine_claim(rng, definition, text, item, tally, tries):
    """Problems of one claim's verdict."""
    oracle = ClaimOracle(definition)
    prover = Prover(definition, oracle, decide_at_values, 8)
    found = decide(item, definition, oracle, prover)
    tally[f"{item.kind}: {found.verdict}"] += 1
    if found.verdict == "unknown":
        tally["unknown: " + found.evidence[:70]] += 1
        return []
    numeric = Numeric(definition, oracle)
    change = item.change if item.kind != "switches" else None
    fixed = dict(item.at)
    game = next(iter(prover._games.values()))[0] if prover._games else None
    field = game.field if game is not None else None
    problems = []
    wanted = {"exists": ("holds", "fails")}.get(item.kind, ("fails", "holds"))  # (what a witness shows, what all others show)
    shown = (item.kind in ("exists", "refuted")) is (found.verdict == "holds")
    if found.witness:
        point = {name: value for name, value in found.witness if not name.endswith("'")}
        point = {**{p.name: dict(item.at).get(p.name, p.value) for p in definition.parameters}, **point}
        if not shown:
            problems.append(f"{found.verdict} with a witness")
        if not admissible(definition, point) or numeric.applies(item, point) is False:
            problems.append(f"inadmissible witness {point}")
        if change is not None:
            value = dict(found.witness)[change.parameter + "'"]
            other = {**point, change.parameter: value}
            if value <= point[change.parameter] or not admissible(definition, other) or numeric.applies(item, other) is False:
                problems.append(f"inadmissible second witness {point} {value}")
            seen = numeric.changes(item, point, value)
        else:
            seen = numeric.verdict(item, point)
        if numeric.applies(item, point) is None:  # `when` has no value there, and the claim is false
            seen = "fails"
        if seen != wanted[0]:
            problems.append(f"{found.verdict}, but the witness {point} shows {seen}")
    contradicted = "contradict" in found.evidence or "no two admissible" in found.evidence
    if shown and not contradicted:
        tally["irrational" if not found.witness else "witness"] += 1
        return problems
    for point in points_of(rng, definition, field, fixed, tries):
        if numeric.applies(item, point) is not True:
            continue
        if item.ties == "generic" and (field is None or any(
            evaluate_factor(field, k, {**point, **{n: Fraction(77, 13) for n in field.names if n.endswith("'")}}) == 0
            for k in range(len(field.factors)) if not any("'" in str(field.names[i]) and d for i, d in enumerate(field.factors[k].degrees()))
        )):
            continue
        if contradicted and change is None and item.ties != "generic":
            problems.append(f"a contradiction, but {point} is admissible")
            break
        tally["points"] += 1
        if change is None:
            seen = numeric.verdict(item, point)
        else:
            other = draw(rng, definition)[change.parameter]
            second = {**point, change.parameter: other}
            if field is not None and rng.random() < 0.4 and field.factors:
                second = onto(rng, field, range(len(field.factors)), {**second, change.parameter + "'": point[change.parameter]}) or second
                second = {**point, change.parameter: second[change.parameter]}
            if other == point[change.parameter] or not admissible(definition, second) or numeric.applies(item, second) is not True:
                continue
            low, high = sorted((point, second), key=lambda p: p[change.parameter])
            if low[change.parameter] == high[change.parameter]:
                continue
            if item.ties == "generic" and any(
                evaluate_factor(field, k, {**low, change.parameter + "'": high[change.parameter]}) == 0 for k in range(len(field.factors))
            ):
                continue
            seen = numeric.changes(item, low, high[change.parameter])
            point = (low, high[change.parameter])
        if seen == wanted[0]:
            problems.append(f"{found.verdict} ({found.evidence}), but at {point} it is {seen}")
            break
        if seen == "unknown":
            tally["numeric unknown"] += 1
    return problems


def examine_regions(rng, definition, tally, tries):
    """Problems of the regions of a game, at points on and off tie surfaces."""
    try:
        regions = gt.regions(definition, cells=80, seconds=6)
    except VerificationFailed as error:
        return [f"VerificationFailed: {error.message}"]
    except (UsageError, UnsupportedGame) as error:
        if "admissible" in error.message and points_of(rng, definition, None, {}, 5):
            return [f"{error.message}, but there are"]
        tally["regions: " + error.message[:60]] += 1
        return []
    if regions.unexplored is not None or any(item.error for item in regions.outcomes):
        tally["regions: not all"] += 1
        for item in regions.outcomes:
            if item.error:
                tally["regions error: " + item.error[:60]] += 1
        return []
    tally["regions"] += 1
    field = regions.space.field
    problems = []
    jumps = " if " in definition.text.split("claims:")[0] or " or " in definition.text.split("claims:")[0]
    for point in points_of(rng, definition, field, {}, tries):
        try:
            game = definition.at(point)
        except ValueProblems:
            continue
        try:
            answer = solve(game)
        except GameTheoryError:
            tally["regions: numeric limit"] += 1
            continue
        tie = any(evaluate_factor(field, k, point) == 0 for k in range(len(field.factors)))
        if tie and jumps:  # edges belong to no region where payoffs may jump
            continue
        outcomes = regions.at(point)
        tally["region points"] += 1
        if not outcomes:
            problems.append(f"regions: {point} is in no region")
            break
        theirs = {play(game, evaluated(item, point)) for item in answer.equilibria}
        if not tie and len(outcomes) > 1:
            problems.append(f"regions: {point} is in {len(outcomes)} regions")
            break
        for outcome in outcomes:
            try:
                mine = {play(game, item): item for item in outcome.at(point)}
            except ZeroDivisionError:
                if tie:
                    continue
                raise
            listed = outcome.count == len(outcome.equilibria) and answer.count == len(answer.equilibria)
            if not tie and answer.complete and outcome.complete and listed and set(mine) != theirs:
                problems.append(f"regions: at {point} outcome {outcome.number} lists {set(mine)}, the solver {theirs}")
            elif tie and regions.concept in ("nash",):
                for item in mine.values():
                    verdict = judged(game, regions.concept, item.profile)
                    if not verdict.holds:
                        problems.append(f"regions: at the tie {point} outcome {outcome.number} lists {item.profile}: {verdict.reason}")
                        break
            elif tie and not answer.mixtures and answer.complete and listed and not set(mine) <= theirs:
                problems.append(f"regions: at the tie {point} outcome {outcome.number} lists {set(mine)}, the solver {theirs}")
        if problems:
            break
    return problems


def examine(seed, number, tries=60):
    """The problems of one game of a run, its text, and what was counted."""
    rng = random.Random(f"claims {seed} {number}")
    tally = Counter()
    game = open_game(rng)
    text = game.text + "claims:\n" + "".join(claim(rng, game) for _ in range(CLAIMS))
    try:
        definition = read_game(text, "fuzz", "fuzz.yaml")
    except GameFileError as error:
        if not any(word in str(error) for word in ("range", "division", "assum", "say where", "moves at")):
            return [f"generator: {[d.message for d in error.diagnostics]}"], text, tally
        tally["unread: " + error.diagnostics[0].message[:50]] += 1
        return [], text, tally
    problems = []
    for item in definition.claims:
        if not is_over_parameters(item):
            continue
        try:
            problems += [f"{item.name}: {problem}" for problem in examine_claim(rng, definition, text, item, tally, tries)]
        except Exception:
            problems.append(f"{item.name}: " + "".join(traceback.format_exc(limit=-4)))
    if rng.random() < 0.5:
        try:
            problems += examine_regions(rng, definition, tally, tries)
        except Exception:
            problems.append("regions: " + "".join(traceback.format_exc(limit=-4)))
    return problems, text, tally


def _late(*_):
    raise TimeoutError(f"not done in {PATIENCE} seconds")


def batch(seed, numbers):
    """The results of several games, for a process of its own."""
    signal.signal(signal.SIGALRM, _late)
    results = []
    for number in numbers:
        start = time.perf_counter()
        signal.alarm(PATIENCE)
        try:
            found = examine(seed, number)
        except TimeoutError as error:
            found = [str(error)], "", Counter()
        finally:
            signal.alarm(0)
        results.append((number, *found, time.perf_counter() - start))
    return results


def run(games, seed, minutes, jobs, first=0):
    """All games of a run, in batches, as they are done; stops handing out batches when the time is over."""
    end = time.monotonic() + 60 * minutes if minutes else float("inf")
    batches = iter([range(start, min(start + BATCH, games)) for start in range(first, games, BATCH)])
    with ProcessPoolExecutor(jobs) as pool:
        waiting = {pool.submit(batch, seed, numbers) for _, numbers in zip(range(2 * jobs), batches, strict=False)}
        while waiting:
            done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
            for future in done:
                if time.monotonic() < end:
                    waiting |= {pool.submit(batch, seed, numbers) for numbers in [next(batches, None)] if numbers}
                yield from future.result()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--games", type=int, default=2_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--minutes", type=float, default=0, help="hand out no more games after this time")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--only", type=int, help="the number of the one game to examine")
    options = parser.parse_args()
    if options.only is not None:
        results = batch(options.seed, [options.only])
    else:
        results = run(options.games, options.seed, options.minutes, options.jobs)
    tally: Counter[str] = Counter()
    count = failures = 0
    for number, problems, text, counted, seconds in results:
        count += 1
        tally += counted
        if seconds > 20:
            print(f"slow: seed {options.seed} number {number}: {seconds:.0f} s")
        if problems:
            failures += 1
            print(f"FAILURE seed {options.seed} number {number}")
            for problem in problems[:5]:
                print(f"    {problem}")
            if options.only is not None:
                print(text)
            sys.stdout.flush()
    for name, times in sorted(tally.items()):
        print(f"{times:8} {name}")
    print(f"{count} games, {failures} failures")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
