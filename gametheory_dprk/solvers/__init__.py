"""Solution concepts: one module a concept, one line a concept in the registry.

A solver is ``solve(game, limit) -> Answer`` on a numeric game; it raises UnsupportedGame where the
concept is not built for the game, and LimitReached rather than return part of an answer. The judge named
beside it is the function of ``verify/`` that confirms each item before anyone sees it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..errors import UnsupportedGame
from ..model.form import Form
from ..model.offers import OfferTree, continuous
from ..model.record import Record

if TYPE_CHECKING:
    from ..model.strategic import StrategicGame
    from ..model.tree import GameTree


class Concept(Record):
    """A solution concept: what it is called, which solver finds it, which judge confirms it.

    form: ``strategic`` or ``tree``, the games it is about. solver, judge: ``module:function``.
    test: what the judge has confirmed of each item of the answer, in words. judge_all: where judging many
    items at once is cheaper, the function that does, (game, items) -> verdicts. over_parameters: whether the solver
    also runs on payoffs and probabilities that are formulas in open parameters.
    """

    name: str
    title: str
    form: str
    solver: str
    judge: str
    test: str
    judge_all: str = ""
    over_parameters: bool = False


CONCEPTS: dict[str, Concept] = {
    item.name: item
    for item in (
        Concept(
            "nash", "Nash equilibria", "strategic",
            "gametheory_dprk.solvers.bimatrix:solve", "gametheory_dprk.verify.strategic:judge_nash",
            "no player gains by deviating", "gametheory_dprk.verify.strategic:judge_all",
            over_parameters=True,
        ),
        Concept(
            "one-nash", "One Nash equilibrium", "strategic",
            "gametheory_dprk.solvers.one_equilibrium:solve", "gametheory_dprk.verify.strategic:judge_nash",
            "no player gains by deviating",
        ),
        Concept(
            "pure-nash", "Pure Nash equilibria", "strategic",
            "gametheory_dprk.solvers.pure:solve", "gametheory_dprk.verify.strategic:judge_nash",
            "no player gains by deviating", "gametheory_dprk.verify.strategic:judge_all",
            over_parameters=True,
        ),
        Concept(
            "strict", "Strict Nash equilibria", "strategic",
            "gametheory_dprk.solvers.strict:solve", "gametheory_dprk.verify.refinements:judge_strict",
            "every deviation makes the player worse off",
            over_parameters=True,
        ),
        Concept(
            "undominated", "Undominated Nash equilibria", "strategic",
            "gametheory_dprk.solvers.perfect:solve_undominated", "gametheory_dprk.verify.refinements:judge_undominated",
            "no player gains by deviating, and each strategy in use is a best reply to completely mixed play",
        ),
        Concept(
            "perfect", "Trembling-hand perfect equilibria", "strategic",
            "gametheory_dprk.solvers.perfect:solve", "gametheory_dprk.verify.refinements:judge_perfect",
            "each strategy is a best reply to completely mixed play near the other's",
        ),
        Concept(
            "proper", "Proper equilibria", "strategic",
            "gametheory_dprk.solvers.proper:solve", "gametheory_dprk.verify.refinements:judge_proper",
            "no player gains by deviating, and an eps-proper profile for eps = 1/1000 is nearby",
        ),
        Concept(
            "payoff-dominant", "Payoff-dominant equilibrium", "strategic",
            "gametheory_dprk.solvers.payoff_dominance:solve", "gametheory_dprk.verify.refinements:judge_payoff_dominant",
            "no player gains by deviating, and every other pure equilibrium pays all players less",
            over_parameters=True,
        ),
        Concept(
            "risk-dominant", "Risk-dominant equilibrium", "strategic",
            "gametheory_dprk.solvers.risk_dominance:solve", "gametheory_dprk.verify.refinements:judge_risk_dominant",
            "it is strict, and its product of deviation losses is the larger",
            over_parameters=True,
        ),
        Concept(
            "ess", "Evolutionarily stable strategies", "strategic",
            "gametheory_dprk.solvers.ess:solve", "gametheory_dprk.verify.evolution:judge_stable",
            "it earns more against every other best reply than that earns against itself",
        ),
        Concept(
            "dominance", "Iterated strict dominance", "strategic",
            "gametheory_dprk.solvers.dominance:solve", "gametheory_dprk.verify.dominance:judge_elimination",
            "every deleted strategy is dominated, every survivor is a best reply to a belief",
            over_parameters=True,
        ),
        Concept(
            "pure-dominance", "Iterated strict dominance by pure strategies", "strategic",
            "gametheory_dprk.solvers.dominance:solve_pure", "gametheory_dprk.verify.dominance:judge_pure_elimination",
            "every deleted strategy is dominated by a pure one, no survivor is",
            over_parameters=True,
        ),
        Concept(
            "weak-dominance", "Iterated weak dominance", "strategic",
            "gametheory_dprk.solvers.dominance:solve_weak", "gametheory_dprk.verify.dominance:judge_weak_elimination",
            "every deleted strategy is weakly dominated, every survivor is a best reply to a belief that excludes nothing",
            over_parameters=True,
        ),
        Concept(
            "rationalizable", "Rationalizable strategies", "strategic",
            "gametheory_dprk.solvers.dominance:solve_rationalizable", "gametheory_dprk.verify.dominance:judge_elimination",
            "every deleted strategy is never a best reply, every survivor is a best reply to a belief about survivors",
            over_parameters=True,
        ),
        Concept(
            "zero-sum", "Optimal strategies", "strategic",
            "gametheory_dprk.solvers.zero_sum:solve", "gametheory_dprk.verify.security:judge_optimal",
            "each strategy guarantees the value",
        ),
        Concept(
            "maxmin", "Maxmin values and strategies", "strategic",
            "gametheory_dprk.solvers.maxmin:solve", "gametheory_dprk.verify.security:judge_guarantee",
            "each strategy guarantees the value, and the punishment allows no more",
        ),
        Concept(
            "stackelberg", "Best commitments", "strategic",
            "gametheory_dprk.solvers.stackelberg:solve", "gametheory_dprk.verify.security:judge_commitment",
            "the follower has no better reply, and no commitment pays the leader more",
        ),
        Concept(
            "correlated", "Correlated equilibria", "strategic",
            "gametheory_dprk.solvers.correlated:solve", "gametheory_dprk.verify.correlated:judge_correlated",
            "no player gains by leaving a recommendation, and the multipliers bound the objective",
        ),
        Concept(
            "coarse-correlated", "Coarse correlated equilibria", "strategic",
            "gametheory_dprk.solvers.correlated:solve_coarse", "gametheory_dprk.verify.correlated:judge_coarse_correlated",
            "no player gains by ignoring all recommendations, and the multipliers bound the objective",
        ),
        Concept(
            "spe", "Subgame perfect equilibria", "tree",
            "gametheory_dprk.solvers.subgame_perfect:solve", "gametheory_dprk.verify.tree:judge_subgame_perfect",
            "no player gains by deviating in any subgame", "gametheory_dprk.verify.tree:judge_all_subgame_perfect",
            over_parameters=True,
        ),
        Concept(
            "pbe", "Perfect Bayesian equilibria", "tree",
            "gametheory_dprk.solvers.sender_receiver:solve", "gametheory_dprk.verify.assessment:judge_sequential",
            "sequentially rational with its beliefs, which are the limit of those of completely mixed play",
            over_parameters=True,
        ),
        Concept(
            "sequential", "Sequential equilibria", "tree",
            "gametheory_dprk.solvers.sequential:solve", "gametheory_dprk.verify.assessment:judge_sequential",
            "sequentially rational with its beliefs, which are the limit of those of completely mixed play",
            over_parameters=True,
        ),
        Concept(
            "intuitive", "Equilibria that pass the intuitive criterion", "tree",
            "gametheory_dprk.solvers.sender_receiver:solve_intuitive", "gametheory_dprk.verify.assessment:judge_sequential",
            "a sequential equilibrium; that it passes the criterion is the solver's word",
            over_parameters=True,
        ),
        Concept(
            "d1", "Equilibria that pass D1", "tree",
            "gametheory_dprk.solvers.sender_receiver:solve_d1", "gametheory_dprk.verify.assessment:judge_sequential",
            "a sequential equilibrium; that it passes the criterion is the solver's word",
            over_parameters=True,
        ),
    )
}

OFFER_CONCEPTS: dict[str, Concept] = {
    item.name: item
    for item in (
        Concept(
            "spe", "Subgame perfect equilibria", "offers",
            "gametheory_dprk.solvers.offers:solve_spe", "gametheory_dprk.verify.offers:judge_offers",
            "no player gains by another move after any offer, and no offer pays its player more",
            "gametheory_dprk.verify.offers:judge_all_offers", over_parameters=True,
        ),
        Concept(
            "pbe", "Perfect Bayesian equilibria", "offers",
            "gametheory_dprk.solvers.offers:solve_pbe", "gametheory_dprk.verify.offers:judge_offers",
            "no type gains by another move after any offer, and no offer pays its player more, types being as likely as drawn",
            "gametheory_dprk.verify.offers:judge_all_offers", over_parameters=True,
        ),
    )
}
"""The concepts of games with choices from an interval, which solvers and judges of their own treat."""


def _cooperative(name: str, title: str, test: str, *, over_parameters: bool = False) -> Concept:
    solver = "solve" if name == "cooperative" else f"solve_{name.replace('-', '_')}"
    return Concept(
        name, title, "coalition", f"gametheory_dprk.solvers.coalition:{solver}", "gametheory_dprk.verify.coalition:judge", test,
        over_parameters=over_parameters,
    )


COALITION_CONCEPTS: dict[str, Concept] = {
    item.name: item
    for item in (
        _cooperative("cooperative", "Values, power and core", "by its definition or a certificate"),
        _cooperative("shapley", "Shapley value", "the dividends of all coalitions, shared alike", over_parameters=True),
        _cooperative("banzhaf", "Banzhaf value and index", "what each player adds, coalition by coalition", over_parameters=True),
        _cooperative("shapley-shubik", "Shapley-Shubik index", "the dividends of all coalitions, shared alike", over_parameters=True),
        _cooperative("deegan-packel", "Deegan-Packel index", "minimal winning coalitions, listed again", over_parameters=True),
        _cooperative("holler", "Holler's public good index", "minimal winning coalitions, listed again", over_parameters=True),
        _cooperative("winning", "Minimal winning coalitions", "each wins, and no member can be spared", over_parameters=True),
        _cooperative("core", "Core", "no coalition can do better alone, or a balanced family is worth more than all", over_parameters=True),
        _cooperative("least-core", "Least core", "a balanced family keeps the largest excess where it is", over_parameters=True),
        _cooperative("nucleolus", "Nucleolus", "Kohlberg's criterion, family by family", over_parameters=True),
        _cooperative("prenucleolus", "Prenucleolus", "Sobolev's criterion, family by family", over_parameters=True),
        _cooperative("kernel", "Surpluses in the kernel", "no player outweighs another who could give something up"),
        _cooperative("tau", "tau-value", "the same share of what each might get beyond what it is owed", over_parameters=True),
        _cooperative("properties", "Properties of the game and its players", "compared coalition by coalition", over_parameters=True),
    )
}
"""The concepts of coalitional games."""


def _protocol(form: str, name: str, title: str, test: str) -> Concept:
    solver = f"gametheory_dprk.solvers.protocol_facts:solve_{name.replace('-', '_')}"
    return Concept(name, title, form, solver, "gametheory_dprk.verify.protocol_facts:judge", test, over_parameters=True)


_PEAK = "what a package pays rises up to the price and falls from there on"
PROTOCOL_CONCEPTS: dict[str, dict[str, Concept]] = {
    form: {item.name: item for item in concepts}
    for form, concepts in {
        "vote": (_protocol("vote", "stationary", "Stationary equilibrium", "no proposer and no voter gains by a single deviation"),),
        "package": (
            _protocol("package", "best-offer", "Best package and offer", _PEAK),
            _protocol("package", "package-offers", "Best offer for each package", _PEAK),
        ),
    }.items()
}
"""The concepts of bargaining protocols, by the protocol."""


def _bargained(name: str, title: str, test: str, *, over_parameters: bool = True) -> Concept:
    solver = "solve" if name == "solutions" else f"solve_{name.replace('-', '_')}"
    return Concept(
        name, title, "bargaining", f"gametheory_dprk.solvers.bargaining_solutions:{solver}", "gametheory_dprk.verify.bargaining_facts:judge", test,
        over_parameters=over_parameters,
    )


BARGAINING_CONCEPTS: dict[str, Concept] = {
    item.name: item
    for item in (
        _bargained("solutions", "All solutions, and their axioms", "each solution by what defines it, rationality and Pareto; other axioms are the solver's word"),
        _bargained("nash", "Nash's solution", "no admissible outcome has a larger product of gains"),
        _bargained("kalai-smorodinsky", "Kalai-Smorodinsky solution", "the last admissible outcome on the way to the ideal point"),
        _bargained("egalitarian", "Egalitarian solution", "the last admissible outcome of equal gains"),
        _bargained("utilitarian", "Utilitarian solution", "no admissible outcome has a larger sum"),
        _bargained("raiffa", "Raiffa's solution", "each step is the mean of the players' best outcomes"),
        _bargained("raiffa-continuous", "Raiffa's continuous solution", "gains shrink evenly along a straight path"),
        _bargained("offers", "Alternating offers", "no single deviation pays, and no other payoffs are possible"),
        _bargained("agreement", "Whether there is an agreement", "the admissible outcomes, listed again"),
        _bargained(
            "axioms", "Axioms of each solution", "each solution, its rationality and Pareto; comparisons are the solver's word", over_parameters=False
        ),
    )
}
"""The concepts of bargaining problems."""

FORM_CONCEPTS: dict[str, dict[str, Concept]] = {"coalition": COALITION_CONCEPTS, "bargaining": BARGAINING_CONCEPTS, **PROTOCOL_CONCEPTS}
"""The concepts of each form that is neither a table nor a tree, by the form's name."""


