"""All equilibria of sender-receiver games: textbook games, and properties on random ones."""

from __future__ import annotations

import random
from fractions import Fraction
from itertools import product

import pytest

import gametheory_dprk as gt
from gametheory_dprk.errors import LimitReached, UnsupportedGame
from gametheory_dprk.formats.yaml_game import read_game
from gametheory_dprk.model.signaling import Signaling, signaling_form
from gametheory_dprk.model.solution import Equilibrium
from gametheory_dprk.model.tree import CHANCE, TERMINAL, ChanceMove, GameTree, InformationSet
from gametheory_dprk.verify.assessment import judge_sequential, judge_weak_pbe

F = Fraction


def tree(body, players="[S, R]"):
    return read_game(f"game: 1\nplayers: {players}\ntree: {body}\n", "id", "id.yaml").at()


def signaling(prior, payoffs):
    """A game with types, messages and actions numbered; payoffs[t][m][a] is the pair of payoffs."""
    kinds = len(prior)
    messages, actions = len(payoffs[0]), [len(cells) for cells in payoffs[0]]
    parent, owner, detail, children, outcomes = [-1], [CHANCE], [0], [[]], []
    sets = [[] for _ in range(kinds + messages)]

    def add(above, who, place):
        node = len(owner)
        parent.append(above), owner.append(who), detail.append(place), children.append([])
        children[above].append(node)
        return node

    for kind in range(kinds):
        sender = add(0, 0, kind)
        sets[kind].append(sender)
        for message in range(messages):
            receiver = add(sender, 1, kinds + message)
            sets[kinds + message].append(receiver)
            for pair in payoffs[kind][message]:
                outcomes.append(tuple(map(F, pair)))
                add(receiver, TERMINAL, len(outcomes) - 1)
    names = tuple(f"m{message}" for message in range(messages))
    return GameTree(
        ("S", "R"), tuple(parent), tuple(owner), tuple(detail), tuple(map(tuple, children)),
        (
            *(InformationSet(0, f"t{k}", names, tuple(sets[k])) for k in range(kinds)),
            *(
                InformationSet(1, f"@m{m}", tuple(f"a{a}" for a in range(actions[m])), tuple(sets[kinds + m]))
                for m in range(messages)
            ),
        ),
        (ChanceMove(tuple(f"t{k}" for k in range(kinds)), tuple(prior)),), tuple(outcomes),
    )


def random_game(rng, kinds, messages, actions, low=-3, high=3):
    weights = [rng.randint(1, 4) for _ in range(kinds)]
    return signaling(
        [F(weight, sum(weights)) for weight in weights],
        [[[(rng.randint(low, high), rng.randint(low, high)) for _ in range(actions)] for _ in range(messages)] for _ in range(kinds)],
    )


def beer_quiche(strong):
    return signaling(
        [F(strong), 1 - F(strong)],
        [[[(1, 0), (3, 1)], [(0, 0), (2, 1)]], [[(0, 1), (2, 0)], [(1, 1), (3, 0)]]],
    )


def spence(high, cost, wages):
    """Two types of productivity 1 and 2, education 0 or 1 at a cost of 3/2 to the low type; the market wants the wage right."""
    rows = []
    for ability, price in ((1, F(3, 2)), (2, F(cost))):
        rows.append([[(wage - price * level, -((wage - ability) ** 2)) for wage in wages] for level in (0, 1)])
    return signaling([1 - F(high), F(high)], rows)


def told(game, concept="pbe"):
    """(kind, strategies of the types, payoffs) of every listed equilibrium."""
    solution = gt.solve(game, concept)
    assert solution.verified and solution.complete
    return {(item.kind, item.profile[:2], item.payoffs) for item in solution.equilibria}


ONE, TWO = (F(1), F(0)), (F(0), F(1))


