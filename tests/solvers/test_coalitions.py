"""Coalitional games: values, indices, core and nucleolus against brute force by the definitions, and known games."""

from __future__ import annotations

import random
import subprocess
import sys
from fractions import Fraction
from itertools import combinations, permutations

import pytest

from gametheory_dprk.errors import LimitReached, UnsupportedGame
from gametheory_dprk.model.coalition import CoalitionGame
from gametheory_dprk.model.coalition_forms import (
    Airport,
    Assignment,
    Bankruptcy,
    Gloves,
    Rule,
    SpanningTree,
    WeightedVoting,
)
from gametheory_dprk.solvers import coalition, coalition_core, coalition_power, coalition_sums
from gametheory_dprk.solvers.coalition import MAKERS, solve, solver
from gametheory_dprk.solvers.coalition_core import core_vertices
from gametheory_dprk.verify import coalition_dividends
from gametheory_dprk.verify.coalition import judge

F = Fraction


def found(game, concept, name="", column=""):
    return solver(concept)(game, 1_000).fact(name or concept).column(column)


def members(mask):
    return {i for i in range(mask.bit_length()) if mask >> i & 1}


def by_orders(game):
    """The Shapley value as the average over all orders."""
    n = len(game.players)
    total, orders = [F(0)] * n, list(permutations(range(n)))
    for order in orders:
        before = 0
        for i in order:
            total[i] += game.worth(before | 1 << i) - game.worth(before)
            before |= 1 << i
    return tuple(item / len(orders) for item in total)


def by_coalitions(game):
    n = len(game.players)
    return tuple(sum(game.worth(m) - game.worth(m ^ (1 << i)) for m in range(1 << n) if m >> i & 1) for i in range(n))


def random_game(seed):
    """A game of 4 to 6 players: of any worths, monotone, convex, or of winning coalitions."""
    rng = random.Random(seed)
    n = rng.randint(4, 6)
    kind = seed % 4
    table = [F(0)] * (1 << n)
    for mask in range(1, 1 << n):
        below = [mask ^ (1 << i) for i in range(n) if mask >> i & 1]
        if kind == 0:
            table[mask] = F(rng.randint(-4, 12), rng.choice((1, 1, 2, 3)))
        elif kind == 1:
            table[mask] = max(table[m] for m in below) + rng.randint(0, 6)
        elif kind == 2:
            table[mask] = F(mask.bit_count() ** 2 * 3 + sum(i for i in members(mask)))
        else:
            table[mask] = max(max(table[m] for m in below), F(int(rng.random() < mask.bit_count() / (2 * n))))
    if kind == 3:
        table[-1] = F(1)
    return CoalitionGame(tuple("ABCDEF"[:n]), tuple(table))


GAMES = [random_game(seed) for seed in range(200)]


@pytest.mark.parametrize("part", range(10))
def test_random_games_by_the_definitions(part):
    for game in GAMES[part::10]:
        n, table = len(game.players), game.table
        assert found(game, "shapley") == by_orders(game)
        assert found(game, "banzhaf", column="raw") == by_coalitions(game)
        told = dict(solver("properties")(game, 10).fact("properties").rows)
        pairs = [(a, b) for a in range(1 << n) for b in range(1 << n)]
        assert told["convex"] is all(table[a] + table[b] <= table[a | b] + table[a & b] for a, b in pairs)
        assert told["superadditive"] is all(table[a] + table[b] <= table[a | b] for a, b in pairs if not a & b)
        assert told["monotone"] is all(table[a] <= table[b] for a, b in pairs if a & b == a)
        core = solver("core")(game, 1_000)
        empty = core.fact("core").entry("core_empty")
        points = core_vertices(table)
        assert empty is (not points)
        if told["convex"]:
            assert set(points) == set(marginals(game))


def marginals(game):
    for order in permutations(range(len(game.players))):
        paid, before = [F(0)] * len(order), 0
        for i in order:
            paid[i] = game.worth(before | 1 << i) - game.worth(before)
            before |= 1 << i
        yield tuple(paid)


