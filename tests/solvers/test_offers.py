"""Offers from an interval: closed forms from the literature, and random games against a grid of offers in exact arithmetic."""

from fractions import Fraction
from itertools import product
from random import Random

import pytest

import gametheory_dprk as gt
from gametheory_dprk.errors import UnsupportedGame
from gametheory_dprk.formats.yaml_game import read_game
from gametheory_dprk.model.expression import Constant
from gametheory_dprk.solvers.offers import solve

ULTIMATUM = """
game: 1
players: [A, B]
parameters: {p: 1/2, c: 1/10, k: 1/10, h: 3/10, q: 1/4, K: 2/5}
"""
COMPLETE = ULTIMATUM + """
moves: [{A: {x: 0 .. 1}}, {B: {reply: [accept, war]}}]
payoffs: {A: 1 - x if reply == accept else p - c, B: x if reply == accept else 1 - p - k}
"""
TWO_TYPES = ULTIMATUM + """
types: {B: {tough: q, soft: rest}}
moves: [{A: {x: 0 .. 1}}, {B: {reply: [accept, war]}}]
payoffs: {A: 1 - x if reply == accept else p - c, B: x if reply == accept else 1 - p - (k if B == tough else h)}
"""
UNIFORM = ULTIMATUM + """
types: {B: {cost: uniform 0 .. K}}
moves: [{A: {x: 0 .. 1}}, {B: {reply: [accept, war]}}]
payoffs: {A: 1 - x if reply == accept else p - c, B: x if reply == accept else 1 - p - cost}
"""


def read(text):
    return read_game(text, "id", "id.yaml")


def only(text, **values):
    solution = gt.solve(read(text), values=values)
    assert solution.complete and solution.count == 1 and solution.verified
    return solution.equilibria[0]


def reached(item, tree, name):
    """How likely a move of this name is."""
    return sum(item.reach[node] for node in range(1, tree.size) if tree.steps[node] == name)


F = Fraction


@pytest.mark.parametrize(("p", "k", "offer"), [("1/2", "1/10", "2/5"), ("9/10", "1/5", "0"), ("1/10", "1/10", "4/5")])
def test_fearon_with_complete_information(p, k, offer):
    """Fearon 1995: the offer that the other accepts rather than fight, 1 - p - k, or 0 where it would fight for nothing."""
    definition = read(COMPLETE)
    solution = gt.solve(definition, values={"p": p, "k": k})
    assert solution.concept == "spe"
    assert [item.offered[0].value for item in solution.equilibria] == [F(offer)]
    assert reached(solution.equilibria[0], solution.game, "war") == 0
    ties = solution.equilibria[0].ties
    assert [(tie.node, tie.move) for tie in ties] == ([] if p == "9/10" else [(1, 0)])


@pytest.mark.parametrize("q", [F(n, 20) for n in range(21)])
@pytest.mark.parametrize("h", ["1/5", "3/10", "2/5"])
def test_two_types_trade_risk_for_return(q, h):
    """The safe offer 1 - p - k pays more iff q*(c + h) > h - k; both are best where the two are equal."""
    solution = gt.solve(read(TWO_TYPES), values={"q": q, "h": h})
    assert solution.concept == "pbe" and solution.complete
    p, c, k, h = F(1, 2), F(1, 10), F(1, 10), F(h)
    safe, risky = 1 - p - k, 1 - p - h
    gain = q * (c + h) - (h - k)
    best = [risky, safe] if gain == 0 else [safe] if gain > 0 else [risky]
    assert [item.offered[0].value for item in solution.equilibria] == best
    for item in solution.equilibria:
        assert reached(item, solution.game, "war") == (q if item.offered[0].value == risky else 0)


@pytest.mark.parametrize(
    ("c", "K", "p"), [(c, K, p) for c in ("1/10", "2/5", "1/2") for K in ("2/5", "1/5") for p in ("1/2", "1/5", "3/5")]
)
def test_uniform_cost(c, K, p):  # noqa: N803 - the name in the game
    """Fearon 1995: x = 1 - p - (K - c)/2 and war with probability (1 - c/K)/2, whatever p is; no war where c >= K."""
    item = only(UNIFORM, c=c, K=K, p=p)
    tree = read(UNIFORM).form
    c, K, p = F(c), F(K), F(p)  # noqa: N806
    assert item.offered[0].value == 1 - p - max(F(0), (K - c) / 2)
    assert reached(item, tree, "war") == max(F(0), (1 - c / K) / 2)