def concepts_of(game: StrategicGame | GameTree | Form) -> dict[str, Concept]:
    """The concepts there are for games of a form."""
    return FORM_CONCEPTS[game._name] if isinstance(game, Form) else CONCEPTS


def concept_for(game: StrategicGame | GameTree, name: str) -> Concept:
    """The concept of this name as it is solved for in a game; raises UnsupportedGame where the game's form rules it out."""
    if isinstance(game, Form):
        if name not in concepts_of(game):
            raise UnsupportedGame(f"a {game._title} is not solved for `{name}`", f"use one of {', '.join(concepts_of(game))}")
        return concepts_of(game)[name]
    if not isinstance(game, OfferTree):
        return CONCEPTS[name]
    if name not in OFFER_CONCEPTS:
        raise continuous(f"is not solved for `{name}`")
    return OFFER_CONCEPTS[name]


def over_parameters(game: StrategicGame | GameTree, name: str) -> Concept:
    """The concept as ``concept_for`` has it, for formulas in open parameters; raises UnsupportedGame if its solver takes none."""
    concept = concept_for(game, name)
    if not concept.over_parameters:
        built = ", ".join(item.name for item in concepts_of(game).values() if item.over_parameters)
        raise UnsupportedGame(
            f"`{name}` is not built for open parameters",
            f"give every parameter a value, with `--set` where the file gives none; open ones are treated by {built}",
        )
    return concept


def table_or_tree(game: StrategicGame | GameTree, what: str) -> StrategicGame | GameTree:
    """The game, where it is one of moves; else UnsupportedGame says what a game of its form cannot have."""
    if isinstance(game, Form):
        raise UnsupportedGame(f"a {game._title} {what}", f"`solve` answers for {', '.join(concepts_of(game))}")
    return game