def excesses(game, point):
    return sorted((game.worth(m) - sum(point[i] for i in members(m)) for m in range(1, game.grand)), reverse=True)


@pytest.mark.parametrize("part", range(10))
def test_random_games_have_a_nucleolus_that_nothing_near_it_improves(part):
    for game in GAMES[part::10]:
        for concept in ("nucleolus", "prenucleolus"):
            try:
                answer = solver(concept)(game, 10)
            except UnsupportedGame:
                assert sum(game.worth(1 << i) for i in range(len(game.players))) > game.worth(game.grand)
                continue
            assert judge(game, answer.facts[0]).holds
            point = answer.facts[0].column()
            best = excesses(game, point)
            for i, j in permutations(range(len(point)), 2):
                for step in (F(1), F(1, 7), F(1, 60)):
                    other = list(point)
                    other[i] += step
                    other[j] -= step
                    if concept == "prenucleolus" or all(x >= game.worth(1 << k) for k, x in enumerate(other)):
                        assert excesses(game, other) > best
            if not solver("core")(game, 10).fact("core").entry("core_empty"):
                assert best[0] <= 0, "it lies in the core where there is one"
            if concept == "nucleolus":
                assert game.term("in_kernel", (), point)


@pytest.mark.parametrize("concept", [*MAKERS, "natural"])
def test_every_fact_is_confirmed(concept):
    for game in GAMES[:40]:
        try:
            answer = (solve if concept == "natural" else solver(concept))(game, 1_000)
        except UnsupportedGame:
            continue
        for fact in answer.facts:
            assert judge(game, fact).holds, (game, fact)


@pytest.mark.parametrize("concept", [*MAKERS])
def test_a_wrong_fact_is_refused(concept):
    game = WeightedVoting.of(5, [4, 2, 1, 1])
    for fact in solver(concept)(game, 1_000).facts:
        for place, row in enumerate(fact.rows):
            for column, cell in enumerate(row[1:], 1):
                if cell is None:
                    continue
                wrong = not cell if isinstance(cell, bool) else cell + 1
                rows = (*fact.rows[:place], (*row[:column], wrong, *row[column + 1 :]), *fact.rows[place + 1 :])
                changed = fact.replace(rows=rows)
                if fact.name == "core":
                    changed = fact.replace(certificate=tuple(x + 1 for x in fact.certificate))
                try:
                    assert not judge(game, changed).holds, fact.name
                except (KeyError, TypeError):
                    assert fact.name == "properties"  # no pair of coalitions comes with the opposite


def test_the_shapley_value_is_efficient_symmetric_additive_and_null_for_dummies():
    for first, second in zip(GAMES[::2], GAMES[2::2], strict=False):
        if len(first.players) != len(second.players):
            continue
        a, b = found(first, "shapley"), found(second, "shapley")
        assert sum(a) == first.worth(first.grand)
        both = CoalitionGame(first.players, tuple(x + y for x, y in zip(first.table, second.table, strict=True)))
        assert found(both, "shapley") == tuple(x + y for x, y in zip(a, b, strict=True))
        wider = CoalitionGame((*first.players, "Z"), (*first.table, *first.table))
        assert found(wider, "shapley") == (*a, 0)
        assert found(wider, "properties", "players", "dummy")[-1] is True
        swapped = CoalitionGame(first.players, tuple(first.worth((m & ~3) | (m & 1) << 1 | (m >> 1) & 1) for m in range(len(first.table))))
        assert found(swapped, "shapley") == (a[1], a[0], *a[2:])


def test_voting_by_generating_functions_agrees_with_the_table():
    rng = random.Random(5)
    for _ in range(150):
        n = rng.randint(1, 7)
        rules = []
        for _ in range(rng.choice((1, 1, 2, 3))):
            weights = [F(rng.randint(0, 6), rng.choice((1, 2))) for _ in range(n)]
            if not sum(weights):
                weights[0] = F(1)
            rules.append(Rule(F(rng.randint(1, 8), 8) * sum(weights), tuple(weights)))
        game = WeightedVoting(tuple(map(str, range(n))), rules=tuple(rules))
        assert found(game, "shapley-shubik") == by_orders(game)[:n] if n < 7 else True
        assert found(game, "banzhaf", column="raw") == by_coalitions(game)


