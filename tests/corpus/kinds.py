"""The kinds of checks of a corpus, each answered by one function from the public API."""

from __future__ import annotations

from fractions import Fraction

import gametheory_dprk as gt
from gametheory_dprk.formats import FORMATS
from gametheory_dprk.model.bargaining import BargainingProblem, Hull
from gametheory_dprk.model.protocols import AlternatingOffers
from gametheory_dprk.model.reduced_form import reduced_strategy_counts
from gametheory_dprk.model.structure import imperfect_recall, subgame_roots
from gametheory_dprk.model.tree import TERMINAL
from gametheory_dprk.solvers import CONCEPTS
from gametheory_dprk.solvers.bargaining import solve as solve_bargaining
from gametheory_dprk.solvers.polygon import excess
from gametheory_dprk.solvers.protocols import alternating_offers
from gametheory_dprk.verify.bargaining import judge_bargaining
from gametheory_dprk.verify.protocols import judge_division

LIMIT = 1_000_000


class NotBuiltError(Exception):
    """The kind is not built, or the answer does not carry what the kind asks for."""


class Question:
    """A game, and what is asked of it; every concept is solved once."""

    def __init__(self, game, check=None):
        self.game, self.check, self.solutions = game, check or {}, {}

    def solve(self, concept):
        """The solution for a concept, all of it; a refusal is remembered too."""
        if concept not in CONCEPTS:
            raise NotBuiltError(f"no concept `{concept}`")
        if concept not in self.solutions:
            try:
                self.solutions[concept] = gt.solve(self.game, concept, limit=LIMIT)
            except (gt.UnsupportedGame, gt.LimitReached) as refusal:
                self.solutions[concept] = refusal
        solution = self.solutions[concept]
        if isinstance(solution, Exception):
            raise solution
        if not solution.complete:
            raise NotBuiltError(f"`{concept}` is not known to be complete: {solution.completeness}")
        return solution

    def equilibria(self, concept):
        """All equilibria of a concept."""
        solution = self.solve(concept)
        if len(solution.equilibria) != solution.count:
            raise NotBuiltError(f"`{concept}` lists {len(solution.equilibria)} of {solution.count}")
        return solution.equilibria


def numbers(mix):
    """Exact numbers as the results spell them."""
    return [str(share) for share in mix]


def profiles(equilibria):
    """Mixed profiles; one that is listed twice stays so, for the comparison to find."""
    return [[numbers(mix) for mix in item.profile] for item in equilibria]


def positions(equilibria):
    """Pure profiles as positions of strategies."""
    return [[mix.index(1) for mix in item.profile] for item in equilibria]


def two_players(question):
    """The solution for `nash` of a two-player game."""
    solution = question.solve("nash")
    if len(solution.game.players) != 2:
        raise NotBuiltError("the kind speaks of two players")
    return solution


def components(question):
    solution = two_players(question)
    found = solution.components
    if solution.count and not found:
        raise NotBuiltError("`nash` gives no components")
    return found


# One function a kind: a question to a value that JSON can hold.


def pure_nash(question):
    return positions(question.equilibria("pure-nash"))


def extreme_nash(question):
    two_players(question)
    return profiles(question.equilibria("nash"))


def nash_components(question):
    return len(components(question))


def maximal_nash_subsets(question):
    subsets = [subset for component in components(question) for subset in component.subsets]
    return [[[numbers(mix) for mix in side] for side in subset.strategies] for subset in subsets]


def nondegenerate(question):
    degenerate = two_players(question).degenerate
    return gt.degeneracy(question.game) is None if degenerate is None else not degenerate


def perfect_extreme_nash(question):
    return profiles(question.equilibria("perfect"))


def perfect_pure_nash(question):
    return positions(item for item in question.equilibria("perfect") if item.is_pure)


def proper_nash(question):
    return profiles(question.equilibria("proper"))


def zero_sum(question):
    """The solution of a zero-sum game."""
    solution = question.solve("zero-sum")
    if solution.value is None:
        raise NotBuiltError("the answer has no value")
    return solution


def zero_sum_value(question):
    return str(zero_sum(question).value)


def optimal_strategies(question):
    (component,) = zero_sum(question).components
    (subset,) = component.subsets
    return [[numbers(mix) for mix in side] for side in subset.strategies]