def test_beer_and_quiche_with_few_weak():
    solution = gt.solve(beer_quiche("9/10"))
    assert (solution.concept, solution.count, solution.complete, solution.mixtures) == ("pbe", 2, True, "")
    beer, quiche = solution.equilibria
    assert (beer.kind, beer.profile, beer.payoffs) == ("pooling", (ONE, ONE, TWO, ONE), (F(29, 10), F(9, 10)))
    assert (quiche.kind, quiche.profile, quiche.payoffs) == ("pooling", (TWO, TWO, ONE, TWO), (F(21, 10), F(9, 10)))
    assert [(one.name, one.passes) for one in beer.criteria] == [("intuitive", True), ("d1", True)]
    assert [(one.name, one.passes) for one in quiche.criteria] == [("intuitive", False), ("d1", False)]
    assert "`m0`" in quiche.criteria[0].reason
    (off,) = beer.off_path
    half = (F(1, 2), F(1, 2))
    assert (off.slot, set(off.mixes[0]), set(off.beliefs)) == (3, {ONE, half}, {TWO, half})
    assert beer.beliefs[2] == (F(9, 10), F(1, 10))
    assert told(beer_quiche("9/10"), "intuitive") == told(beer_quiche("9/10"), "d1") == {("pooling", (ONE, ONE), beer.payoffs)}


def test_beer_and_quiche_with_many_weak():
    (item,) = gt.solve(beer_quiche("2/5")).equilibria
    assert item.kind == "semi-separating"
    assert item.profile == (ONE, (F(2, 3), F(1, 3)), (F(1, 2), F(1, 2)), ONE)
    assert item.beliefs[2:] == ((F(1, 2), F(1, 2)), TWO)


def test_at_the_boundary_equilibria_make_up_segments():
    solution = gt.solve(beer_quiche("1/2"))
    assert (solution.count, solution.mixtures) == (4, "other")
    assert "1 and 2, 3 and 4" in solution.notes[-1]
    middle = gt.judge(beer_quiche("1/2"), [[1, 0], [1, 0], ["1/4", "3/4"], [1, 0]])
    assert middle.holds


def test_an_equilibrium_halfway_between_two_others_may_stand_alone():
    """The first type mixes by halves in the third equilibrium, halfway between the first two; no others lie there."""
    game = signaling(
        [F(1, 3), F(2, 3)],
        [
            [[(F(-2, 3), F(14, 3)), (-2, 2)], [(4, 4), (F(26, 3), 1)]],
            [[(1, 2), (F(26, 3), F(7, 3))], [(-2, 1), (F(28, 3), 4)]],
        ],
    )
    solution = gt.solve(game)
    first, second, third = (item.profile[:2] for item in solution.equilibria)
    assert third == tuple(tuple((a + b) / 2 for a, b in zip(x, y, strict=True)) for x, y in zip(first, second, strict=True))
    assert (solution.mixtures, solution.notes) == ("", ())


def test_job_market_signaling():
    """Education separates. Pooling without it at the mean wage 3/2 fails: it can never pay the low type, and the
    high type gains (2 less its cost of 1/4) once the market sees that."""
    found = {
        (item.kind, item.profile[:2]): all(one.passes for one in item.criteria)
        for item in gt.solve(spence("1/2", "1/4", (1, F(3, 2), 2))).equilibria
    }
    assert found[("separating", (ONE, TWO))]
    assert found[("pooling", (ONE, ONE))] is False
    assert set(gt.solve(spence("1/2", "1/4", (1, F(3, 2), 2)), "intuitive").equilibria[0].profile[:2]) == {ONE, TWO}


def test_gibbons_figure_4_2_2():
    """Gibbons 1992, section 4.2.A: pooling on L with a belief of at most 2/3 in the first type after R; separating (R, L)."""
    game = signaling(
        [F(1, 2), F(1, 2)],
        [[[(1, 3), (4, 0)], [(2, 1), (0, 0)]], [[(2, 4), (0, 1)], [(1, 0), (1, 2)]]],
    )
    found = {item.kind: item for item in gt.solve(game).equilibria}
    assert {kind: item.profile for kind, item in found.items()} == {
        "pooling": (ONE, ONE, ONE, TWO), "separating": (TWO, ONE, ONE, ONE),
    }
    assert set(found["pooling"].off_path[0].beliefs) == {(F(2, 3), F(1, 3)), TWO}