def test_the_security_council():
    council = WeightedVoting.of(39, [7] * 5 + [1] * 10)
    assert found(council, "shapley-shubik")[::14] == (F(421, 2145), F(4, 2145))
    assert found(council, "banzhaf", column="normalized")[::14] == (F(848, 5080), F(84, 5080))
    assert found(council, "properties", "players", "veto") == (True,) * 5 + (False,) * 10
    assert len(found(council, "winning", "minimal-winning")) == 210
    rules = council.replace(rules=(Rule(F(9), (F(1),) * 15), Rule(F(5), (F(1),) * 5 + (F(0),) * 10)))
    assert found(rules, "shapley-shubik") == found(council, "shapley-shubik")


def test_large_voting_bodies():
    rng = random.Random(1)
    states = [rng.randint(3, 20) for _ in range(51)]
    game = WeightedVoting.of(sum(states) // 2 + 1, states)
    answer = solver("shapley-shubik")(game, 10)
    assert judge(game, answer.facts[0]).holds and sum(answer.facts[0].column()) == 1
    natural = solve(game, 10)
    assert all(judge(game, fact).holds for fact in natural.facts)
    assert natural.fact("core").entry("core_empty") and natural.notes
    with pytest.raises(LimitReached):
        solver("nucleolus")(game, 10)
    assert sum(found(WeightedVoting.of(51, [1] * 100), "banzhaf", column="normalized")) == 1


def test_few_voters_with_large_weights(monkeypatch):
    weights = [39_538_223, 29_145_505, 21_538_187, 20_201_249, 13_002_700, 12_812_508, 11_799_448]
    game = WeightedVoting.of(sum(weights) // 2 + 1, weights)
    assert found(game, "shapley-shubik") == by_orders(game)
    assert found(game, "banzhaf", column="raw") == by_coalitions(game)
    blocking = WeightedVoting.of(sum(weights) * 2 // 3, weights)
    assert found(blocking, "shapley-shubik") == by_orders(blocking)
    wide = WeightedVoting.of(sum(weights) // 2 + 1, [*weights, *(10 + k for k in range(9))])
    assert judge(wide, solver("banzhaf")(wide, 10).facts[0]).holds
    monkeypatch.setattr(coalition_power, "MAX_STATES", 2_000)
    with pytest.raises(LimitReached, match="too many coalitions"):
        found(WeightedVoting.of(10**9, [10**7 + 97**k % 10**6 for k in range(60)] + [10**9]), "banzhaf")


def test_short_forms():
    airport = Airport(tuple("ABC"), amounts=(F(1), F(2), F(4)))
    assert found(airport, "shapley") == (F(-1, 3), F(-5, 6), F(-17, 6))
    talmud = Bankruptcy(tuple("ABC"), amounts=(F(100), F(200), F(300)), estate=F(200))
    assert found(talmud, "nucleolus") == (50, 75, 75)  # Aumann & Maschler 1985
    gloves = Gloves(tuple("ABC"), left=0b001, right=0b110, pair=F(1))
    assert found(gloves, "shapley") == (F(2, 3), F(1, 6), F(1, 6))
    assert core_vertices(gloves.table) == [(1, 0, 0)]
    tree = SpanningTree(tuple("AB"), sources=(F(3), F(5)), links=((0, 1, F(1)),))
    assert tuple(tree.table) == (0, -3, -5, -4)
    market = Assignment(tuple("abxy"), first=0b0011, pairs=((0, 2, F(3)), (0, 3, F(5)), (1, 2, F(2)), (1, 3, F(5))))
    best = {m: max(sum(w for _, _, w in chosen) for r in range(3) for chosen in combinations(market.pairs, r)
                   if len({i for a, b, _ in chosen for i in (a, b)}) == 2 * r and all(m >> a & 1 and m >> b & 1 for a, b, _ in chosen))
            for m in range(16)}
    assert [market.worth(m) for m in range(16)] == [best[m] for m in range(16)]


def test_twenty_players_by_the_table():
    game = CoalitionGame(tuple(map(str, range(20))), tuple(F(m.bit_count() * (1 + (m & 1))) for m in range(1 << 20)))
    value = found(game, "shapley")
    assert value[1:] == (value[1],) * 19 and sum(value) == 40


def test_from_worths_of_python_numbers():
    game = CoalitionGame.from_worths(["A", "B"], {"A + B": "1/2", "A": 0})
    assert game.table == (0, 0, 0, F(1, 2)) and game.is_simple is False
    assert CoalitionGame.from_worths("AB", [0, 0, 0, 1]).is_simple
    with pytest.raises(ValueError, match="`C` is no player"):
        CoalitionGame.from_worths("AB", {"C": 1})
    with pytest.raises(ValueError, match="4 coalitions"):
        CoalitionGame.from_worths("AB", [0, 1])


@pytest.mark.parametrize("largest", [1, 20, 2**33, 2**40, 2**62, 2**63 - 1, 2**63, 2**80])
@pytest.mark.parametrize("players", [8, 9, 11])
def test_sums_in_words_are_those_of_integers_of_any_size(monkeypatch, players, largest):
    rng = random.Random(players * largest)
    worths = [0, *(rng.choice((-largest, largest, rng.randint(-largest, largest))) for _ in range((1 << players) - 1))]
    divided = [F(worth, 3) for worth in worths]
    answers = []
    for pays in (False, True):
        for module in (coalition, coalition_sums, coalition_dividends):
            monkeypatch.setattr(module, "arrays_pay", lambda n, pays=pays: pays)
        for table in (worths, divided):
            game = CoalitionGame.from_worths([str(i) for i in range(players)], table)
            facts = [solver(concept)(game, 10).fact(concept) for concept in ("shapley", "banzhaf")]
            assert all(judge(game, fact).holds for fact in facts)
            wrong = facts[0].replace(rows=((facts[0].rows[0][0], facts[0].rows[0][1] + 1), *facts[0].rows[1:]))
            assert not judge(game, wrong).holds
            answers.append([fact.column("" if fact.name == "shapley" else "raw") for fact in facts])
    assert answers[0] == answers[2] and answers[1] == answers[3]
    assert [[3 * item for item in column] for column in answers[1]] == [list(column) for column in answers[0]]


@pytest.mark.parametrize("largest", [1, 30, 2**40, 2**58, 2**70])
@pytest.mark.parametrize("concept", ["nucleolus", "prenucleolus"])
def test_nucleoli_are_the_same_by_words_and_by_integers_of_any_size(monkeypatch, concept, largest):
    for seed in range(12):
        rng = random.Random(seed * largest)
        n = rng.randint(3, 8)
        worths = [F(0), *(F(rng.randint(-largest, largest), rng.choice((1, 1, 3))) for _ in range((1 << n) - 1))]
        worths[-1] = max(worths[-1], sum(worths[1 << i] for i in range(n)))
        game = CoalitionGame(tuple("ABCDEFGH"[:n]), tuple(worths))
        answers = []
        for pays in (False, True):
            monkeypatch.setattr(coalition_core, "arrays_pay", lambda n, pays=pays: pays)
            (fact,) = solver(concept)(game, 10).facts
            assert judge(game, fact).holds
            wrong = fact.replace(rows=((fact.rows[0][0], fact.rows[0][1] + 1), (fact.rows[1][0], fact.rows[1][1] - 1), *fact.rows[2:]))
            assert not judge(game, wrong).holds
            answers.append(fact.column())
        assert answers[0] == answers[1]


def test_numpy_is_loaded_for_large_tables_only():
    code = (
        "import sys, gametheory_dprk as gt\n"
        "for n in (12, 16):\n"
        "    game = gt.CoalitionGame.from_worths([str(i) for i in range(n)], [m.bit_count() ** 2 for m in range(1 << n)])\n"
        "    print(gt.solve(game, 'shapley').fact('shapley').column()[0], 'numpy' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert done.stdout.split() == ["12", "False", "16", "True"]
