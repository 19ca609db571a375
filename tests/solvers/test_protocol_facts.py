"""Divisions by vote and offers of packages: tables, formulas against numbers, square roots of formulas, and the judge."""

import json
from fractions import Fraction
from math import isclose, sqrt

import pytest

import gametheory_dprk as gt
from gametheory_dprk.cli.main import main
from gametheory_dprk.model.protocol_forms import Package, PackageBargaining, VoteBargaining
from gametheory_dprk.model.protocols import UniformPackage
from gametheory_dprk.model.radical import Radical
from gametheory_dprk.solvers.package_offers import best_offer, best_open_offer, rent
from gametheory_dprk.verify.protocol_facts import judge
from gametheory_dprk.verify.protocol_facts import rent as judged_rent

F = Fraction

PATIENCE = F(9, 10)
WORTHS = (F(3, 2), F(1, 2))


def vote(count=3, discount=PATIENCE, quota="majority", **rest):
    names = tuple("ABCDEFGH"[:count])
    fields = {"votes": (F(1),) * count, "recognition": (None,) * count} | rest
    return VoteBargaining(names, (discount,) * count, quota, **fields)


def packages(worths=WORTHS, **named):
    named = named or {"narrow": (0,), "wide": (0, 1)}
    issues = tuple(f"i{k}" for k in range(len(worths)))
    return PackageBargaining(("US", "DPRK"), 0, issues, tuple(map(F, worths)), tuple(Package(name, members) for name, members in named.items()))


@pytest.mark.parametrize("count", [3, 5, 7])
@pytest.mark.parametrize("discount", [F(1), F(9, 10), F(1, 3)])
def test_the_majority_of_an_odd_number(count, discount):
    fact = gt.solve(vote(count, discount)).fact("stationary")
    assert set(fact.column("proposer")) == {1 - discount * F(count - 1, 2 * count)}
    assert set(fact.column("share")) == {F(1, count)} and set(fact.column("included")) == {F(count + 1, 2 * count)}


@pytest.mark.parametrize("discount", [F(1, 10), F(9, 10), F(999, 1000)])
def test_a_veto_of_one_among_three(discount):
    fact = gt.solve(vote(discount=discount, veto=(0,))).fact("stationary")
    assert fact.entry("A", "share") == (2 - discount) / (6 - 5 * discount)
    assert fact.entry("A", "included") == 1


def test_coalitions_that_are_bought_have_probabilities():
    answer = gt.solve(vote(veto=(0,)), limit=2)
    assert answer.verified and answer.complete
    fact = answer.fact("proposals")
    assert fact.rows == (("A", "A+B", F(1, 2)), ("A", "A+C", F(1, 2))) and "4 in all, 2 listed" in fact.remarks
    assert gt.solve(vote(quota="all")).fact("proposals").remarks == ()


def test_shares_that_are_only_enclosed_say_so():
    game = vote(4, votes=(F(6), F(4), F(3), F(3)), recognition=(F(1, 3), F(1, 3), F(1, 15), F(4, 15)))
    answer = gt.solve(game)
    (fact,) = answer.facts
    assert fact.name == "stationary-bounds" and answer.verified and "enclosed" in answer.completeness
    assert fact.columns[1:] == ("share at least", "share at most", "price at least", "price at most")
    assert fact.rows[0][:3] == ("A", "0.3783075573", "0.3783075574") and "proven" in fact.remarks[0]
    assert not judge(game, fact.replace(rows=(("A", "0.3783075574", "0.3783075575", *fact.rows[0][3:]), *fact.rows[1:]))).holds
    assert not judge(game, fact.replace(rows=((*fact.rows[0][:3], "0", "0.1"), *fact.rows[1:]))).holds
    text = "game: 1\nplayers: [A, B, C, D]\nbargaining:\n  vote: {discount: 9/10, quota: majority, weights: [6, 4, 3, 3], recognition: [1/3, 1/3, 1/15, 4/15]}\n"
    claims = {
        "share(A) > 1/3": "holds", "share(A) < 1/3": "fails", "share(A) >= 0.3783075573": "holds", "share(A) == 1/3": "fails",
        "share(A) - share(B) > 0": "holds", "share(A)/share(B) < 1": "fails", "price(A) < 0.341 and 1/price(A) > 2": "holds",
        "share(A)^2 > 1/9": "holds", "share(A) == share(A)": "unknown", "share(A) > 0.37830755735": "unknown", "proposer(A) > 1/2": "unknown",
    }
    lines = "".join(f"  - {{now: '{claim}'}}\n" for claim in claims)
    assert [found.verdict for found in gt.check(gt.read(f"{text}claims:\n{lines}"))] == list(claims.values())
    exact = vote(4, quota=F(5), votes=(F(3), F(2), F(2), F(1)))
    assert [str(share) for share in gt.solve(exact).fact("stationary").column("share")] == ["175/502", "65/251", "65/251", "67/502"]


OFFERS = [F(-1), F(0), F(1, 3), F(3, 2), F(19, 10), F(2), F(7, 3), F(10)]


@pytest.mark.parametrize("issues", [1, 2])
@pytest.mark.parametrize("worth", OFFERS)
def test_offers_in_square_roots_are_those_in_numbers(issues, worth):
    exact, open_ = best_offer(UniformPackage(worth, issues)), best_open_offer(issues, worth)
    for first, second in ((exact.price, open_.price), (exact.acceptance, open_.acceptance), (exact.payoff, open_.payoff),
                          (rent(issues, exact.price), rent(issues, open_.price))):
        assert isclose(float(first), value(second), abs_tol=1e-12)
        near = F(value(second)).limit_denominator(10**9)
        assert not second > near + F(1, 10**8) and not second < near - F(1, 10**8)


