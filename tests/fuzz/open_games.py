"""Random game files with open parameters, and random claims about them."""

from __future__ import annotations

from typing import NamedTuple

RANGES = [
    "above 0", "at least 0", "0 .. 1", "0 < value < 1", "any", "at most 3", "below 2", "-1 .. 2", "0 <= value < 2", "at least 1",
]
NAMES = ("x", "y", "z")
COMPARED = ("<", "<=", ">", ">=", "==", "!=")
TABLES = ((2, 2), (2, 2), (2, 3), (3, 2), (3, 3))
ROWS, COLUMNS = ("u", "m", "d"), ("l", "c", "r")


class OpenGame(NamedTuple):
    """A file without its claims, and the words that claims are made of.

    moves: pairs of a player and a move. concepts: those that may be claimed. profiles: texts of profiles. payoffs: texts of
    payoffs of the game itself.
    """

    text: str
    names: tuple[str, ...]
    kind: str
    moves: tuple[tuple[str, str], ...]
    concepts: tuple[str, ...]
    profiles: tuple[str, ...]
    payoffs: tuple[str, ...]


def number(rng):
    return str(rng.randint(-2, 3)) if rng.random() < 0.9 else rng.choice(("1/2", "-1/3", "3/2"))


def formula(rng, names, depth=1):
    """A payoff or another quantity in parameters."""
    roll = rng.random()
    if roll < 0.34 or depth < 0:
        return number(rng)
    name, other = rng.choice(names), rng.choice(names)
    if roll < 0.58:
        return name
    if roll < 0.74:
        return f"{name} {rng.choice('+-')} {rng.choice((other, str(rng.randint(1, 2))))}"
    if roll < 0.84:
        return f"{name}*{rng.choice((other, '2'))}"
    if roll < 0.88:
        return f"{name}^2"
    if roll < 0.91:
        return f"{name}/(1 + {other}^2)"
    if roll < 0.93:
        return f"1/{name}"
    if roll < 0.96:
        return f"{rng.choice(('min', 'max'))}({name}, {formula(rng, names, depth - 1)})"
    if roll < 0.98:
        return f"abs({name} - {rng.choice((other, '1'))})"
    return f"({name} if {other} > {rng.randint(0, 1)} else {number(rng)})"


def comparison(rng, names, ops=COMPARED):
    left = rng.choice(names) if rng.random() < 0.6 else formula(rng, names)
    return f"{left} {rng.choice(ops)} {formula(rng, names, 0)}"


def condition(rng, names):
    """A condition on parameters alone."""
    roll = rng.random()
    one = comparison(rng, names)
    if roll < 0.6:
        return one
    other = comparison(rng, names)
    if roll < 0.76:
        return f"{one} and {other}"
    if roll < 0.88:
        return f"({one}) or {other}"
    return f"not ({one})" if roll < 0.94 else f"({one}) implies {other}"


def parameters(rng):
    names = NAMES[: rng.choice((1, 1, 2, 2, 2, 3))]
    lines = []
    for name in names:
        span = rng.choice(RANGES)
        value = {"at most 3": "1", "-1 .. 2": "1"}.get(span, "1/2" if "1" in span or "below" in span else "1")
        if span == "at least 1":
            value = "2"
        given = f"value: {value}, " if rng.random() < 0.8 else ""
        lines.append(f"  {name}: {{{given}range: {span if '<' not in span and '..' not in span else repr(span)}}}".replace("value <", f"{name} <"))
    return names, "\n".join(lines)


def assumptions(rng, names):
    """Conditions that are often met; equalities, disjunctions and divisions among them."""
    if rng.random() < 0.55:
        return ""
    pick = rng.random()
    name, other = rng.choice(names), rng.choice(names)
    if pick < 0.3:
        made = comparison(rng, names, ("<", "<=", ">", ">=", "!="))
    elif pick < 0.45:
        made = f"{name} + {other} == {rng.randint(1, 2)}" if name != other else f"{name}^2 == {name}"
    elif pick < 0.6:
        made = f"{comparison(rng, names, ('<', '>', '<='))} or {comparison(rng, names, ('>', '>=', '=='))}"
    elif pick < 0.7:
        made = f"1/(1 + {name}^2) {rng.choice(('<', '<=', '>'))} {rng.choice(('1', '1/2', other))}"
    elif pick < 0.8:
        made = f"{name}*{other} {rng.choice(('<=', '>=', '<', '=='))} {rng.choice(('0', '1', name))}"
    elif pick < 0.9:
        made = f"{name}/(1 + {other}^2) == {rng.choice(('1/2', other))}"
    else:
        made = condition(rng, names)
    return f"assume:\n  - {made}\n"


