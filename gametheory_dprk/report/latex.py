"""LaTeX: games, answers, arguments, regions of parameters, and games side by side, as a fragment to paste into a paper, formulas in math.

Formulas keep the form they have elsewhere; a quotient is a fraction, a product has no sign, digits at the end of a
name are its index.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ..formats.expression_text import ExpressionError, ExpressionParser, Vocabulary
from ..model.expression import Arithmetic, Comparison, Constant, Logical, Negation, Not, Sum, Symbol, Truth
from ..model.offers import OfferEquilibrium, OfferTree
from ..model.tree import GameTree
from ..parametric.formula_text import formula_text
from .answer_parts import absence_text, answer_parts, game_parts, parameter_table
from .facts import cell_text
from .region_tables import absence, claims, head_lines, heading, offer_texts, outcome_texts, plan_names
from .view import printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import TextIO

    from ..model.expression import Node
    from ..model.findings import Fact
    from ..parametric.findings import Outcome, Region, Regions
    from ..parametric.side_by_side import Contest
    from .answers import TableText
    from .comparison_tables import ComparisonView
    from .explanation import Explanation
    from .region_tables import RegionsView
    from .view import View

RELATIONS = {"<": "<", ">": ">", "<=": r"\le", ">=": r"\ge", "==": "=", "!=": r"\ne"}
JOINED = {"and": r"\text{ and }", "or": r"\text{ or }"}
ESCAPES = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"} | {sign: f"\\{sign}" for sign in "&%$#_{}"}
SUM, PRODUCT, POWER, ATOM = 1, 2, 3, 4


def solution(view: View, out: TextIO) -> None:
    """The equilibria of a game, or the facts about it: a tabular each, numbers as math."""
    shown, said, told = answer_parts(view)
    _write_view(view, shown, [*([absence_text(view)] if absence_text(view) else []), *said], out)
    out.write("\n" + "".join(f"% {_line(line)}\n" for line in told))


def game(view: View, out: TextIO) -> None:
    """The payoffs and parameters of a game."""
    shown, said = game_parts(view)
    parameters = parameter_table(view)
    _write_view(view, shown, said, out)
    if parameters is not None:
        out.write("\n" + "\n".join(_tabular([[_with_fractions(cell) for cell in row] for row in parameters.rows])))


def _write_view(view: View, shown: Sequence[TableText], said: Sequence[str], out: TextIO) -> None:
    """Title, values, tables, and what is to be said of them."""
    if view.title:
        out.write(f"\\section*{{{text(view.title)}}}\n")
    if view.values:
        out.write("\n" + _values_in_force(view.values) + "\n")
    for table in shown:
        out.write(f"\n\\paragraph{{{text(table.title)}}}\n" if table.title else "")
        out.write("\n" + "\n".join(_tabular([[_cell(cell) for cell in row] for row in table.rows])))
    out.write("".join(f"\n{_with_fractions(line)}\n" for line in said))


def _cell(cell: str) -> str:
    """A cell of a table: numbers, formulas and conditions as math, of ``9/4 = 2.25`` and ``1/3 ~ 0.3333`` the fraction alone."""
    cell = re.sub(r"(?<=[\d)]) [=~] -?\d+(\.\d+)?(e-?\d+)?$", "", cell)
    roots = re.findall(r"sqrt\((\d+(?:/\d+)?)\)", cell)
    plain = re.sub(r"sqrt\(\d+(?:/\d+)?\)", "Q", cell)
    if not re.fullmatch(r"(?:[\d\s+*/^()<=-]|\b[a-zQ]\b)*[*/^<=Q](?:[\d\s+*/^()<=-]|\b[a-zQ]\b)*", plain):
        return _with_fractions(cell)
    pieces = _equation(plain).split("Q")
    return "".join(piece + (rf"\sqrt{{{_written(Constant(Fraction(root)))[0]}}}" if root else "") for piece, root in zip(pieces, [*roots, ""], strict=False))


def _values_in_force(values: Iterable[tuple[str, Fraction]]) -> str:
    return ", ".join(f"${_name(name)} = {_written(Constant(value))[0]}$" for name, value in values)


def regions(view: RegionsView, out: TextIO) -> None:
    """Which equilibria exist for which parameter values."""
    found = view.found
    out.write(f"% {_line(found.definition.title)}\n" + "".join(f"% {_line(line)}\n" for line in head_lines(found)))
    for item in view.outcomes:
        out.write(f"\n\\paragraph{{{text(heading(found, item))}}} {condition(found, item.region)}\n")
        if absence(item):
            out.write(f"\n{text(absence(item))}\n")
        else:
            out.write("\n".join(_table(found, item)))
    if found.unexplored is not None:
        out.write(f"\n\\paragraph{{Not explored}} {condition(found, found.unexplored)}\n")
    out.write("\n" + "".join(f"% {_line(line)}\n" for line in claims(view)))


def comparison(view: ComparisonView, out: TextIO) -> None:
    """Games side by side, with the regions of parameters as math."""
    from .comparison_tables import contest_claims, contests, labels, main_table, region_text, remarks, verdict_text

    found = view.found
    out.write("\n".join(_tabular([[text(cell) for cell in row] for row in main_table(view, "; ", exact=True).rows])))
    out.write("".join(f"% {_line(line)}\n" for line in remarks(found)))
    for title, contest in contests(found):
        out.write(f"\n\\paragraph{{{text(title)}}}\n")
        rows = [["", "where", *(text(labels(found)[place]) for place in (contest.first, contest.second))]]
        for part in contest.parts:
            for case in part.cases:
                where = text(region_text(case)) if case.region.is_everywhere else condition(contest, case.region)
                paid = [_values(contest, numbers, case.point) for numbers in (case.first, case.second)]
                rows.append([text(verdict_text(found, contest, part.verdict)), where, *paid])
        out.write("\n".join(_tabular(rows)) + "".join(f"% {_line(line)}\n" for line in contest_claims(contest)))


def explanation(item: Explanation, out: TextIO) -> None:
    """The argument behind the equilibria of a game: a paragraph a step, formulas displayed, tables as tabulars."""
    if item.title:
        out.write(f"\\section*{{{text(item.title)}}}\n")
    if item.values:
        out.write("\n" + _values_in_force(item.values) + "\n")
    for step in item.steps:
        out.write(f"\n\\paragraph{{{text(step.heading)}}}\n" if step.heading else "\n")
        out.write("".join(f"{_with_fractions(sentence)}\n" for sentence in step.sentences))
        if step.formulas:
            lines = [f"\\quad {_equation(line)}" for line in step.formulas]
            out.write("\\begin{flushleft}\n" + " \\\\\n".join(lines) + "\n\\end{flushleft}\n")
        if step.table:
            out.write("\n" + "\n".join(_tabular([[_with_fractions(cell) for cell in row] for row in step.table])))
    out.write("\n" + "".join(f"% {_line(line)}\n" for line in (item.concept, *item.trust)))


def _with_fractions(words: str) -> str:
    """Words as LaTeX, numbers in them as math."""
    parts = re.split(r"(?<![\w./])(-?\d+(?:/\d+)?)(?![\w/]|\.\d)", words)
    return "".join(f"${_written(Constant(Fraction(part)))[0]}$" if place % 2 else text(part) for place, part in enumerate(parts))


def _equation(line: str) -> str:
    """A line of a sum, ``low: 1/3*4 + 2/3*1 = 2``, as math as far as it is one."""
    label, colon, rest = line.partition(": ")
    if colon and not re.search(r"[=<>]", label):
        return f"{text(label)}: {_equation(rest)}"
    pieces = []
    for piece in (rest if colon else line).split(", "):
        before, sums, after = re.fullmatch(r"(.* where |at |)(.*?)( each pays .*|)", piece).groups()  # type: ignore[union-attr]
        sides = re.split(r" (<=|>=|=|<|>) ", sums)
        try:
            math = " ".join(RELATIONS.get(side, side) if place % 2 else _math(side) for place, side in enumerate(sides))
            pieces.append(f"{text(before)}${math}${_with_fractions(after)}")
        except ExpressionError:
            pieces.append(_with_fractions(piece))
    return ", ".join(pieces)


def _math(formula: str) -> str:
    names = set(re.findall(r"[A-Za-z_]\w*", formula))
    if any(not re.fullmatch(r"[A-Za-z](_?\d+)?", name) for name in names):  # words, not the letters of an equation
        raise ExpressionError("E302", "words", "", 0, 1)
    return _written(ExpressionParser(formula, Vocabulary(names)).whole())[0]


def _values(contest: Contest, numbers: Sequence[Any], point: Mapping[str, Fraction] | None) -> str:
    from .comparison_tables import truth

    told = (truth(number) if isinstance(number, bool) else f"${formula(contest, formula_text(number, point))}$" for number in numbers)
    return ", or ".join(told) or "--"


def _tabular(rows: Sequence[Sequence[str]]) -> list[str]:
    heads, *body = [" & ".join(row) + r" \\" for row in rows]
    return [f"\\begin{{tabular}}{{{'l' * len(rows[0])}}}", heads + r" \hline", *body, r"\end{tabular}", ""]


def _table(found: Regions, item: Outcome) -> list[str]:
    """The equilibria of an outcome, a row each; or its facts, a table each."""
    if item.facts:
        return [line for fact in item.facts for line in _fact_lines(found, item, fact)]
    slots, names = plan_names(found.game)
    heads = ["", *slots, *(f"payoff {player}" for player in found.game.players)]
    if isinstance(found.game, OfferTree):
        heads, names = ["", "plays", *heads[len(slots) + 1 :]], []
    lines = [f"\\begin{{tabular}}{{{'l' * len(heads)}}}", " & ".join(map(text, heads)) + r" \\ \hline"]
    for number, one in enumerate(item.equilibria, 1):
        plans = [_mix(found, moves, mix, item.point) for moves, mix in zip(names, one.profile, strict=True)]
        if isinstance(found.game, OfferTree) and isinstance(one, OfferEquilibrium):
            offers = [f"${_name(name)} = {formula(found, value)}$" for _, name, value in offer_texts(found.game, one, item.point)]
            ends = [f"{text(path)} ${formula(found, chance)}$" for path, chance in outcome_texts(found.game, one, item.point)]
            plans = ["; ".join([*offers, *ends])]
        payoffs = [f"${formula(found, formula_text(payoff, item.point))}$" for payoff in one.payoffs]
        lines.append(" & ".join([str(number), *plans, *payoffs]) + r" \\")
    lines.append("\\end{tabular}\n")
    if isinstance(found.game, GameTree) and item.variations:
        sets = found.game.information_sets
        for variation in item.variations:
            group = sets[variation.information_set]
            options = [
                f"{' or '.join(_mix(found, group.moves, mix, item.point) for mix in mixes)} if {condition(found, region)}"
                for mixes, region in variation.options
            ]
            lines.append(f"Off the path of play, {text(found.game.players[group.player])} at {text(group.name)}: {'; '.join(options)}.\n")
    return lines


def _fact_lines(found: Regions, item: Outcome, fact: Fact) -> list[str]:
    """A fact as a table, its numbers as math; its remarks alone where they say it all."""
    said = [f"{text(remark)}\n" for remark in fact.remarks]
    if fact.told:
        return said
    lines = [f"\\begin{{tabular}}{{{'l' * len(fact.columns)}}}", " & ".join(map(text, fact.columns)) + r" \\ \hline"]
    for cells in fact.rows:
        written = [
            text(cell_text(cell)) if cell is None or isinstance(cell, bool | str) else f"${formula(found, formula_text(cell, item.point))}$"
            for cell in cells
        ]
        lines.append(" & ".join(written) + r" \\")
    return [*lines, "\\end{tabular}\n", *said]


def _mix(found: Regions, names: Sequence[str], mix: Sequence[Any], point: Mapping[str, Fraction] | None) -> str:
    played = [(name, share) for name, share in zip(names, mix, strict=True) if share]
    if len(played) == 1:
        return text(played[0][0])
    return " + ".join(f"${_inside(found, formula_text(share, point))}$ {text(name)}" for name, share in played)


def _inside(found: Regions, formula: str) -> str:
    tex, rank = _written(_node(found, formula))
    return tex if rank > SUM else f"({tex})"


def condition(found: Regions | Contest, region: Region) -> str:
    """A condition as math, its cases joined by words."""
    if region.is_everywhere:
        return "for all admissible values"
    cases = [" and ".join(f"${_comparison(found, part)}$" for part in parts) for parts in region.cases]
    return ", or ".join(cases)


def _comparison(found: Regions | Contest, part: str) -> str:
    if part.startswith("not "):
        return formula(found, part)
    pieces = re.split(r" (<=|>=|==|!=|<|>) ", part)
    return " ".join(RELATIONS[piece] if place % 2 else formula(found, piece) for place, piece in enumerate(pieces))


def formula(found: Regions | Contest, written: str) -> str:
    """A formula as math."""
    return _written(_node(found, written))[0]


def _node(found: Regions | Contest, written: str) -> Node:
    return ExpressionParser(written, Vocabulary(found.over)).whole()


def _written(node: Node) -> tuple[str, int]:
    """The math of a node, and how tightly it binds."""
    if isinstance(node, Constant):
        if node.value.denominator == 1:
            return str(node.value), ATOM if node.value >= 0 else SUM
        written = rf"\frac{{{abs(node.value.numerator)}}}{{{node.value.denominator}}}"
        return (written, PRODUCT) if node.value > 0 else (f"-{written}", SUM)
    if isinstance(node, Symbol):
        return _name(node.name), ATOM
    if isinstance(node, Truth):
        return rf"\text{{{'true' if node.value else 'false'}}}", ATOM
    if isinstance(node, Negation):
        return f"-{_bound(node.operand, PRODUCT)}", SUM
    if isinstance(node, Not):
        return rf"\text{{not }}({_written(node.operand)[0]})", ATOM
    if isinstance(node, Comparison):
        return f"{_written(node.left)[0]} {RELATIONS[node.op]} {_written(node.right)[0]}", 0
    if isinstance(node, Logical):
        return f"{_written(node.left)[0]}{JOINED.get(node.op, f' {node.op} ')}{_written(node.right)[0]}", 0
    if isinstance(node, Sum):
        return " + ".join(_bound(term, PRODUCT) for term in node.terms), SUM
    assert isinstance(node, Arithmetic)
    if node.op in "*/":
        head, positive = _signed(node)
        if head < 0:
            return f"-{_bound(positive, PRODUCT)}", SUM
    if node.op == "/":
        return rf"\frac{{{_written(node.left)[0]}}}{{{_written(node.right)[0]}}}", PRODUCT
    if node.op == "^":
        return f"{_bound(node.left, ATOM)}^{{{_written(node.right)[0]}}}", POWER
    if node.op == "*":
        sign = r" \cdot " if isinstance(node.right, Constant) else r" \, "
        return f"{_bound(node.left, PRODUCT)}{sign}{_bound(node.right, PRODUCT)}", PRODUCT
    return f"{_bound(node.left, SUM)} {node.op} {_bound(node.right, PRODUCT)}", SUM


def _signed(node: Node) -> tuple[int, Node]:
    """The sign at the head of a product or quotient, and the rest."""
    if isinstance(node, Negation):
        sign, inside = _signed(node.operand)
        return -sign, inside
    if isinstance(node, Arithmetic) and node.op in "*/":
        sign, left = _signed(node.left)
        return sign, Arithmetic(node.op, left, node.right)
    return 1, node


def _bound(node: Node, least: int) -> str:
    tex, rank = _written(node)
    return tex if rank >= least else f"({tex})"


def _name(name: str) -> str:
    stem, index = re.fullmatch(r"(.*?)_?(\d*)", name).groups()  # type: ignore[union-attr]
    if not stem:
        stem, index = name, ""
    tex = stem if len(stem) == 1 else rf"\mathit{{{text(stem)}}}"
    return f"{tex}_{{{index}}}" if index else tex


def text(words: str) -> str:
    """Words as LaTeX that shows them as they stand."""
    return "".join(ESCAPES.get(sign, sign) for sign in _line(words))


def _line(words: str) -> str:
    return printable(words).replace("\n", " ")