def test_deterrence_signal():
    """A strong or weak defender mobilizes at a cost or stays quiet; the challenger attacks or not."""
    body = """
  chance:
    resolved (1/4):
      S:
        mobilize: {R @seen: {attack: [1, -2], back off: [2, 0]}}
        quiet: {R @quiet: {attack: [0, -2], back off: [3, 0]}}
    bluffer:
      S:
        mobilize: {R @seen: {attack: [-3, 2], back off: [1, 0]}}
        quiet: {R @quiet: {attack: [-1, 2], back off: [3, 0]}}"""
    solution = gt.solve(tree(body))
    (item,) = solution.equilibria
    assert item.kind == "semi-separating"
    played = {group.name: mix for group, mix in zip(solution.game.information_sets, item.profile, strict=True)}
    # The bluffer mobilizes with 1/3: then the challenger's 2 * (1/3 * 3/4) equal 2 * 1/4; the attack at 1/2 makes it indifferent.
    assert played == {"resolved": ONE, "bluffer": (F(1, 3), F(2, 3)), "@seen": (F(1, 2), F(1, 2)), "@quiet": ONE}


def test_messages_may_end_the_game_and_have_their_own_actions():
    body = """
  chance:
    good (1/3): {S: {leave: [1, 1], ask: {R @ask: {yes: [2, 1], no: [0, 0], later: [1, 0]}}}}
    bad: {S: {leave: [1, 1], ask: {R @ask: {yes: [2, -1], no: [0, 0], later: [1, 0]}}}}"""
    game = tree(body)
    form = signaling_form(game)
    assert isinstance(form, Signaling)
    assert [(one.name, one.actions, one.slot >= 0) for one in form.messages] == [("leave", 1, False), ("ask", 3, True)]
    solution = gt.solve(game)
    assert any(item.kind == "pooling" and item.payoffs == (1, 1) for item in solution.equilibria)
    for item in solution.equilibria:
        assert judge_weak_pbe(game, item).holds


@pytest.mark.parametrize(("body", "why"), [
    ("{S: {a: {R: {x: [0, 0], y: [1, 1]}}, b: [0, 0]}}", "move of chance"),
    ("{chance: {s (0): {S: {a: {R @h: {x: [0, 0]}}}}, w: {S: {a: {R @h: {x: [0, 0]}}}}}}", "probability 0"),
    ("{chance: {s (1/2): {S @h: {a: [0, 0]}}, w: {S @h: {a: [0, 0]}}}}", "does not know its type"),
    ("{chance: {s (1/2): {S: {a: {R @h: {x: {S: {u: [0, 0]}}}}}}, w: {S: {a: {R @h: {x: [0, 0]}}}}}}", "goes on"),
])
def test_other_trees_are_refused_with_the_reason(body, why):
    with pytest.raises(UnsupportedGame, match=why):
        gt.solve(tree(body), "pbe")


def test_large_games_are_refused():
    with pytest.raises(LimitReached):
        gt.solve(signaling([F(1, 7)] * 7, [[[(0, 0), (0, 1)]] * 4] * 7), "pbe")


SIZES = [(2, 2, 2, 40, -3, 3), (2, 2, 2, 40, -1, 1), (2, 2, 3, 25, -2, 2), (2, 3, 2, 25, -2, 2), (3, 2, 2, 20, -2, 2), (3, 3, 3, 2, -2, 2)]


@pytest.mark.parametrize(("kinds", "messages", "actions", "number", "low", "high"), SIZES)
def test_random_games_have_an_equilibrium_and_every_one_is_nash(kinds, messages, actions, number, low, high):
    """Existence (Kreps and Wilson 1982, proposition 1) fails at once where a solver loses equilibria."""
    rng = random.Random(f"{kinds}{messages}{actions}{low}")
    for _ in range(number):
        game = random_game(rng, kinds, messages, actions, low, high)
        solution = gt.solve(game, "pbe")
        assert solution.count and solution.verified
        for item in solution.equilibria:
            assert judge_weak_pbe(game, item).holds
            assert normal_form_gains(game, item) == (0, 0)


