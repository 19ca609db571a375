"""Open parameters: regions, comparative statics and claims of the library, and how the cost grows with random trees.

    python -m benchmarks.parametric [--games NAME,...] [--seconds N] [--seeds N] [--quick] [--markdown FILE]

Each game in a row: cells, questions that went to z3, and the wall time of `regions`, of `statics` over all parameters,
and of its claims about all parameter values. `>` stands before a time that ended a budget, and what was left unknown is
counted. Random trees of perfect information (three moves at most, payoffs in -9..9 around) are solved for all values of
their parameters: `sparse` payoffs hold one parameter at most, `dense` ones are linear in all of them; the median of the seeds.
"""

from __future__ import annotations

import argparse
import random
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

import gametheory_dprk as gt
from gametheory_dprk import library
from gametheory_dprk.claim_oracle import ClaimOracle
from gametheory_dprk.claims import decide, decide_at_values, is_over_parameters
from gametheory_dprk.claims.prover import Prover
from gametheory_dprk.comparative_statics import statics
from gametheory_dprk.formats.yaml_game import read_game
from gametheory_dprk.parameter_space import regions

from . import tables

SIZES = (13, 28, 51)
COUNTS = (1, 2, 4, 6)


def timed(action: Any) -> tuple[Any, float, str]:
    """What an action returns, its wall time, and why it failed."""
    start = perf_counter()
    try:
        return action(), perf_counter() - start, ""
    except gt.GameTheoryError as error:
        return None, perf_counter() - start, type(error).__name__


def region_cells(definition: gt.GameDefinition, seconds: float) -> list[str]:
    """Time, cells, outcomes and questions of `regions`."""
    found, time, problem = timed(lambda: regions(definition, seconds=seconds))
    if found is None:
        return [problem, "", "", ""]
    mark = "" if found.complete else ">"
    return [f"{mark}{tables.seconds(time)}", str(found.cells), str(len(found.outcomes)), str(found.space.questions)]


def statics_cells(definition: gt.GameDefinition, seconds: float) -> list[str]:
    """Time, time an entry, entries and those left unknown of `statics`."""
    found, time, problem = timed(lambda: statics(definition, seconds=seconds))
    if found is None:
        return [problem, "", "", ""]
    left = sum(entry.direction == "unknown" for entry in found.entries)
    each = tables.seconds(time / len(found.entries)) if found.entries else ""
    return [f"{'>' if left else ''}{tables.seconds(time)}", each, str(len(found.entries)), str(left)]


def claim_cells(definition: gt.GameDefinition, seconds: float) -> list[str]:
    """Time, number, and those left unknown of the claims about all parameter values."""
    oracle = ClaimOracle(definition)
    prover = Prover(definition, oracle, decide_at_values, seconds)
    chosen = [item for item in definition.claims if is_over_parameters(item)]
    start = perf_counter()
    verdicts = [decide(item, definition, oracle, prover).verdict for item in chosen]
    return [tables.seconds(perf_counter() - start), str(len(chosen)), str(verdicts.count("unknown"))] if chosen else ["", "0", ""]


def random_tree(nodes: int, parameters: int, kind: str, seed: int) -> gt.GameDefinition:
    """A random tree of perfect information with about this many nodes."""
    noise = random.Random(f"{nodes} {parameters} {kind} {seed}")
    names = [f"p{place}" for place in range(parameters)]
    left = nodes - 1

    def payoff() -> str:
        constant = noise.randrange(-9, 10)
        if kind == "dense":
            return " + ".join([f"({constant})", *(f"({noise.randrange(-5, 6)})*{name}" for name in names)])
        return f"({constant}) + ({noise.randrange(-5, 6)})*{noise.choice(names)}" if noise.random() < 0.5 else str(constant)

    def subtree(room: int, depth: int) -> str:
        nonlocal left
        if room < 2 or left < 2:
            return f"[{payoff()}, {payoff()}]"
        width = 2 if room < 3 or left < 3 or noise.random() < 0.5 else 3
        left -= width
        inside = ", ".join(f"m{move}: {subtree((room - width) // width, depth + 1)}" for move in range(width))
        return f"{{{'AB'[depth % 2]}: {{{inside}}}}}"

    lines = ["game: 1", "players: [A, B]", "parameters:", *(f"  {name}: {{value: 1, range: 0 < {name} < 2}}" for name in names)]
    return read_game("\n".join([*lines, f"tree: {subtree(nodes - 1, 0)}"]), "random", "random.yaml")


def growth(seeds: int, seconds: float, sizes: tuple[int, ...]) -> list[list[str]]:
    """A row a size, kind and number of parameters."""
    rows = []
    for kind in ("sparse", "dense"):
        for size in sizes:
            for count in COUNTS:
                made = [random_tree(size, count, kind, seed) for seed in range(seeds)]
                found = [timed(lambda game=game: regions(game, seconds=seconds)) for game in made]
                done = [item for item, _, _ in found if item is not None]
                answered = [timed(lambda game=game: statics(game, seconds=seconds)) for game in made]
                left = sum(entry.direction == "unknown" for item, _, _ in answered if item for entry in item.entries)
                rows.append(
                    [
                        kind, str(round(median(game.form.size for game in made))), str(count),  # type: ignore[union-attr]
                        tables.seconds(median(time for _, time, _ in found)) if found else "",
                        str(round(median(item.cells for item in done))) if done else "",
                        str(round(median(item.space.questions for item in done))) if done else "",
                        str(sum(not item.complete for item in done)) if done else "",
                        tables.seconds(median(time for _, time, _ in answered)), str(left),
                    ]
                )
                print("  ".join(rows[-1]), flush=True)
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("--games", default="", help="games of the library; all by default")
    parser.add_argument("--seconds", type=float, default=20, help="the budget of each computation")
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--quick", action="store_true", help="small trees, five games")
    parser.add_argument("--markdown", default="", help="a file for the tables")
    options = parser.parse_args()
    names = options.games.split(",") if options.games else library.names()
    if options.quick:
        names, sizes = list(names)[:5], SIZES[:1]
    else:
        sizes = SIZES
    header = [
        "game", "parameters", "regions", "cells", "outcomes", "z3", "statics", "an entry", "entries", "unknown", "claims", "number",
        "unknown",
    ]
    rows = []
    for name in names:
        definition = gt.load(name)
        if not definition.parameters:
            continue
        rows.append(
            [
                name, str(len(definition.parameters)), *region_cells(definition, options.seconds),
                *statics_cells(definition, options.seconds), *claim_cells(definition, options.seconds),
            ]
        )
        print("  ".join(rows[-1]), flush=True)
    print("\n" + tables.text(header, rows) + "\n")
    growing = ["payoffs", "nodes", "parameters", "regions", "cells", "z3", "cut", "statics", "unknown"]
    grown = growth(options.seeds, options.seconds, sizes)
    print("\n" + tables.text(growing, grown))
    if options.markdown:
        Path(options.markdown).write_text(
            f"{tables.markdown(header, rows)}\n\n{tables.markdown(growing, grown)}\n", encoding="utf-8"
        )


if __name__ == "__main__":
    main()
