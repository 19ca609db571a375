"""Formal theory as code: strategic models in YAML, and every equilibrium of them, exactly.

    import gametheory_dprk as gt

    game = gt.load("us_china_pressure")        # a game of the library, or a path
    solution = gt.solve(game)                  # all equilibria of its natural concept, each verified
    print(solution)                            # as a table; a notebook displays it, and `repr` is one line
    gt.judge(game, [["1/2", "1/2"], [1, 0]])   # whether a profile is one, with payoffs and regrets
    gt.StrategicGame.from_arrays([[1, -1], [-1, 1]])
    gt.regions("cyber_preemption", ["e", "L"])  # which equilibria for which values, as formulas
    gt.plot("format_choice").save("tree.svg")  # pictures: SVG, TikZ, PNG, PDF, a terminal
    gt.compare(["us_china_pressure", "us_china_pressure_leader"])  # side by side, and who prefers which where
    gt.prove("leaky_coal_ban")           # claims about all parameter values, with certificates

Names are loaded when they are first used, so that importing the package costs nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .api import check, degeneracy, judge, load, one_equilibrium, read, solve, write
    from .claims import ClaimVerdict
    from .comparative_statics import statics
    from .comparing import compare
    from .errors import (
        GameFileError,
        GameTheoryError,
        LimitReached,
        MissingExtra,
        UnsupportedGame,
        UsageError,
        VerificationFailed,
    )
    from .explaining import explain
    from .formats.writing import Written
    from .model.answer import Answer, Verdict
    from .model.assessment import Assessment, Criterion, OffPath
    from .model.attrition_form import AttritionForm
    from .model.bargaining_game import BargainingGame
    from .model.coalition import CoalitionGame
    from .model.coalition_forms import Airport, Assignment, Bankruptcy, Gloves, Rule, SpanningTree, WeightedVoting
    from .model.definition import GameDefinition
    from .model.findings import (
        Commitment,
        Commitments,
        CorrelatedExtreme,
        CorrelatedRange,
        Deletion,
        Elimination,
        Fact,
        Facts,
        Guarantee,
        Guarantees,
    )
    from .model.offers import Offered, OfferEquilibrium, OfferTree
    from .model.protocol_forms import PackageBargaining, VoteBargaining
    from .model.refutation import Refutation
    from .model.repeated_form import RepeatedForm
    from .model.solution import Choices, Component, Degeneracy, Equilibrium, Solution, Subset
    from .model.strategic import StrategicGame
    from .model.tree import GameTree
    from .parameter_space import regions
    from .parametric.findings import Outcome, Region, Regions, TiePart, TieSurface, Variation
    from .parametric.line import Jump
    from .parametric.side_by_side import ComparedGame, Contest, GameComparison
    from .parametric.statics import Branch, Entry, Response, Statics, Witness
    from .pictures.picture import Picture
    from .plotting import plot
    from .proving import Proof, prove
    from .report.explanation.steps import Explanation, Step

__version__ = "0.1.0"

_HOMES = {
    "check": "api",
    "degeneracy": "api",
    "judge": "api",
    "load": "api",
    "one_equilibrium": "api",
    "read": "api",
    "solve": "api",
    "write": "api",
    "explain": "explaining",
    "regions": "parameter_space",
    "statics": "comparative_statics",
    "plot": "plotting",
    "compare": "comparing",
    "prove": "proving",
    "Proof": "proving",
    "Refutation": "model.refutation",
    "ClaimVerdict": "claims",
    "GameFileError": "errors",
    "GameTheoryError": "errors",
    "LimitReached": "errors",
    "MissingExtra": "errors",
    "UnsupportedGame": "errors",
    "UsageError": "errors",
    "VerificationFailed": "errors",
    "Written": "formats.writing",
    "Answer": "model.answer",
    "Verdict": "model.answer",
    "Assessment": "model.assessment",
    "Criterion": "model.assessment",
    "OffPath": "model.assessment",
    "AttritionForm": "model.attrition_form",
    "BargainingGame": "model.bargaining_game",
    "CoalitionGame": "model.coalition",
    "Airport": "model.coalition_forms",
    "Assignment": "model.coalition_forms",
    "Bankruptcy": "model.coalition_forms",
    "Gloves": "model.coalition_forms",
    "Rule": "model.coalition_forms",
    "SpanningTree": "model.coalition_forms",
    "WeightedVoting": "model.coalition_forms",
    "GameDefinition": "model.definition",
    "Commitment": "model.findings",
    "Commitments": "model.findings",
    "CorrelatedExtreme": "model.findings",
    "CorrelatedRange": "model.findings",
    "Deletion": "model.findings",
    "Elimination": "model.findings",
    "Fact": "model.findings",
    "Facts": "model.findings",
    "Guarantee": "model.findings",
    "Guarantees": "model.findings",
    "OfferEquilibrium": "model.offers",
    "OfferTree": "model.offers",
    "Offered": "model.offers",
    "Choices": "model.solution",
    "Component": "model.solution",
    "Degeneracy": "model.solution",
    "Equilibrium": "model.solution",
    "Solution": "model.solution",
    "Subset": "model.solution",
    "PackageBargaining": "model.protocol_forms",
    "VoteBargaining": "model.protocol_forms",
    "RepeatedForm": "model.repeated_form",
    "StrategicGame": "model.strategic",
    "GameTree": "model.tree",
    "Outcome": "parametric.findings",
    "Region": "parametric.findings",
    "Regions": "parametric.findings",
    "TiePart": "parametric.findings",
    "TieSurface": "parametric.findings",
    "Variation": "parametric.findings",
    "Jump": "parametric.line",
    "Picture": "pictures.picture",
    "ComparedGame": "parametric.side_by_side",
    "Contest": "parametric.side_by_side",
    "GameComparison": "parametric.side_by_side",
    "Branch": "parametric.statics",
    "Entry": "parametric.statics",
    "Response": "parametric.statics",
    "Statics": "parametric.statics",
    "Witness": "parametric.statics",
    "Explanation": "report.explanation.steps",
    "Step": "report.explanation.steps",
}

__all__ = [
    "Airport",
    "Answer",
    "Assessment",
    "Assignment",
    "AttritionForm",
    "Bankruptcy",
    "BargainingGame",
    "Branch",
    "Choices",
    "ClaimVerdict",
    "CoalitionGame",
    "Commitment",
    "Commitments",
    "ComparedGame",
    "Component",
    "Contest",
    "CorrelatedExtreme",
    "CorrelatedRange",
    "Criterion",
    "Degeneracy",
    "Deletion",
    "Elimination",
    "Entry",
    "Equilibrium",
    "Explanation",
    "Fact",
    "Facts",
    "GameComparison",
    "GameDefinition",
    "GameFileError",
    "GameTheoryError",
    "GameTree",
    "Gloves",
    "Guarantee",
    "Guarantees",
    "Jump",
    "LimitReached",
    "MissingExtra",
    "OffPath",
    "OfferEquilibrium",
    "OfferTree",
    "Offered",
    "Outcome",
    "PackageBargaining",
    "Picture",
    "Proof",
    "Refutation",
    "Region",
    "Regions",
    "RepeatedForm",
    "Response",
    "Rule",
    "Solution",
    "SpanningTree",
    "Statics",
    "Step",
    "StrategicGame",
    "Subset",
    "TiePart",
    "TieSurface",
    "UnsupportedGame",
    "UsageError",
    "Variation",
    "Verdict",
    "VerificationFailed",
    "VoteBargaining",
    "WeightedVoting",
    "Witness",
    "Written",
    "__version__",
    "check",
    "compare",
    "degeneracy",
    "explain",
    "judge",
    "load",
    "one_equilibrium",
    "plot",
    "prove",
    "read",
    "regions",
    "solve",
    "statics",
    "write",
]


def __getattr__(name: str) -> object:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(f"{__name__}.{home}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