def value(number):
    if isinstance(number, Radical):
        return value(number.rest) + value(number.factor) * sqrt(number.under)
    return float(number)


@pytest.mark.parametrize("issues", [1, 2, 3, 4])
def test_the_responders_rent_is_an_integral(issues):
    for k in range(4 * issues + 1):
        price = F(k, 4)
        assert rent(issues, price) == judged_rent(issues, price)
    assert rent(issues, F(issues)) == F(issues, 2)  # an offer that is always accepted


def test_square_roots_of_formulas_add_multiply_and_compare():
    root2, root3 = Radical(F(0), F(1), F(2)), Radical(F(0), F(1), F(3))
    assert root2 * root2 == 2 and root3**2 == 3 and (root2 * root3) ** 2 == 6
    assert root2 + root3 - root2 == root3 and root2 + root3 == root3 + root2
    assert 1 / root2 == root2 / 2 and root3 / root2 * root2 == root3 and root2**-2 == F(1, 2)
    assert root2 < root3 and root3 > root2 and F(7, 5) < root2 < F(3, 2) and -root2 < 0 and abs(-root2) == root2
    assert (root2 + root3) ** 2 > F(989, 100) and (root2 + root3) ** 2 < F(990, 100)
    assert root2 >= root2 and root2 <= +root2 and 2 - root2 > 0 and root2 != 1 and root2 != "x"
    assert Radical(F(0), F(1), F(4)) == 2 and not Radical(F(2), F(-1), F(4))
    assert hash(root2) == hash(Radical(F(0), F(1), F(2))) and str(root2) == "0 + (1)*sqrt(2)"


def test_which_package_and_from_what_worth_on():
    answer = gt.solve(packages())
    assert answer.fact("best").column() == (True, False)
    assert str(answer.fact("break-even").entry("wide")) == "root of 512*x^4 - 4384*x^3 + 11968*x^2 - 6464*x - 8203 near 2.0271"
    assert answer.fact("break-even").entry("narrow") is None and answer.fact("payoffs").column() == (F(9, 16), F(9, 32))
    three = gt.solve(packages((F(1), F(1), F(1)), one=(0,), two=(0, 1), all=(0, 1, 2)))
    assert three.verified and sum(three.fact("best").column()) == 1
    tie = gt.solve(packages((F(1), F(1)), first=(0,), second=(1,)))
    assert tie.fact("best").column() == (True, True) and tie.fact("payoffs").entry("DPRK") == F(1, 8)
    single = gt.solve(packages(only=(0, 1)))
    assert [fact.name for fact in single.facts] == ["offers", "payoffs"]
    worthless = gt.solve(packages((F(0), F(-1))))
    assert worthless.fact("payoffs").column() == (0, 0) and worthless.fact("break-even").column() == (None, None)
    responder_first = packages().replace(proposer=1)
    assert gt.solve(responder_first).fact("payoffs").column() == (F(9, 32), F(9, 16))


def test_the_judge_refuses_other_numbers():
    game = packages()
    for fact in gt.solve(game).facts:
        assert judge(game, fact).holds
        (*rest, last) = fact.rows
        other = tuple((not cell if isinstance(cell, bool) else cell + F(1, 1000)) for cell in last[1:2]) + last[2:]
        assert not judge(game, fact.replace(rows=(*rest, (last[0], *other)))).holds, fact.name
    table = gt.solve(game).fact("offers")
    for place in range(1, 5):
        cells = list(table.rows[0])
        cells[place] += F(1, 1000)
        assert not judge(game, table.replace(rows=(tuple(cells), table.rows[1]))).holds
    voting = vote(veto=(0,))
    table, bought = gt.solve(voting).facts
    assert judge(voting, table).holds and judge(voting, bought).holds
    for place in range(1, 5):
        cells = list(table.rows[1])
        cells[place] += F(1, 1000)
        assert not judge(voting, table.replace(rows=(table.rows[0], tuple(cells), table.rows[2]))).holds
    assert not judge(voting, bought.replace(rows=(("A", "A+B", F(1)), *bought.rows[1:]))).holds
    assert not judge(vote(), table).holds and not judge(vote(), bought).holds


@pytest.mark.parametrize("name", ["format_scope_uniform", "veto_bargaining"])
def test_outputs(name, capsys):
    for verb in ("show", "solve"):
        printed = {}
        for output in ("human", "json", "csv", "markdown", "html"):
            assert main([verb, name, "--format", output]) == 0, output
            printed[output] = capsys.readouterr().out
        assert json.loads(printed["json"])
        assert all(len(text) > 20 for text in printed.values())
    if name == "format_scope_uniform":
        assert "2 - sqrt(2/3) ~ 1.1835" in printed["markdown"] and "offers,wide,offer,2 - sqrt(2/3)" in printed["csv"]
        rows = json.loads(printed["json"])["facts"][0]["rows"]
        assert rows[1]["pays"] == "2*sqrt(6)/9" and rows[1]["accepted"] == "2/3"
    else:
        assert "| Ann | 22/25 = 0.88 | 33/50 = 0.66 | 11/15 ~ 0.7333 |" in printed["markdown"]


def test_what_cannot_be_solved_is_refused_in_one_sentence(capsys):
    assert main(["solve", "veto_bargaining", "--concept", "nash"]) == 3
    assert "a division by vote is not solved for `nash`" in capsys.readouterr().err
    with pytest.raises(gt.UnsupportedGame, match="does not discount"):
        gt.solve(vote(quota="all", discount=F(1)))
    assert main(["statics", "veto_bargaining", "--of", "share(Ann)", "--of", "proposer(Bob)", "--over", "delta"]) == 0
    told = capsys.readouterr().out
    assert "increasing" in told and "decreasing" in told
