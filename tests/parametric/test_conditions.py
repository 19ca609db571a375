"""Descriptions in few words say the same as the cells they stand for: asked of z3 anew."""

import pytest

import gametheory_dprk as gt
from gametheory_dprk.parametric.conditions import Description, factors_of
from gametheory_dprk.parametric.domain import Domain
from gametheory_dprk.parametric.rational_function import Field
from gametheory_dprk.parametric.signs import NEGATIVE, POSITIVE, Denial, Product, Sign

pytest.importorskip("z3")

GAMES = [
    "cyber_preemption", "cyber_use_or_lose", "format_choice", "icbm_shootdown", "isr_two_theatres", "portfolio_vs_bankshot",
    "relative_gains_frame", "us_china_pressure", "us_china_pressure_leader",
]


@pytest.mark.parametrize("name", GAMES)
def test_a_description_is_the_union_of_its_cells(name):
    found = gt.regions(name)
    space = found.space
    for item in found.outcomes:
        for cube in item.region.cubes:
            for other in found.outcomes:
                for cell in other.region.cells if other is not item else ():
                    assert space.possible((*cube, *cell)) is False
        for cell in item.region.cells:
            assert space.possible((*cell, *(Denial(cube) for cube in item.region.cubes))) is False


@pytest.mark.parametrize("name", GAMES)
def test_no_atom_can_be_left_out(name):
    found = gt.regions(name)
    for item in found.outcomes:
        others = [cell for other in found.outcomes if other is not item for cell in other.region.cells]
        for cube in item.region.cubes:
            for place in range(len(cube)):
                less = (*cube[:place], *cube[place + 1 :])
                assert any(found.space.possible((*less, *cell)) is not False for cell in others), item.region


def plane():
    """A domain of two unbounded parameters, and the numbers of the factors x, y and x + y."""
    from gametheory_dprk.model.parameter import Range

    field = Field(["x", "y"])
    domain = Domain(field, {"x": Range(), "y": Range()}, {"x": None, "y": None})
    x, y = field.generators().values()
    return domain, [field.factored(polynomial.numerator_)[1][0][0] for polynomial in (x, y, x + y)]


def test_three_cells_become_one_comparison():
    domain, (x, y, total) = plane()
    up, down = POSITIVE, NEGATIVE
    inside = [(Sign(x, up), Sign(y, up)), (Sign(x, up), Sign(y, down), Sign(total, up)), (Sign(x, down), Sign(total, up))]
    outside = [(Sign(x, up), Sign(y, down), Sign(total, down)), (Sign(x, down), Sign(total, down))]
    assert Description(domain, [inside, outside]).cubes(0) == ((Sign(total, up),),)


def test_products_and_denials_are_taken_apart():
    domain, (x, y, _) = plane()
    same = [(Product((x, y), POSITIVE),)]
    other = [(Product((x, y), NEGATIVE),)]
    assert set(Description(domain, [same, other]).cubes(0)) == {(Sign(x, POSITIVE), Sign(y, POSITIVE)), (Sign(x, NEGATIVE), Sign(y, NEGATIVE))}
    both = (Sign(x, POSITIVE), Sign(y, POSITIVE))
    rest = [(Denial(both),)]
    assert set(Description(domain, [[both], rest]).cubes(1)) == {(Sign(x, NEGATIVE),), (Sign(y, NEGATIVE),)}
    assert factors_of((Denial(both),)) == {x, y}


def test_a_group_alone_is_everywhere_and_late_ones_are_listed_as_they_are():
    domain, (x, _, total) = plane()
    assert Description(domain, [[(Sign(x, POSITIVE),), (Sign(x, NEGATIVE),)]]).cubes(0) == ((),)
    cells = [[(Sign(x, POSITIVE), Sign(total, POSITIVE))], [(Sign(x, NEGATIVE),), (Sign(x, POSITIVE), Sign(total, NEGATIVE))]]
    assert Description(domain, cells, until=0.0).cubes(0) == tuple(cells[0])
