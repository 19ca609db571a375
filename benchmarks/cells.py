"""What a row of answers comes to: times, ratios, and where answers differ."""

from __future__ import annotations

from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, Any

from . import tables
from .games import PAYOFFS
from .peers import OURS, Peer

if TYPE_CHECKING:
    from .games import Spec

REFERENCES = ("lrsnash", "gambit-exact", OURS, "scipy-highs", "gambit-lp-exact")
RIVALS = {
    "all": ("lrsnash", "qe-vertex", "gambit-exact"),
    "process": ("lrsnash", "gambit-exact", "qe-vertex", "nashpy-vertex"),
    "one": ("gambit-lcp-exact", "qe-lemke-howson"),
    "zero-sum": ("gambit-lp-exact", "scipy-highs", "highspy", "qe-minmax"),
}
TOLERANCE = 1e-6  # of a float's regret or value, relative to the largest payoff


class Tally:
    """What the comparison of answers came to, for each peer."""

    def __init__(self) -> None:
        self.compared: dict[str, int] = {}
        self.wrong: dict[str, list[str]] = {}

    def add(self, peer: Peer, spec: Spec, problem: str) -> None:
        self.compared[peer.name] = self.compared.get(peer.name, 0) + 1
        if problem:
            self.wrong.setdefault(peer.name, []).append(f"{spec.payoffs} n={spec.n} seed {spec.seed}: {problem}")

    def lines(self) -> list[str]:
        """One line a peer."""
        lines = []
        for name, compared in self.compared.items():
            wrong = self.wrong.get(name, [])
            said = f"{name}: {compared} answers compared, {len(wrong)} differ"
            lines.append(said + (f" ({'; '.join(wrong[:3])}{'; ...' if len(wrong) > 3 else ''})" if wrong else ""))
        return lines


def reference(answers: dict[str, dict[str, Any]], key: str) -> tuple[str, dict[str, Any]]:
    """The answer that the others are compared with, and whose it is; none if there is none."""
    names = [*REFERENCES, *answers]
    return next(((name, answers[name]) for name in names if key in answers.get(name, {})), ("", {}))


def problem(task: str, spec: Spec, answer: dict[str, Any], truth: dict[str, Any]) -> str:
    """How an answer differs from the truth; empty if it does not."""
    large = max(map(abs, PAYOFFS[spec.payoffs]))
    if task == "one":
        if answer["regret"] is None:
            return "none found"
        return "" if answer["regret"] <= TOLERANCE * large else f"regret {answer['regret']:.2g}"
    if task == "zero-sum":
        same = (
            answer["value"] == truth["value"]
            if answer["exact"] and truth["exact"]
            else abs(_float(answer["value"]) - _float(truth["value"])) <= TOLERANCE * large
        )
        return "" if same else f"!= {_float(truth['value']):.6g}"
    if answer["count"] != truth["count"]:
        return f"!= {truth['count']}"
    return "!= set" if None not in (answer["digest"], truth["digest"]) and answer["digest"] != truth["digest"] else ""


def _float(value: float | str) -> float:
    if isinstance(value, float):
        return value
    above, _, below = value.partition("/")
    return int(above) / int(below or 1)


def cell(answer: dict[str, Any], clock: str, wrong: str) -> str:
    """What the table shows of an answer."""
    if "error" in answer:
        return str(answer["error"])[:40]
    parts = [tables.seconds(median(answer[clock]))]
    if "count" in answer:
        parts.append(str(answer["count"]))
        if answer["listed"] != answer["count"]:
            parts.append(f"(listed {answer['listed']})")
    return " ".join([*parts, *([wrong] if wrong else [])])


class Table:
    """The cells of one task and one kind of payoffs: a row a game, a column a peer."""

    def __init__(self, task: str, payoffs: str, peers: list[Peer], clock: str) -> None:
        self.task, self.payoffs, self.peers, self.clock = task, payoffs, peers, clock
        self.rivals = [name for name in RIVALS[task] if any(peer.name == name for peer in peers)]
        self.rows: list[list[str]] = []
        self.times: dict[tuple[str, int], list[float]] = {}

    def add(self, spec: Spec, answers: dict[str, dict[str, Any]], tally: Tally) -> None:
        """A row: the answers of the peers on one game."""
        key = {"all": "count", "zero-sum": "value"}.get(self.task, self.clock)
        source, truth = reference(answers, key)
        row = [str(spec.n), str(spec.seed)]
        for peer in self.peers:
            answer, wrong = answers[peer.name], ""
            if self.clock in answer:
                self.times.setdefault((peer.name, spec.n), []).append(median(answer[self.clock]))
                if self.task != "process":
                    wrong = problem(self.task, spec, answer, truth)
                    if peer.name != source or self.task == "one":
                        tally.add(peer, spec, wrong)
            row.append(cell(answer, self.clock, wrong))
        ours = answers.get(OURS, {}).get(self.clock)
        for rival in self.rivals:
            theirs = answers[rival].get(self.clock)
            row.append(tables.ratio(median(ours) / median(theirs)) if ours and theirs else "")
        self.rows.append(row)

    def last(self) -> str:
        """The last row in one line."""
        return ", ".join(f"{peer.name} {text}" for peer, text in zip(self.peers, self.rows[-1][2:], strict=False))

    def render(self, layout: Any) -> str:
        """The table, and how the median time of each peer grows from size to size."""
        header = ["n", "seed", *(peer.name for peer in self.peers), *(f"ours/{rival}" for rival in self.rivals)]
        parts = [layout(header, self.rows)] if self.rows else []
        sizes = sorted({n for _, n in self.times})
        growth = []
        for peer in self.peers:
            steps = []
            for small, large in pairwise(sizes):
                before, after = (self.times.get((peer.name, n)) for n in (small, large))
                steps.append(f"x{median(after) / median(before):.3g}" if before and after else "")
            growth.append([peer.name, *steps])
        if len(sizes) > 1:
            parts.append("Growth of the median time from each size to the next:")
            parts.append(layout(["", *(f"{small} to {large}" for small, large in pairwise(sizes))], growth))
        return "\n\n".join(parts)