def rubinstein(rounds):
    """T offers in turn, the last refusal leaves nothing; the text of the game."""
    lines, payoffs = ["moves:"], [[], []]
    for turn in range(rounds):
        offer, reply = f"x{turn}", f"r{turn}"
        when = f"\n    when: r{turn - 1} == no" if turn else ""
        proposer, other = ("A", "B") if turn % 2 == 0 else ("B", "A")
        lines += [f"  - {proposer}: {{{offer}: 0 .. 1}}{when}", f"  - {other}: {{{reply}: [yes, no]}}{when}"]
        for player, kept in enumerate((offer, f"(1 - {offer})")):
            payoffs[player].append(f"d^{turn}*{kept} if {reply} == yes else ")
    ends = [f"  {name}: {''.join(parts)}0" for name, parts in zip("AB", payoffs, strict=True)]
    return "\n".join(["game: 1", "players: [A, B]", "parameters: {d: 9/10}", *lines, "payoffs:", *ends, ""])


@pytest.mark.parametrize("rounds", [1, 2, 3, 4, 8, 14])
@pytest.mark.parametrize("d", ["9/10", "1/3"])
def test_alternating_offers(rounds, d):
    """Stahl 1972, Rubinstein 1982: the first proposer keeps 1 - d + d^2 - ..., accepted at once."""
    item = only(rubinstein(rounds), d=d)
    share = sum(((-F(d)) ** turn for turn in range(rounds)), F(0))
    assert item.payoffs == (share, 1 - share)
    assert item.offered[0].value == share


def test_a_status_quo_instead_of_a_crisis():
    text = COMPLETE.replace("moves: [{A:", "moves: [{A: {go: [crisis, stay]}}, {A:").replace(
        "0 .. 1}}", "0 .. 1}, when: go == crisis}").replace("[accept, war]}}", "[accept, war]}, when: go == crisis}"
    ).replace("A: 1 - x if", "A: 7/10 if go == stay else 1 - x if").replace("B: x if", "B: 3/10 if go == stay else x if")
    item = only(text)
    assert item.payoffs == (F(7, 10), F(3, 10))
    assert [made.value for made in item.offered] == [F(2, 5)]  # off the path, still planned
    assert only(text, k="1/4").payoffs == (F(3, 4), F(1, 4))


def test_a_stretch_of_equally_good_offers():
    """Where war pays the proposer more than what the other would accept, every offer too low does as well."""
    text = COMPLETE.replace("p - c", "9/10")
    solution = gt.solve(read(text))
    made = solution.equilibria[0].offered[0]
    assert solution.count == 1 and solution.complete
    assert made.free and (made.piece.low, made.piece.high, made.closed) == (0, F(2, 5), (True, True))
    assert not solution.mixtures
    verdicts = gt.check(read(text + "claims:\n  - now: offer(x) == 0\n  - now: prob(war) == 1\n"))
    assert [item.verdict for item in verdicts] == ["unknown", "holds"]


def test_ties_over_a_whole_interval_are_no_complete_answer():
    """B does not care: if it refuses everything A gets 0, if it accepts everything A gets 1."""
    text = "game: 1\nplayers: [A, B]\nmoves: [{A: {x: 0 .. 1}}, {B: {reply: [yes, no]}}]\npayoffs: {A: x if reply == yes else 0, B: 0}\n"
    solution = gt.solve(read(text))
    assert not solution.complete and "indifferent over a whole interval" in solution.completeness
    assert [(item.offered[0].value, item.payoffs) for item in solution.equilibria] == [(1, (1, 0))]


def test_a_second_equilibrium_at_a_tie():
    """At the offer that leaves B nothing, both replies are best, and A is indifferent too."""
    text = "game: 1\nplayers: [A, B]\nmoves: [{A: {x: 0 .. 1}}, {B: {reply: [yes, no]}}]\npayoffs: {A: 1 - x if reply == yes else 1, B: x if reply == yes else 0}\n"
    solution = gt.solve(read(text))
    assert solution.complete
    assert [(item.offered[0].value, item.reach[2]) for item in solution.equilibria] == [(0, 1), (0, 0)]


def test_who_mixes_at_a_tie_may_move_somebody_in_between():
    """At x = 1/2 B may mix so that C lets it decide: a pure reply of B pays A nothing, a mixed one something."""
    text = """
game: 1
players: [A, B, C]
moves: [{A: {x: 0 .. 1}}, {C: {let: [go, veto]}}, {B: {reply: [yes, no]}, when: let == go}]
payoffs:
  A: 10 if reply == yes else 0
  B: x - 1/2 if reply == yes else 0
  C: 0 if let == veto else -1 if reply == yes else 1
"""
    solution = gt.solve(read(text))
    assert solution.mixtures == "other" and "mix at ties" in solution.notes[0]
    found = gt.check(read(text + "claims:\n  - now: payoff(A) == 0\n"))[0]
    assert (found.verdict, found.evidence[:27]) == ("unknown", "true in the listed equilibria"[:27])
    assert gt.solve(read(COMPLETE)).mixtures == ""
    assert gt.solve(read(TWO_TYPES), values={"q": F(1, 2)}).mixtures == "convex"