def open_game(rng):
    names, told = parameters(rng)
    head = f"game: 1\nplayers: [A, B]\nparameters:\n{told}\n{assumptions(rng, names)}"
    roll = rng.random()
    if roll < 0.62:
        return table(rng, names, head)
    return tree(rng, names, head) if roll < 0.85 else sender(rng, names, head)


def table(rng, names, head):
    m, n = rng.choice(TABLES)
    rows, columns = ROWS[:m], COLUMNS[:n]
    zero = rng.random() < 0.15
    lines = [f"  A \\ B | {' | '.join(columns)}"]
    for row in rows:
        cells = [formula(rng, names) if zero else f"{formula(rng, names)}, {formula(rng, names)}" for _ in columns]
        lines.append(f"  {row} | {' | '.join(cells)}")
    body = ("zero-sum: true\n" if zero else "") + "table: |\n" + "\n".join(lines) + "\n"
    moves = tuple(("A", row) for row in rows) + tuple(("B", column) for column in columns)
    profiles = tuple(f"{{A: {row}, B: {column}}}" for row in rows for column in columns)
    row, column = rows[1], columns[1]
    profiles += (
        f"{{A: 1/2 u + 1/2 {row}, B: 1/2 l + 1/2 {column}}}", f"{{A: (x^2/(1 + x^2)) u + (1/(1 + x^2)) {row}, B: l}}",
        "{A: u}", f"{{B: 1/2 l + 1/2 {column}}}",
    )
    payoffs = tuple(f"u.{player}[{row}, {column}]" for player in "AB" for row in rows for column in columns)
    concepts = ("nash", "pure-nash", "strict")
    return OpenGame(head + body, names, "zero-sum" if zero else "table", moves, concepts, profiles, payoffs)


def pair(rng, names):
    return f"['{formula(rng, names)}', '{formula(rng, names)}']"


def tree(rng, names, head):
    """A moves, then chance or B, B seeing all."""
    if rng.random() < 0.5:
        chance = f"      chance:\n        low (1/3): {pair(rng, names)}\n        high (2/3): {pair(rng, names)}\n"
    else:
        chance = f"      {pair(rng, names)}\n"
    body = (
        "tree:\n  A @first:\n"
        f"    out:\n{chance}"
        f"    in:\n      B @second:\n        stop: {pair(rng, names)}\n"
        f"        go:\n          A @third:\n            yes: {pair(rng, names)}\n            no: {pair(rng, names)}\n"
    )
    moves = (("A", "out"), ("A", "in"), ("B", "stop"), ("B", "go"), ("A", "yes"), ("A", "no"))
    profiles = (
        "{A: {first: in, third: 'yes'}, B: go}", "{A: {first: out, third: 'no'}, B: stop}", "{B: go}", "{A: {first: in}}",
        "{A: {first: out}, B: stop}", "{A: {first: 1/2 in + 1/2 out}}",
    )
    body = body.replace("yes:", "'yes':").replace("no:", "'no':")
    return OpenGame(head + body, names, "tree", moves, ("spe",), profiles, ("u.A@in/stop", "u.B@in/stop"))


def sender(rng, names, head):
    """A knows one of two types and sends one of two messages, B replies."""
    chance = rng.choice(("1/2", "1/3", f"1/(2 + {rng.choice(names)}^2)"))
    lines = []
    for kind, odds in (("good", f" ({chance})"), ("bad", "")):
        lines.append(f"    {kind}{odds}:\n      A @{kind}:")
        for message in ("send", "keep"):
            lines.append(f"        {message}:\n          B @{message}:\n            a: {pair(rng, names)}\n            b: {pair(rng, names)}")
    body = "tree:\n  chance:\n" + "\n".join(lines) + "\n"
    moves = (("B", "a"), ("B", "b"), ("A@good", "send"), ("A@bad", "send"), ("B@send", "a"), ("B@keep", "b"))
    profiles = (
        "{A: {good: send, bad: keep}}", "{A: {good: send, bad: send}}", "{A: {good: keep, bad: keep}, B: {send: a, keep: b}}",
        "{A: {good: send, bad: keep}, B: {send: a, keep: b}}",
    )
    return OpenGame(head + body, names, "sender", moves, ("pbe",), profiles, ())