def security_values(question):
    return [str(item.value) for item in sorted(question.solve("maxmin").guarantees, key=lambda item: item.player)]


def stackelberg_value(question):
    return str(max(item.payoffs[0] for item in question.solve("stackelberg").commitments if item.leader == 0))


def iesds_mixed(question):
    return [list(kept) for kept in question.solve("dominance").survivors]


def iesds_pure(question):
    return [list(kept) for kept in question.solve("pure-dominance").survivors]


def correlated_welfare(question):
    extremes = [item for item in question.solve("correlated").extremes if item.objective == -1]
    return {"max" if item.maximal else "min": str(item.value) for item in extremes}


def ess(question):
    return [numbers(item.profile[0]) for item in question.equilibria("ess")]


def verify(question):
    verdict = gt.judge(question.game, question.check["input"])
    return {"is_nash": verdict.holds, "payoffs": numbers(verdict.payoffs), "regrets": numbers(verdict.regrets)}


STRATEGIC = {
    function.__name__: function
    for function in (
        pure_nash, extreme_nash, nash_components, maximal_nash_subsets, nondegenerate, perfect_extreme_nash,
        perfect_pure_nash, proper_nash, zero_sum_value, optimal_strategies, security_values, stackelberg_value,
        iesds_mixed, iesds_pure, correlated_welfare, ess, verify,
    )
}
"""Kinds of checks on games in strategic form."""


def tree_of(question):
    """The numeric tree of a game."""
    return question.game.at()


def path_of(tree, node):
    """A node as the corpus names it: positions of moves from the root, joined by dots."""
    steps = []
    while node > 0:
        steps.append(str(tree.children[tree.parent[node]].index(node)))
        node = tree.parent[node]
    return ".".join(reversed(steps))


def vectors(equilibria):
    """The payoff vectors of equilibria, each once."""
    return [numbers(vector) for vector in sorted({item.payoffs for item in equilibria})]


def structure(question):
    tree = tree_of(question)
    return {
        "nodes": tree.size,
        "terminal": sum(owner == TERMINAL for owner in tree.owner),
        "infosets": [sum(group.player == player for group in tree.information_sets) for player in range(len(tree.players))],
        "perfect_information": tree.is_perfect_information,
    }


def perfect_recall(question):
    return imperfect_recall(tree_of(question)) is None


def roots_of_subgames(question):
    tree = tree_of(question)
    return [path_of(tree, node) for node in subgame_roots(tree)]


def strategy_counts(question):
    return list(reduced_strategy_counts(tree_of(question)))


def spe_pure(question):
    tree = tree_of(question)
    return [
        {
            path_of(tree, group.nodes[0]): mix.index(1)
            for group, mix in zip(tree.information_sets, item.profile, strict=True)
        }
        for item in question.equilibria("spe")
    ]


def spe_payoffs(question):
    return vectors(question.equilibria("spe"))


def pure_nash_payoffs(question):
    return vectors(question.equilibria("pure-nash"))


def extreme_nash_payoffs(question):
    return vectors(question.equilibria("nash"))


def tree_value(question):
    try:
        value = gt.solve(question.game, "zero-sum").value  # exact, though one optimal strategy each is listed
    except (gt.UnsupportedGame, gt.LimitReached) as refusal:
        raise NotBuiltError(str(refusal)) from None
    return str(value)


def verify_behavior(question):
    tree, given = tree_of(question), question.check["input"]
    profile = [given[path_of(tree, group.nodes[0])] for group in tree.information_sets]
    verdict = gt.judge(tree, profile, concept="nash")
    return {
        "is_nash": not any(verdict.regrets), "payoffs": numbers(verdict.payoffs), "regrets": numbers(verdict.regrets),
    }


def sequential_payoffs(question):
    return vectors(question.equilibria("sequential"))


def intuitive_payoffs(question):
    return vectors(question.equilibria("intuitive"))