def normal_form_gains(game, item):
    """The most each player gains by another pure strategy of the whole game: a Nash check that knows no beliefs."""
    gains = []
    for player in (0, 1):
        slots = [i for i, group in enumerate(game.information_sets) if group.player == player]
        best = None
        for choice in product(*(range(len(game.information_sets[slot].moves)) for slot in slots)):
            profile = list(item.profile)
            for slot, made in zip(slots, choice, strict=True):
                profile[slot] = tuple(F(int(move == made)) for move in range(len(profile[slot])))
            value = expected(game, profile)[player]
            best = value if best is None else max(best, value)
        gains.append(best - item.payoffs[player])
    return tuple(gains)


def expected(game, profile):
    paid, stack = [F(0), F(0)], [(0, F(1))]
    while stack:
        node, reach = stack.pop()
        if game.owner[node] == TERMINAL:
            for player in (0, 1):
                paid[player] += reach * game.payoffs(node)[player]
            continue
        shares = game.chance_moves[0].probabilities if node == 0 else profile[game.detail[node]]
        stack.extend((child, reach * share) for child, share in zip(game.children[node], shares, strict=True))
    return tuple(paid)


def pure_equilibria(game, kinds, messages, actions):
    """Outcomes of all pure perfect Bayesian equilibria of a game of two types, by their definition.

    Off the path a grid of beliefs stands for all of them: with payoffs and differences of at most 6 every
    threshold between two actions is a fraction with a denominator of at most 12.
    """
    grid = sorted({F(a, b) for b in range(1, 13) for a in range(b + 1)})
    form = signaling_form(game)
    found = set()
    for sent in product(range(messages), repeat=kinds):
        options = []
        for message in form.messages:
            place = form.messages.index(message)
            senders = [form.prior[k] if sent[k] == place else F(0) for k in message.types]
            beliefs = [senders] if any(senders) else [[q, 1 - q] for q in grid]
            replies = set()
            for belief in beliefs:
                worth = [sum(b * own[a] for b, own in zip(belief, message.receiver, strict=True)) for a in range(actions)]
                replies |= {a for a in range(actions) if worth[a] == max(worth)}
            options.append(sorted(replies))
        for reply in product(*options):
            if all(
                form.messages[sent[k]].sender[k][reply[sent[k]]] >= form.messages[m].sender[k][reply[m]]
                for k in range(kinds) for m in range(messages)
            ):
                found.add((sent, tuple((m, reply[m]) for m in sorted(set(sent)))))
    return found


@pytest.mark.parametrize(("messages", "actions"), [(2, 2), (2, 3), (3, 2)])
def test_no_pure_equilibrium_is_lost(messages, actions):
    rng = random.Random(messages * 10 + actions)
    for _ in range(40):
        game = random_game(rng, 2, messages, actions, -3, 3)
        listed = set()
        for item in gt.solve(game, "pbe").equilibria:
            if all(1 in mix for mix in item.profile[:2]):
                sent = tuple(mix.index(1) for mix in item.profile[:2])
                replies = [(m, item.profile[2 + m]) for m in sorted(set(sent))]
                if all(1 in mix for _, mix in replies):
                    listed.add((sent, tuple((m, mix.index(1)) for m, mix in replies)))
        assert pure_equilibria(game, 2, messages, actions) <= listed


def behavior(game, item, plans):
    """A mixed strategy profile of the normal form as a behavior profile; both players move once on every path."""
    profile = [[F(0)] * len(group.moves) for group in game.information_sets]
    for (slots, choices), mix in zip(plans, item.profile, strict=True):
        for choice, share in zip(choices, mix, strict=True):
            for slot, made in zip(slots, choice, strict=True):
                profile[slot][made] += share
    return tuple(map(tuple, profile))


