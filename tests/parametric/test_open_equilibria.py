"""Equilibria of trees with open parameters: known regions, and agreement with the numeric solvers at points of every cell."""

from __future__ import annotations

import random
from fractions import Fraction

import pytest

import gametheory_dprk as gt
from gametheory_dprk import api
from gametheory_dprk.errors import GameTheoryError, UnsupportedGame
from gametheory_dprk.formats.yaml_game import read_game
from gametheory_dprk.model.expression import Scope
from gametheory_dprk.parametric.domain import bits_of
from gametheory_dprk.parametric.exploration import Budget, Exploration
from gametheory_dprk.parametric.rational_function import value_at
from gametheory_dprk.parametric.symbolic import SymbolicGame
from gametheory_dprk.solvers import CONCEPTS, over_parameters

F = Fraction


def cells(definition, concept, over, *, ties=False, when=None):
    """The symbolic game, and the cells of a concept over open parameters."""
    symbolic = SymbolicGame(definition, over=over)
    assert when is None or symbolic.restrict(when.node, Scope(symbolic.environment))
    exploration = Exploration(symbolic.domain, ties=ties, budget=Budget(cells=2_000, seconds=120))
    solve = api.entry(over_parameters(definition.form, concept).solver)
    return symbolic, list(exploration.cells(lambda: solve(symbolic.game(), 1_000) if symbolic.is_admissible() else None))


def at(item, point):
    """An equilibrium at a point: its kind, strategies on the path, payoffs, what is free off it, and beliefs on it."""
    def values(mix):
        return tuple(value_at(share, point) for share in mix)

    off = {entry.slot for entry in getattr(item, "off_path", ())}
    return (
        getattr(item, "kind", ""),
        [values(mix) for slot, mix in enumerate(item.profile) if slot not in off],
        values(item.payoffs),
        [
            (entry.slot, sorted(sorted(map(values, mixes)) for mixes in entry.mixes), sorted(map(values, entry.beliefs)))
            for entry in getattr(item, "off_path", ())
        ],
        [values(belief) for slot, belief in enumerate(getattr(item, "beliefs", ())) if slot not in off],
    )


def points(symbolic, cell, number, *, ties=False):
    """Points of a cell; without ties none at the end of a range, where more may tie than the cell says."""
    for place in bits_of(symbolic.domain.points(cell.conditions)):
        point = symbolic.domain.pool[place]
        ends = any(value in (symbolic.domain.ranges[name].lower, symbolic.domain.ranges[name].upper) for name, value in point.items())
        short = all(len(str(value)) < 60 for value in point.values())
        if number and short and (ties or not ends):
            number -= 1
            yield point


def agree(definition, concept, over, *, ties=False, number=3):
    """Compares every cell with the numeric answer at some of its points; how many cells, and points, there were."""
    symbolic, found = cells(definition, concept, over, ties=ties)
    compared = 0
    for cell in found:
        for point in points(symbolic, cell, number, ties=ties):
            try:
                numeric = gt.solve(definition, concept, values={**symbolic.fixed, **point})
            except GameTheoryError as error:
                assert str(error) == str(cell.error)
                continue
            compared += 1
            assert cell.error is None, cell.error
            one, other = [sorted((at(item, point) for item in answer.equilibria), key=repr) for answer in (cell.result, numeric)]
            assert one == other, (point, cell.conditions)
            assert (cell.result.count, cell.result.mixtures) == (numeric.count, numeric.mixtures)
            verdicts = {repr(at(item, point)): {one.name: one.passes for one in getattr(item, "criteria", ())} for item in numeric.equilibria}
            for item in cell.result.equilibria:
                for verdict in getattr(item, "criteria", ()):
                    assert verdicts[repr(at(item, point))][verdict.name] == verdict.passes
    return len(found), compared


def test_beer_and_quiche_with_an_open_prior():
    definition = gt.load("beer_and_quiche")
    symbolic, found = cells(definition, "pbe", ["strong"])
    assert len(found) == 2
    strong = symbolic.field.generators()["strong"]
    few = next(cell for cell in found if symbolic.domain.point(cell.conditions)["strong"] > F(1, 2))
    many = next(cell for cell in found if symbolic.domain.point(cell.conditions)["strong"] < F(1, 2))
    half = strong * 2 - 1
    for cell, sign in ((few, 4), (many, 1)):
        (condition,) = cell.conditions
        assert (symbolic.field.factors[condition.factor], condition.signs) == (half.numerator_, sign)
    beer, quiche = few.result.equilibria
    assert (beer.kind, beer.payoffs, beer.beliefs[1]) == ("pooling", (strong + 2, strong), (strong, 1 - strong))
    assert [one.passes for one in beer.criteria] == [True, True]
    assert [one.passes for one in quiche.criteria] == [False, False]
    (mixed,) = many.result.equilibria
    assert mixed.kind == "semi-separating"
    beer_of_the_weak = next(share for mix in mixed.profile for share in mix if value_at(share, {"strong": F(2, 5)}) == F(2, 3))
    assert beer_of_the_weak * (1 - strong) == strong
    assert mixed.profile[1] == (F(1, 2), F(1, 2))
    assert [one.passes for one in mixed.criteria] == [True, True]