def parametric_text(game):
    """A game of the kind ``parametric-bimatrix`` as a file of ours."""
    low, high = game["domain"]
    span = "any" if low == "-inf" and high == "inf" else f"at least {low}" if high == "inf" else f"at most {high}" if low == "-inf" else f"{low} .. {high}"
    rows, columns = range(len(game["A"])), range(len(game["A"][0]))
    lines = [" | ".join(["A \\ B", *(f"c{j}" for j in columns)])]
    lines += [" | ".join([f"r{i}", *(f"{game['A'][i][j]}, {game['B'][i][j]}" for j in columns)]) for i in rows]
    return "\n".join(
        ["game: 1", "players: [A, B]", f"parameters: {{{game['parameter']}: {{range: {span}}}}}", "table: |", *(f"  {line}" for line in lines)]
    )


def regions(question):
    """For each pure profile, and for equilibria that mix both strategies of both players, where they exist."""
    name = question.game["parameter"]
    found = gt.regions(gt.read(parametric_text(question.game)), [name])
    if not found.complete or any(not tie.complete or tie.apart for tie in found.ties):
        raise NotBuiltError(f"`regions` is not complete: {found.completeness}")
    span = found.space.ranges[name]
    ends = sorted({tie.solved_for[1] for tie in found.ties} | {bound for bound in (span.lower, span.upper) if bound is not None})
    ends = [end for end in ends if span.contains(end)]
    # points and the open intervals between them, in order; an open interval by a point inside
    pieces = []
    before = None if span.lower is None else span.lower
    for end in ends:
        if before is None or before < end:
            pieces.append((before, end, end - 1 if before is None else (before + end) / 2))
        pieces.append((end, end, end))
        before = end
    if span.upper is None:
        pieces.append((before, None, Fraction(0) if before is None else before + 1))
    shown = {}
    for low, high, inside in pieces:
        keys = set()
        for outcome in found.at({name: inside}):
            keys |= {key_of(item) for item in outcome.at({name: inside})} - {None, *(["mixed"] if outcome.mixtures else [])}
        for key in keys:
            shown.setdefault(key, []).append((low, high))
    return {key: joined(parts) for key, parts in shown.items()}


def key_of(item):
    """The key of an equilibrium: its profile, or `mixed` if nothing is left unplayed in a 2x2 game; it counts where isolated."""
    if item.is_pure:
        return ",".join(str(mix.index(1)) for mix in item.profile)
    return "mixed" if all(len(mix) == 2 and all(mix) for mix in item.profile) else None


def joined(parts):
    """Pieces of a line, points and open intervals, as maximal intervals."""
    found = []
    for low, high in parts:
        point = low == high and low is not None
        if found and found[-1][2] == low and (found[-1][3] or point):
            found[-1][2:] = [high, point]
        else:
            found.append([low, point, high, point])
    return [["-inf" if low is None else str(low), a, "inf" if high is None else str(high), b] for low, a, high, b in found]


TREES = {
    "structure": structure, "perfect_recall": perfect_recall, "subgame_roots": roots_of_subgames,
    "reduced_strategy_counts": strategy_counts, "spe_pure": spe_pure, "spe_payoffs": spe_payoffs,
    "pure_nash_payoffs": pure_nash_payoffs, "extreme_nash_payoffs": extreme_nash_payoffs,
    "zero_sum_value": tree_value, "verify": verify_behavior, "sequential_payoffs": sequential_payoffs,
    "intuitive_payoffs": intuitive_payoffs,
}
"""Kinds of checks on trees."""

PARAMETRIC = {"regions": regions}
"""Kinds of checks on games of type ``parametric-bimatrix``."""


def bargaining(concept):
    """The kind of check that asks for one point of a bargaining problem on a polygon."""

    def selected(question):
        outcomes = tuple(tuple(map(Fraction, vertex)) for vertex in question.game["feasible_vertices"])
        problem = BargainingProblem(("1", "2"), Hull(outcomes), tuple(map(Fraction, question.game["disagreement"])))
        solution = solve_bargaining(problem, concept)
        verdict = judge_bargaining(problem, solution)
        assert verdict.holds, verdict.reason
        return numbers(solution.point)

    return selected


def rubinstein(question):
    rounds = question.game["rounds"]
    discounts = tuple(map(Fraction, question.game["discount"]))
    game = AlternatingOffers(("1", "2"), Fraction(1), discounts, None if rounds == "infinite" else int(rounds))
    division = alternating_offers(game)
    verdict = judge_division(game, division)
    assert verdict.holds, verdict.reason
    return numbers(division.payoffs)