def test_payoffs_on_the_way_and_zero_sums():
    text = "game: 1\nplayers: [A, B]\nzero-sum: true\nmoves:\n  - A: {x: 0 .. 1}\n    pays: x/4\n  - B: {reply: [yes, no]}\npayoffs: 1/2 - x if reply == yes else 0\n"
    definition = read(text)
    assert definition.at().constant_sum == 0
    item = gt.solve(definition).equilibria[0]
    assert (item.offered[0].value, item.payoffs) == (F(1, 2), (F(1, 8), -F(1, 8)))
    assert read(COMPLETE).at().constant_sum is None


def test_quadratic_payoffs_are_not_compared():
    """C moves between the offer and the draw, so that it compares expectations that are quadratic in the offer."""
    text = """
game: 1
players: [A, B, C]
types: {B: {k: uniform 0 .. 1}}
moves: [{A: {x: 0 .. 1}}, {C: {let: [go, stop]}}, {B: {reply: [yes, no], }, when: let == go}]
payoffs:
  A: x if reply == yes else 0
  B: k - x if reply == yes else 0
  C: 1/4 if let == stop else x if reply == yes else 0
"""
    with pytest.raises(UnsupportedGame, match="quadratic"):
        gt.solve(read(text))


# -- against a grid


def payoff(payoffs, x, kind=0):
    return tuple(a + b * x + c * kind for a, b, c in payoffs)


def random_game(seed, uniform):
    """A game of A's offer, C's interference and B's reply: its text, and its payoffs by moves of chance, C and B."""
    random = Random(seed)
    types = 1 if uniform else random.choice([1, 2, 3])
    moves = random.choice([2, 3])
    third = not uniform and random.random() < 0.5
    table = {}
    for key in product(range(types), range(2 if third else 1), range(moves)):
        table[key] = [
            (random.randint(-3, 3), random.choice([-2, -1, 0, 1, 2]), random.choice([-2, -1, 0, 1, 2]) if uniform else 0) for _ in range(3)
        ]
    names = [f"t{number}" for number in range(types)]
    weights = [F(random.randint(1, 3)) for _ in names]
    chances = [weight / sum(weights) for weight in weights]
    lines = ["game: 1", "players: [A, B, C]"]
    if uniform:
        lines.append("types: {B: {k: uniform 0 .. 2}}")
    elif types > 1:
        lines.append("types: {B: {" + ", ".join(f"{name}: {chance}" for name, chance in zip(names, chances, strict=True)) + "}}")
    lines += ["moves:", "  - A: {x: 0 .. 1}"]
    if third:
        lines.append("  - C: {c: [c0, c1]}")
    lines.append(f"  - B: {{b: [{', '.join(f'b{number}' for number in range(moves))}]}}")
    lines.append("payoffs:")
    for player, name in enumerate("ABC"):
        text = ""
        for (kind, c, b), values in table.items():
            conditions = [f"b == b{b}", *([f"c == c{c}"] if third else []), *([f"B == {names[kind]}"] if types > 1 else [])]
            constant, slope, of_type = values[player]
            formula = f"{constant} + {slope}*x" + (f" + {of_type}*k" if uniform else "")
            text += f"{formula} if {' and '.join(conditions)} else "
        lines.append(f"  {name}: {text}0")
    return "\n".join([*lines, ""]), table, chances, moves, third


def best_replies(table, kind, c, moves, x, k=0):
    values = [payoff(table[kind, c, b], x, k) for b in range(moves)]
    top = max(value[1] for value in values)
    return [value for value in values if value[1] == top]


def bounds(table, chances, moves, third, x):
    """The most and the least that A can expect in an equilibrium after the offer x, types named."""
    sides = []
    for c in range(2 if third else 1):
        options = [best_replies(table, kind, c, moves, x) for kind in range(len(chances))]
        plans = [
            tuple(sum(chance * value[player] for chance, value in zip(chances, plan, strict=True)) for player in range(3))
            for plan in product(*options)
        ]
        sides.append(plans)
    found = [
        plan[0] for place, plans in enumerate(sides) for plan in plans
        if all(plan[2] >= min(other[2] for other in rest) for at, rest in enumerate(sides) if at != place)
    ]
    return max(found), min(found)