@pytest.mark.parametrize("concept", ["intuitive", "d1"])
def test_the_refinements_leave_one_equilibrium_of_beer_and_quiche(concept):
    _, found = cells(gt.load("beer_and_quiche"), concept, ["strong"])
    assert [cell.result.count for cell in found] == [1, 1]


def test_feints_at_leadership_with_everything_open():
    """The regions of the game's claims: feints, an announcement that tells, all announce."""
    definition = gt.load("feint_at_leadership")
    _, found = cells(definition, "pbe", [item.name for item in definition.parameters])
    kinds = {tuple(item.kind for item in cell.result.equilibria) for cell in found}
    assert {("semi-separating",), ("separating",), ("pooling", "pooling")} <= kinds
    assert len(found) < 20


@pytest.mark.parametrize(("name", "concept", "over"), [
    ("beer_and_quiche", "pbe", []), ("beer_and_quiche", "intuitive", []), ("feint_at_leadership", "pbe", []),
    ("feint_at_leadership", "d1", []), ("feint_at_leadership", "sequential", ["mu", "f"]),
    ("us_china_pressure_noisy", "spe", []), ("reputation_two_issues", "spe", ["p", "b", "a"]),
    ("first_strike_fear", "spe", []), ("thaad_sincerity", "spe", []), ("talks_no_concessions", "spe", []),
    ("us_china_types", "spe", []), ("format_scope_types", "spe", []), ("cyber_hidden_capability", "spe", []),
    ("deterrence_one_sided", "spe", []), ("missiles_turn_on_china", "spe", []),
])
def test_games_of_the_library_at_points_of_every_cell(name, concept, over):
    definition = gt.load(name)
    found, compared = agree(definition, concept, over or [item.name for item in definition.parameters])
    assert found < 100 and compared >= min(found, 2)


def random_game(rng, kinds, messages, actions, names):
    """A sender-receiver game whose prior may depend on q, and whose payoffs on the other names."""
    ranges = "\n".join(
        f"  {name}: {{value: 1/3, range: 0 < q < 1, unit: probability, about: a prior}}" if name == "q"
        else f"  {name}: {{value: 1, range: -4 .. 4, unit: utils, about: a payoff}}" for name in names
    )
    inside = [name for name in names if name != "q"]

    def payoff():
        constant = rng.randint(-4, 4)
        if inside and rng.random() < 0.3:
            return f"{rng.choice([1, 1, -1, 2])}*{rng.choice(inside)} + {constant + 4}"
        return str(constant)

    text = f"game: 1\nplayers: [S, R]\nparameters:\n{ranges}\ntree:\n  chance:\n"
    for kind in range(kinds):
        weight = "" if kind == kinds - 1 else (" (q)" if "q" in names else " (2/5)") if not kind else (" ((1-q)/2)" if "q" in names else " (1/5)")
        text += f"    t{kind}{weight}:\n      S:\n"
        for message in range(messages):
            ends = ", ".join(f"a{action}: [{payoff()}, {payoff()}]" for action in range(actions))
            text += f"        m{message}: {{R @m{message}: {{{ends}}}}}\n"
    return read_game(text, "id", "id.yaml")


@pytest.mark.parametrize(("size", "names", "seeds"), [
    ((2, 2, 2), ["q"], 8), ((2, 2, 2), ["x"], 6), ((2, 2, 2), ["q", "x"], 8), ((2, 2, 3), ["q"], 4),
    ((2, 2, 3), ["q", "x"], 2), ((2, 3, 2), ["q"], 4), ((3, 2, 2), ["q"], 4),
], ids=str)
def test_random_games_at_points_of_every_cell(size, names, seeds):
    for seed in range(seeds):
        _, compared = agree(random_game(random.Random(seed), *size, names), "pbe", names)
        assert compared


@pytest.mark.parametrize(("size", "names"), [((2, 2, 2), ["q"]), ((2, 2, 2), ["q", "x"]), ((2, 2, 3), ["q"])], ids=str)
def test_random_games_with_all_ties(size, names):
    for seed in range(5 if len(names) == 1 else 2):
        _, compared = agree(random_game(random.Random(seed), *size, names), "pbe", names, ties=True)
        assert compared


def test_every_other_concept_is_refused_in_one_sentence():
    form = gt.load("chicken").form
    for name, concept in CONCEPTS.items():
        if concept.over_parameters:
            assert over_parameters(form, name) is concept
        else:
            with pytest.raises(UnsupportedGame, match=f"`{name}` is not built for open parameters"):
                over_parameters(form, name)


@pytest.mark.parametrize("name", ["chicken", "stag_hunt", "trilateral_stag_hunt", "beer_and_quiche", "thaad_sincerity", "centipede"])
def test_concepts_over_open_parameters_solve_or_say_why_not(name):
    definition = gt.load(name)
    over = [item.name for item in definition.parameters][:2]
    for concept, entry in CONCEPTS.items():
        if entry.over_parameters and (concept, name) != ("nash", "thaad_sincerity"):
            _, found = cells(definition, concept, over)
            assert all(cell.error is None or isinstance(cell.error, UnsupportedGame) for cell in found)
            assert found
