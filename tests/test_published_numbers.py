"""Numbers of the literature which the library's games reproduce, where a claim in a game cannot say it."""

from collections import Counter
from fractions import Fraction
from itertools import permutations, product
from math import comb

import pytest

import gametheory_dprk as gt


def stage(saved, spent):
    """The value of one stage of Dresher's game, by what it is worth to go on with or without the inspection."""
    return gt.solve("inspection_stages", values={"saved": saved, "spent": spent}).equilibria[0].payoffs[0]


def dresher(stages, inspections):
    """The closed form of von Stengel 2016, Mathematics of Operations Research 41."""
    return -Fraction(comb(stages - 1, inspections), sum(comb(stages, i) for i in range(inspections + 1)))


def test_dreshers_recursion_has_its_closed_form():
    value = {}
    for n, m in product(range(1, 7), range(7)):
        if m == 0 or m >= n:
            value[n, m] = Fraction(-1 if m == 0 else 0)
        else:
            value[n, m] = stage(value[n - 1, m], value[n - 1, m - 1])
        assert value[n, m] == dresher(n, m)
    expected = {(2, 1): "-1/3", (3, 1): "-1/2", (4, 1): "-3/5", (4, 2): "-3/11", (5, 2): "-3/8"}
    assert {key: str(value[key]) for key in expected} == expected


@pytest.mark.parametrize(("stages", "value"), [(2, "-1/3"), (3, "-1/2"), (4, "-3/5")])
def test_dreshers_game_as_a_whole_tree(stages, value):
    """One inspection: once it is made in vain, the violation is safe wherever a stage is left."""
    text = f"""
game: 1
players: [Inspector, Inspectee]
zero-sum: true
moves:
  - repeat: {stages}
    when: not behavior == violate and not visit == inspect
    moves:
      - Inspector: {{visit: [inspect, wait]}}
        Inspectee: {{behavior: [violate, obey]}}
        sees: []
payoffs:
  Inspector: >
    (1 if visit == inspect else -1) if behavior == violate
    else -1 if visit == inspect and not visit_{stages} == inspect else 0
"""
    assert {item.payoffs[0] for item in gt.solve(gt.read(text), "nash").equilibria} == {Fraction(value)}


@pytest.mark.parametrize("reserved, value", [(0, "-22/21"), (1, "0"), (2, "11/10"), (3, "5/3"), (4, "3")])
def test_divided_attention_to_china(reserved, value):
    """Five games of allocations that exist, as against plans cut down to them; each worth more to China than the last."""
    have = 5 - reserved

    def fronts(us, china):
        return 2 * ((us > china) - (us < china)) + ((have - us > 4 - china) - (have - us < 4 - china))

    table = [[fronts(us, china) for china in range(5)] for us in range(have + 1)]
    game = gt.StrategicGame.from_arrays(table, [[-entry for entry in row] for row in table])
    planned = gt.solve("divided_attention_blotto", values={"r": reserved}).equilibria[0].payoffs
    assert planned == gt.solve(game, "one-nash").equilibria[0].payoffs == (-Fraction(value), Fraction(value))


@pytest.mark.parametrize("hard", [True, False], ids=["challenger hard", "challenger soft"])
@pytest.mark.parametrize("tactical", [True, False], ids=["tactically hard", "tactically soft"])
@pytest.mark.parametrize("strategic", [True, False], ids=["strategically hard", "strategically soft"])
def test_the_eight_conflicts_of_asymmetric_escalation(hard, tactical, strategic):
    """Zagare & Kilgour 2000: the status quo before a soft challenger or a defender hard in both respects, else a concession."""
    values = {"cEE": 3 if hard else 1, "dDD": 6 if tactical else 4, "dEE": 3 if strategic else 1}
    solution = gt.solve("asymmetric_escalation", "spe", values=values)
    assert solution.count == 1
    quiet = not hard or (tactical and strategic)
    assert solution.equilibria[0].payoffs == ((7, 8) if quiet else (8, 5))
    answers = next(slot for slot, item in enumerate(solution.game.information_sets) if item.name == "@answer")
    if not hard:
        assert solution.equilibria[0].profile[answers] == (0, 0, 1), "a soft challenger is met by escalation"


def test_best_correlated_equilibrium_of_chicken():
    """Aumann 1974: both swerve half the time, each wins a quarter, and nobody crashes."""
    best = gt.solve("chicken", "correlated").extremes[0]
    assert best.distribution == (Fraction(1, 2), Fraction(1, 4), Fraction(1, 4), 0)
    assert best.payoffs == (Fraction(21, 4), Fraction(21, 4))