@pytest.mark.parametrize("seed", range(60))
def test_random_games_against_a_grid(seed):
    text, table, chances, moves, third = random_game(seed, uniform=False)
    solution = gt.solve(read(text))
    grid = [F(n, 60) for n in range(61)]
    ranges = [bounds(table, chances, moves, third, x) for x in grid]
    assert solution.count >= 1
    best = {item.payoffs[0] for item in solution.equilibria}
    assert len(best) == 1
    assert max(most for most, _ in ranges) <= best.pop()
    for item in solution.equilibria:
        most, least = bounds(table, chances, moves, third, item.offered[0].value)
        assert least <= item.payoffs[0] <= most
    # between thresholds payoffs are straight lines, so that near the best offer the grid comes near its worth
    assert item.payoffs[0] - max(most for most, _ in ranges) <= F(3, 60)
    # what replies that are hostile at ties leave to the proposer: as much as it gets, or the answer says that they matter
    beside = [x + step for x in grid for step in (F(-1, 100_000), F(1, 100_000)) if 0 <= x + step <= 1]
    least = max(bounds(table, chances, moves, third, x)[1] for x in [*grid, *beside])
    assert item.payoffs[0] - least <= F(3, 60) if solution.complete else least < item.payoffs[0]


def expected(table, moves, x):
    """What A expects after the offer x where the type is uniform on 0 .. 2, by integration between the crossings."""
    lines = [table[0, 0, b][1] for b in range(moves)]
    cuts = {F(0), F(2)}
    for (a, b, c), (d, e, f) in product(lines, repeat=2):
        if c != f:
            cuts.add(min(F(2), max(F(0), F(d + e * x - a - b * x) / (c - f))))
    total, ties = F(0), False
    for low, high in zip(sorted(cuts), sorted(cuts)[1:], strict=False):
        middle = (low + high) / 2
        best = best_replies(table, 0, 0, moves, x, middle)
        ties = ties or len({value[0] for value in best}) > 1
        total += (high - low) / 2 * max(value[0] for value in best)
    return total, ties


@pytest.mark.parametrize("seed", range(60))
def test_random_games_with_a_uniform_type_against_a_grid(seed):
    text, table, _, moves, _ = random_game(seed, uniform=True)
    try:
        solution = gt.solve(read(text))
    except UnsupportedGame:
        assert any(expected(table, moves, F(n, 60))[1] for n in range(61))  # only ties of whole intervals are beyond it
        return
    grid = [expected(table, moves, F(n, 120))[0] for n in range(121)]
    worth = solution.equilibria[0].payoffs[0]
    assert max(grid) <= worth <= max(grid) + F(1, 10)
    for item in solution.equilibria:
        assert expected(table, moves, item.offered[0].value)[0] >= item.payoffs[0] == worth


# -- over any ordered field


class Field:
    """A rational number of which nothing is known but arithmetic and comparison."""

    __hash__ = None

    def __init__(self, value):
        self._value = value._value if isinstance(value, Field) else F(value)

    def __bool__(self):
        return bool(self._value)

    def __repr__(self):
        return f"Field({self._value})"


def _lift(name):
    def method(self, other):
        if not isinstance(other, (Field, int, F)):
            return NotImplemented
        found = getattr(self._value, name)(Field(other)._value)
        return found if isinstance(found, bool) else Field(found)

    return method


for operator in ["add", "radd", "sub", "rsub", "mul", "rmul", "truediv", "rtruediv", "eq", "ne", "lt", "le", "gt", "ge"]:
    setattr(Field, f"__{operator}__", _lift(f"__{operator}__"))
Field.__neg__ = lambda self: Field(-self._value)


@pytest.mark.parametrize("text", [COMPLETE, TWO_TYPES, UNIFORM, rubinstein(3)], ids=["complete", "two types", "uniform", "rubinstein"])
def test_the_solver_needs_nothing_but_an_ordered_field(text):
    definition = read(text)
    known = definition.environment(definition.values({}))

    def lifted(entry):
        if isinstance(entry, F):
            return Field(entry)
        return Field(entry.node.value if isinstance(entry.node, Constant) else entry.evaluate(known))

    abstract = solve(definition.form.map_numbers(lifted), 10)
    plain = solve(definition.at(), 10)
    assert abstract.count == plain.count
    for one, other in zip(abstract.equilibria, plain.equilibria, strict=True):
        assert list(one.payoffs) == list(other.payoffs) and list(one.reach) == list(other.reach)
        assert [made.value for made in one.offered] == [made.value for made in other.offered]