BARGAINING = {
    "nash_bargaining": bargaining("nash"), "kalai_smorodinsky": bargaining("kalai-smorodinsky"),
    "egalitarian": bargaining("egalitarian"), "rubinstein": rubinstein,
}
"""Kinds of checks on games of type ``bargaining`` and ``rubinstein``."""


def coalition_game(game):
    """A game of type ``tu-game`` or ``weighted-voting`` as one of ours."""
    if game["type"] == "weighted-voting":
        return gt.WeightedVoting.of(Fraction(game["quota"]), [Fraction(weight) for weight in game["weights"]])
    names = [str(i + 1) for i in range(game["players"])]
    return gt.CoalitionGame.from_worths(names, {"+".join(key.split(",")): worth for key, worth in game["values"].items() if key})


def coalition_fact(concept, name="", column=""):
    """What is answered from one column of a fact."""

    def answered(question):
        return numbers(gt.solve(coalition_game(question.game), concept).fact(name or concept).column(column))

    return answered


def coalition_truth(concept, name, row):
    """What is answered from one truth of a fact."""

    def answered(question):
        return gt.solve(coalition_game(question.game), concept).fact(name).entry(row)

    return answered


COALITIONS = {
    "shapley": coalition_fact("shapley"),
    "nucleolus": coalition_fact("nucleolus"),
    "banzhaf_raw": coalition_fact("banzhaf", column="raw"),
    "banzhaf_normalized": coalition_fact("banzhaf", column="normalized"),
    "core_empty": coalition_truth("core", "core", "core_empty"),
    **{name: coalition_truth("properties", "properties", name) for name in ("superadditive", "monotone", "convex")},
}
"""Kinds of checks on games of type ``tu-game`` and ``weighted-voting``."""

def repeated(first, second, rest):
    """A repeated game of the file format, from the matrices of both players and what else stands in ``repeated``."""
    names = [f"a{number}" for number in range(1, len(first) + 1)], [f"b{number}" for number in range(1, len(first[0]) + 1)]
    cells = [[f"{a}, {b}" for a, b in zip(*rows, strict=True)] for rows in zip(first, second, strict=True)]
    table = [["1 \\ 2", *names[1]], *([name, *row] for name, row in zip(names[0], cells, strict=True))]
    lines = "".join(f"    {' | '.join(row)}\n" for row in table)
    return gt.read(f"game: 1\nplayers: ['1', '2']\nrepeated:\n  table: |\n{lines}{rest}")


def threshold(question):
    if question.game["strategy"] != "grim trigger":
        raise NotBuiltError(f"no strategy `{question.game['strategy']}`")
    T, R, P, S = (question.game["payoffs"][name] for name in "TRPS")  # noqa: N806 - the literature's names
    game = repeated([[R, S], [T, P]], [[R, T], [S, P]], "  strategies: {grim: grim}\n")
    return str(gt.solve(game, "threshold").fact("threshold").entry("grim", "least"))


def payoff_vertices(question):
    game = repeated(question.game["A"], question.game["B"], f"  discount: {question.game['discount']}\n")
    answer = gt.solve(game, "payoff-set")
    found = [row[1:] for row in answer.fact("payoff-set").rows]
    if not answer.complete and excess([row[1:] for row in answer.fact("payoff-set-outer").rows], found) > Fraction(1, 10**12):
        raise NotBuiltError("the set of payoffs is enclosed, and not closely")
    return [[float(x) for x in point] for point in found]


REPEATED = {"threshold": threshold, "payoff_vertices_float": payoff_vertices}
"""Kinds of checks on games of type ``repeated-pd`` and ``repeated-game-payoffs``."""

OF_TYPE = {
    "parametric-bimatrix": PARAMETRIC, "tu-game": COALITIONS, "weighted-voting": COALITIONS, "bargaining": BARGAINING,
    "rubinstein": BARGAINING, "repeated-pd": REPEATED, "repeated-game-payoffs": REPEATED,
}
"""The type of a .json file to the kinds that are answered for it."""

KINDS = {".nfg": STRATEGIC} | ({".efg": TREES} if ".efg" in FORMATS else {})
"""A file's ending to the kinds that are answered for it."""