@pytest.mark.parametrize(("kinds", "messages", "actions", "number"), [(2, 2, 2, 120), (2, 2, 3, 60), (2, 3, 2, 40), (3, 2, 2, 60)])
def test_no_equilibrium_is_lost_that_the_normal_form_has(kinds, messages, actions, number):
    """Every extreme Nash equilibrium of the normal form that is perfect Bayesian has an outcome that is listed."""
    rng = random.Random(kinds * 100 + messages * 10 + actions)
    checked = mixed = 0
    for _ in range(number):
        game = random_game(rng, kinds, messages, actions, -30, 30)
        plans = []
        for player in (0, 1):
            slots = [i for i, group in enumerate(game.information_sets) if group.player == player]
            plans.append((slots, list(product(*(range(len(game.information_sets[slot].moves)) for slot in slots)))))
        tables = [[], []]
        for one in plans[0][1]:
            rows = [
                expected(game, [
                    tuple(F(int(move == made)) for move in range(messages if slot < kinds else actions))
                    for slot, made in enumerate((*one, *two))
                ])
                for two in plans[1][1]
            ]
            for player in (0, 1):
                tables[player].append([pair[player] for pair in rows])
        solution = gt.solve(game, "pbe")
        if solution.mixtures:
            continue
        listed = {outcome(game, item.profile, kinds) for item in solution.equilibria}
        for item in gt.solve(gt.StrategicGame.from_arrays(*tables)).equilibria:
            profile = behavior(game, item, plans)
            if gt.judge(game, profile).holds:
                assert outcome(game, profile, kinds) in listed
                checked += 1
                mixed += any(1 not in mix for mix in profile[:kinds])
    assert checked > number // 2 and mixed


def outcome(game, profile, kinds):
    """What the sender does and the receiver's replies on the path."""
    sent = {m for mix in profile[:kinds] for m, share in enumerate(mix) if share}
    return (profile[:kinds], tuple((m, profile[kinds + m]) for m in sorted(sent)))


def test_the_order_of_types_messages_and_actions_does_not_matter():
    rng = random.Random(5)
    for _ in range(25):
        weights = [F(1, 3), F(2, 3)]
        cells = [[[(rng.randint(-2, 2), rng.randint(-2, 2)) for _ in range(2)] for _ in range(3)] for _ in range(2)]
        turned = [[row[::-1] for row in rows[::-1]] for rows in cells[::-1]]
        one, two = gt.solve(signaling(weights, cells)), gt.solve(signaling(weights[::-1], turned))
        assert one.count == two.count
        for key in (lambda item: item.payoffs, lambda item: item.kind):
            assert sorted(map(key, one.equilibria)) == sorted(map(key, two.equilibria))
        passed = [sorted((c.name, c.passes) for e in s.equilibria for c in e.criteria) for s in (one, two)]
        assert passed[0] == passed[1]


def test_where_messages_reveal_the_type_backward_induction_agrees():
    body = """
  chance:
    s (1/3): {S: {a: {R: {x: [2, 1], y: [0, 0]}}, b: {R: {x: [5, 0], y: [1, 3]}}}}
    w: {S: {a: {R: {x: [1, 0], y: [3, 2]}}, b: {R: {x: [4, 4], y: [0, 1]}}}}"""
    game = tree(body)
    (item,) = gt.solve(game, "pbe").equilibria
    (other,) = gt.solve(game, "spe").equilibria
    assert (item.profile, item.payoffs) == (other.profile, other.payoffs)


def test_judge_refuses_wrong_beliefs_and_wrong_plans():
    game = beer_quiche("9/10")
    good = [[1, 0], [1, 0], [0, 1], [1, 0]]
    assert gt.judge(game, good).holds
    assert gt.judge(game, good, concept="d1").holds
    assert not gt.judge(game, [[0, 1], [0, 1], [1, 0], [0, 1]], concept="d1").holds
    beliefs = [[1], [1], ["9/10", "1/10"], ["1/4", "3/4"]]
    assert gt.judge(game, good, beliefs=beliefs, concept="weak-pbe").holds
    assert gt.judge(game, good, beliefs=beliefs, concept="sequential").holds
    beliefs[3] = ["3/4", "1/4"]
    assert "gains" in gt.judge(game, good, beliefs=beliefs).reason
    beliefs[2] = ["1/2", "1/2"]
    assert "Bayes" in gt.judge(game, good, beliefs=beliefs).reason
    assert not judge_sequential(game, Equilibrium(tuple(tuple(map(F, mix)) for mix in good), ())).holds