def atom(rng, game):
    """A quantity of equilibria or of the game."""
    roll = rng.random()
    if roll < 0.5 and game.kind != "sender":
        return f"prob({' '.join(rng.choice(game.moves))})"
    if roll < 0.5:
        return f"prob({' '.join(rng.choice(game.moves))})"
    if roll < 0.85 or not game.payoffs:
        return f"payoff({rng.choice('AB')})"
    return rng.choice(game.payoffs)


def has_equilibrium(rng, game):
    chosen = [rng.choice([move for move in game.moves if move[0][0] == player]) for player in ("AB" if rng.random() < 0.5 else rng.choice("AB"))]
    if game.kind == "sender":
        chosen = [move for move in chosen if "@" in move[0]] or [("A@good", "send")]
    concept = rng.choice([name for name in game.concepts if name in ("nash", "spe", "pbe")])
    return f"{concept}({', '.join(' '.join(move) for move in chosen)})"


def sentence(rng, game):
    """A condition in the words of claims."""
    names, roll = game.names, rng.random()
    if roll < 0.2:
        return condition(rng, names)
    if roll < 0.45:
        return f"{atom(rng, game)} {rng.choice(COMPARED)} {formula(rng, names, 0)}"
    if roll < 0.55:
        return f"{atom(rng, game)} {rng.choice(('<=', '>=', '=='))} {atom(rng, game)}"
    if roll < 0.7:
        return f"{has_equilibrium(rng, game)} {rng.choice(('implies', 'or', 'and'))} {comparison(rng, names)}"
    if roll < 0.8:
        return f"0 <= {atom(rng, game)}"
    if roll < 0.9:
        return f"not {has_equilibrium(rng, game)}"
    return f"({comparison(rng, names)}) implies ({atom(rng, game)} {rng.choice(COMPARED)} {formula(rng, names, 0)})"


def claim(rng, game):
    """One claim over parameters, as lines of a file."""
    names, roll = game.names, rng.random()
    when = rng.random() < 0.35
    lines = []
    if roll < 0.3:
        lines.append(f"{rng.choice(('for all', 'for all', 'exists', 'refuted'))}: {sentence(rng, game)}")
    elif roll < 0.45:
        change = f"{{{rng.choice(('increasing', 'decreasing', 'nondecreasing', 'nonincreasing', 'constant'))}: "
        quantity = atom(rng, game) if rng.random() < 0.75 else formula(rng, names)
        lines.append(f"{rng.choice(('for all', 'refuted'))}: {change}'{quantity}', in: {rng.choice(names)}}}")
    elif roll < 0.55:
        lines.append(f"iff:\n      - {sentence(rng, game)}\n      - {condition(rng, names)}")
    elif roll < 0.65:
        first, second = rng.sample(game.profiles, 2)
        name = rng.choice(names)
        lines.append(f"switches: {{from: {first}, to: {second}, in: {name}, at: '{formula(rng, names, 0)}'}}")
    else:
        when = True
        kinds = ["profile", "profile", "payoffs", "count", "now"]
        if game.kind in ("table", "zero-sum"):
            kinds += ["dominant", "dominated"]
        if game.kind == "zero-sum":
            kinds += ["value", "value"]
        kind = rng.choice(kinds)
        if kind == "profile":
            lines.append(f"{rng.choice(game.concepts)}: {rng.choice(game.profiles)}")
            if rng.random() < 0.3:
                lines.append("only: true")
        elif kind == "payoffs":
            lines.append(f"payoffs: {{{rng.choice('AB')}: '{formula(rng, names)}'}}")
        elif kind == "count":
            what = rng.choice((*game.concepts, *(("components",) if game.kind == "table" else ())))
            lines.append(f"count: {{{what}: {rng.choice((0, 1, 1, 1, 2, 3))}}}")
        elif kind == "now":
            lines.append(f"now: {sentence(rng, game)}")
        elif kind == "value":
            lines.append(f"value: {formula(rng, names)}")
        else:
            player, move = rng.choice(game.moves)
            lines.append(f"{kind}: {{{player}: {move}}}")
            if rng.random() < 0.5:
                lines.append("weakly: true")
    if when:
        many = rng.choice((1, 1, 2))
        lines.append(f"when: {' and '.join(comparison(rng, names) for _ in range(many)) if rng.random() < 0.8 else condition(rng, names)}")
    if rng.random() < 0.3:
        lines.append(f"ties: {rng.choice(('generic', 'including'))}")
    if rng.random() < 0.2:
        lines.append("equilibria: some")
    if rng.random() < 0.08:
        lines.append(f"at: {{{rng.choice(names)}: 1}}")
    return "  - " + "\n    ".join(lines) + "\n"
