"""The intuitive criterion and D1 on random sender-receiver games, against their definitions."""

from __future__ import annotations

import random
from fractions import Fraction

import gametheory_dprk as gt
from gametheory_dprk.model.signaling import signaling_form
from tests.solvers.test_sender_receiver import random_game

F = Fraction


def by_hand(form, item, messages):
    """Whether an equilibrium of a game with two types and two actions passes the intuitive criterion and D1.

    Best replies from a grid of beliefs; replies on the points where a type is indifferent and between them.
    """
    passes = {"intuitive": True, "d1": True}
    sent = [{m for m, share in enumerate(item.profile[k]) if share} for k in range(2)]
    worth = []
    for kind in range(2):
        place = min(sent[kind])
        mix = item.profile[form.messages[place].slot]
        worth.append(sum(share * u for share, u in zip(mix, form.messages[place].sender[kind], strict=True)))
    grid = sorted({F(a, b) for b in range(1, 13) for a in range(b + 1)})
    for place in set(range(messages)) - sent[0] - sent[1]:
        own, other = form.messages[place].sender, form.messages[place].receiver

        def replies(beliefs, other=other):
            best = []
            for q in beliefs:
                values = [q * other[0][a] + (1 - q) * other[1][a] for a in range(2)]
                best.append(frozenset(a for a in range(2) if values[a] == max(values)))
            return set(best)

        everyone, alone = replies(grid), [replies([F(1)]), replies([F(0)])]
        left = [k for k in range(2) if worth[k] <= max(own[k][a] for group in everyone for a in group)]
        if left:
            sure = everyone if len(left) == 2 else alone[left[0]]
            if any(min(own[k][a] for group in sure for a in group) > worth[k] for k in left):
                passes["intuitive"] = False
        points = {F(0), F(1)}
        for kind in range(2):
            slope = own[kind][0] - own[kind][1]
            if slope and 0 <= (worth[kind] - own[kind][1]) / slope <= 1:
                points.add((worth[kind] - own[kind][1]) / slope)
        points |= {(a + b) / 2 for a in points for b in points}

        def mixes(groups, points=points):
            return {x for group in groups for x in points if (x == 0 or 0 in group) and (x == 1 or 1 in group)}

        def gain(kind, x, own=own):
            return x * own[kind][0] + (1 - x) * own[kind][1] - worth[kind]

        kept = []
        for kind in range(2):
            rival = 1 - kind
            keener = any(gain(rival, x) > 0 for x in mixes(everyone)) and all(
                gain(rival, x) > 0 for x in mixes(everyone) if gain(kind, x) >= 0
            )
            if not keener:
                kept.append(kind)
        if len(kept) == 1 and not any(all(gain(k, x) <= 0 for k in range(2)) for x in mixes(alone[kept[0]])):
            passes["d1"] = False
    return passes


def test_the_criteria_agree_with_their_definitions_by_hand():
    rng = random.Random(12)
    seen = set()
    for number in range(150):
        messages = 2 + number % 2
        game = random_game(rng, 2, messages, 2, -3, 3)
        for item in gt.solve(game, "pbe").equilibria:
            verdict = {one.name: one.passes for one in item.criteria}
            assert verdict == by_hand(signaling_form(game), item, messages)
            seen.add(tuple(verdict.values()))
    assert seen == {(True, True), (True, False), (False, False)}


def test_what_passes_d1_passes_the_intuitive_criterion():
    rng = random.Random(11)
    for _ in range(60):
        game = random_game(rng, 2, 2, 2)
        for item in gt.solve(game, "pbe").equilibria:
            verdict = {one.name: one.passes for one in item.criteria}
            assert verdict["intuitive"] or not verdict["d1"]