def test_a_third_of_hawks_is_evolutionarily_stable():
    solution = gt.solve("hawk_dove", "ess")
    assert solution.complete
    assert [item.profile[0] for item in solution.equilibria] == [(Fraction(1, 3), Fraction(2, 3))]
    assert gt.solve("rock_paper_scissors", "ess").count == 0


def test_beer_and_quiche_has_four_extreme_equilibria():
    """Cho & Kreps 1987: either breakfast, and a duel after the other one surely or every second time."""
    solution = gt.solve("beer_and_quiche", "nash")
    sets = [item.name for item in solution.game.information_sets]
    duels = sorted((item.profile[sets.index("@beer")][0], item.profile[sets.index("@quiche")][0]) for item in solution.equilibria)
    half = Fraction(1, 2)
    assert duels == [(0, half), (0, 1), (half, 0), (1, 0)]


def test_pure_equilibria_of_seltens_horse():
    """Selten 1975: (down, across, left), and (across, across, right)."""
    solution = gt.solve("selten_horse", "pure-nash")
    names = [(item.name, item.moves) for item in solution.game.information_sets]
    plans = [
        {name: moves[mix.index(1)] for (name, moves), mix in zip(names, item.profile, strict=True)}
        for item in solution.equilibria
    ]
    assert plans == [{"@a": "down", "@c": "left", "@b": "across"}, {"@a": "across", "@c": "right", "@b": "across"}]


def test_gains_from_trade_under_linear_bids():
    """Chatterjee & Samuelson 1983: 9/64 of 1/6. The chance of trade v - 1/4 is the solver's; costs below it are uniform."""
    # A cubic in v between 1/4 and 1, which Simpson's rule integrates exactly: v times the chance less the costs of who trades.
    def gain(v):
        if v == Fraction(1, 4):
            return Fraction(0)
        chance = 1 - gt.solve("double_auction_linear", values={"v": v}).equilibria[0].reach[-1]
        return v * chance - chance**2 / 2

    low, high = Fraction(1, 4), Fraction(1)
    assert (high - low) / 6 * (gain(low) + 4 * gain((low + high) / 2) + gain(high)) == Fraction(9, 64)


def test_gains_from_trade_on_the_grid():
    """Thirteen parts of fifteen are made, as double_auction says of its linear strategies."""
    costs, asks = [Fraction(i, 4) for i in range(4)], [Fraction(1, 4) + Fraction(i, 6) for i in range(4)]
    worths, bids = [Fraction(2 * i + 1, 8) for i in range(4)], [Fraction(1, 12) + Fraction(i, 6) for i in range(4)]
    pairs = list(product(zip(costs, asks, strict=True), zip(worths, bids, strict=True)))
    made = sum(worth - cost for (cost, ask), (worth, bid) in pairs if bid >= ask)
    assert made / sum(max(worth - cost, 0) for (cost, _), (worth, _) in pairs) == Fraction(13, 15)
    assert min(worth - cost for (cost, ask), (worth, bid) in pairs if bid >= ask) == Fraction(3, 8)


def read(table, order):
    return tuple(table[cell] for cell in order)


def canonical(first, second):
    """The first in order of the games that differ from this one by the order of its rows and columns; tables read by rows."""
    orders = [(0, 1, 2, 3), (2, 3, 0, 1), (1, 0, 3, 2), (3, 2, 1, 0)]  # as they are, rows, columns, both
    return min((read(first, order), read(second, order)) for order in orders)


def test_strict_ordinal_games_by_their_pure_equilibria():
    """Rapoport & Guyer 1966: 144 games, 78 if the players may be exchanged; with none, one and two pure equilibria."""
    def pure(first, second):
        tables = [[list(table[:2]), list(table[2:])] for table in (first, second)]
        return gt.solve(gt.StrategicGame.from_arrays(*tables), "pure-nash").count

    count = {game: pure(*game) for game in {canonical(*pair) for pair in product(permutations(range(1, 5)), repeat=2)}}
    assert Counter(count.values()) == {0: 18, 1: 108, 2: 18}
    transposed = (0, 2, 1, 3)
    apart = {min(game, canonical(read(game[1], transposed), read(game[0], transposed))) for game in count}
    assert Counter(count[game] for game in apart) == {0: 9, 1: 57, 2: 12}
