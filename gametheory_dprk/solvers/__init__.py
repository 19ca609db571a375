"""Solution concepts: one module a concept, one line a concept in the registry.

A solver is ``solve(game, limit) -> Solution`` on a numeric game; it raises UnsupportedGame where the
concept is not built for the game, and LimitReached rather than return part of an answer. The judge named
beside it is the function of ``verify/`` that confirms each profile before anyone sees it.
"""

from __future__ import annotations

from ..model.record import Record


class Concept(Record):
    """A solution concept: what it is called, which solver finds it, which judge confirms it.

    form: ``strategic`` or ``tree``, the games it is about. solver, judge: ``module:function``.
    test: what the judge has confirmed of each item of the answer, in words. judge_all: where judging many
    items at once is cheaper, the function that does, (game, items) -> verdicts.
    """

    name: str
    title: str
    form: str
    solver: str
    judge: str
    test: str
    judge_all: str = ""


CONCEPTS: dict[str, Concept] = {
    item.name: item
    for item in (
        Concept(
            "nash", "Nash equilibria", "strategic",
            "gametheory_dprk.solvers.bimatrix:solve", "gametheory_dprk.verify.strategic:judge_nash",
            "no player gains by deviating", "gametheory_dprk.verify.strategic:judge_all",
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
        ),
        Concept(
            "spe", "Subgame perfect equilibria", "tree",
            "gametheory_dprk.solvers.backward_induction:solve", "gametheory_dprk.verify.tree:judge_subgame_perfect",
            "no player gains by deviating in any subgame",
        ),
    )
}
