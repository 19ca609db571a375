"""Polynomials and rational functions as a person writes them, in the grammar of game files.

A polynomial is a product of its factors, each a sum in which what several terms share is taken out where that is
shorter. A comparison has no minus signs where it can: `e*(D + g) < D`. What is written reads back as the same function.
"""

from __future__ import annotations

from fractions import Fraction
from math import gcd
from typing import TYPE_CHECKING, Any

from .rational_function import RationalFunction, evaluate
from .signs import NEGATIVE, NONZERO, POSITIVE, ZERO, Denial, Product, flipped

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from .rational_function import Field, Polynomial
    from .signs import Condition

Terms = tuple[tuple[tuple[int, ...], int], ...]
"""Exponents and coefficient of each term, none zero."""
OPERATORS = {
    NEGATIVE: "<", ZERO: "==", POSITIVE: ">", NONZERO: "!=", NEGATIVE | ZERO: "<=", POSITIVE | ZERO: ">=",
}
MAX_GROUPED = 40  # terms up to which common parts are looked for


def formula_text(number: Any, point: Mapping[str, Fraction] | None = None) -> str:
    """A number as a formula. point: where its factors are written so that they are positive."""
    if not isinstance(number, RationalFunction):
        return str(number)
    field = number.field
    top, top_factors = _split(number.numerator_)
    bottom, bottom_factors = _split(number.denominator_)
    sign = 1 if (top > 0) == (bottom > 0) else -1
    above, sign = _oriented(field, top_factors, sign, point)
    below, sign = _oriented(field, bottom_factors, sign, point)
    if sign < 0 and point is None:  # a difference may be turned round
        for line in (above, below):
            for place, (terms, power) in enumerate(line):
                turned = _negated(terms)
                if sign < 0 and power % 2 and len(terms) > 1 and _minuses(turned) == _minuses(terms):
                    line[place], sign = (turned, power), 1
    constant = Fraction(abs(top), abs(bottom))
    upper = _product(field, constant.numerator, above)
    text = upper[0]
    if constant.denominator != 1 or below:
        lower, atomic = _product(field, constant.denominator, below)
        text = f"{f'({text})' if upper[1] == 0 else text}/{lower if atomic == 2 else f'({lower})'}"
        return f"-{text}" if sign < 0 else text
    if sign < 0:
        if upper[1] == 0 and len(above) == 1:
            return _sum(field, _negated(above[0][0]))
        return f"-({text})" if upper[1] == 0 else f"-{text}"
    return text


def share_text(number: Any, point: Mapping[str, Fraction] | None = None) -> str:
    """A probability as a formula that may stand before a name: a sum in parentheses."""
    text = formula_text(number, point)
    depth = 0
    for sign in text:
        depth += (sign == "(") - (sign == ")")
        if not depth and sign == " ":
            return f"({text})"
    return text


def _split(polynomial: Polynomial) -> tuple[int, list[tuple[Terms, int]]]:
    """The constant factor and the irreducible ones with their powers."""
    if polynomial.is_constant():
        return int(polynomial.leading_coefficient()), []
    constant, factors = polynomial.factor()
    return int(constant), [(_terms(factor), int(power)) for factor, power in factors]


def _terms(polynomial: Polynomial) -> Terms:
    return tuple((tuple(map(int, powers)), int(number)) for powers, number in polynomial.to_dict().items())


def _negated(terms: Terms) -> Terms:
    return tuple((powers, -number) for powers, number in terms)


def _minuses(terms: Terms) -> int:
    return sum(1 for _, number in terms if number < 0)


def _oriented(
    field: Field, factors: Sequence[tuple[Terms, int]], sign: int, point: Mapping[str, Fraction] | None
) -> tuple[list[tuple[Terms, int]], int]:
    """The factors turned so that they are positive at a point, or have few minus signs; and the sign left over."""
    found = []
    for terms, power in factors:
        if len(terms) == 1:
            turn = False
        elif point is not None:
            turn = _value(field, terms, point) < 0
        else:
            first = min(terms, key=lambda term: _rank(term[0]))
            turn = (_minuses(terms), first[1] < 0) > (len(terms) - _minuses(terms), first[1] > 0)
        if turn:
            terms, sign = _negated(terms), sign if power % 2 == 0 else -sign
        found.append((terms, power))
    return sorted(found, key=lambda item: (len(item[0]), min(_rank(powers) for powers, _ in item[0]))), sign


def _value(field: Field, terms: Terms, point: Mapping[str, Fraction]) -> Fraction:
    return evaluate(field, field.context.from_dict(dict(terms)), point)


def _rank(powers: Sequence[int]) -> tuple[bool, tuple[int, ...], int]:
    """The order of terms: by the first parameters that occur, constants last."""
    return not any(powers), tuple(place for place, power in enumerate(powers) if power), sum(powers)


def _product(field: Field, constant: int, factors: Sequence[tuple[Terms, int]]) -> tuple[str, int]:
    """A product, and whether it is a sum (0), a product (1) or a single name or number (2)."""
    if constant == 1 and len(factors) == 1 and factors[0][1] == 1:
        terms = factors[0][0]
        return _sum(field, terms), 0 if len(terms) > 1 else 2 if sum(terms[0][0]) == 1 and terms[0][1] == 1 else 1
    parts = [] if constant == 1 and factors else [str(constant)]
    for terms, power in factors:
        text = _sum(field, terms)
        text = f"({text})" if len(terms) > 1 else text
        parts.append(f"{text}^{power}" if power > 1 else text)
    return "*".join(parts), 2 if len(parts) == 1 else 1


def _sum(field: Field, terms: Terms) -> str:
    """A sum, what its terms share taken out where that is shorter."""
    return _joined(_grouped(field.names, terms, {}) or [(1, "0")])


Signed = list[tuple[int, str]]


def _joined(signed: Signed) -> str:
    text = ""
    for sign, part in signed:
        text += f" {'-' if sign < 0 else '+'} {part}" if text else f"{'-' if sign < 0 else ''}{part}"
    return text


def _grouped(names: Sequence[str], terms: Terms, known: dict[Terms, Signed]) -> Signed:
    """The summands as signs and texts, positive ones first."""
    if terms in known:
        return known[terms]
    ordered = sorted(terms, key=lambda term: (term[1] < 0, _rank(term[0])))
    best: Signed = [(1 if number > 0 else -1, _monomial(names, powers, abs(number))) for powers, number in ordered]
    if 1 < len(terms) <= MAX_GROUPED:
        for place in range(len(names)):
            inside = tuple((powers, number) for powers, number in terms if powers[place])
            if len(inside) < 2:
                continue
            low = min(powers[place] for powers, _ in inside)
            common = gcd(*(number for _, number in inside))
            if sum(1 for _, number in inside if number < 0) * 2 > len(inside):
                common = -common
            rest = tuple(term for term in terms if not term[0][place])
            quotient = tuple(
                ((*powers[:place], powers[place] - low, *powers[place + 1 :]), number // common) for powers, number in inside
            )
            head = _monomial(names, tuple(low if other == place else 0 for other in range(len(names))), abs(common))
            inner = _grouped(names, quotient, known)
            text = inner[0][1] if len(inner) == 1 and inner[0][0] > 0 else f"({_joined(inner)})"
            group = (1 if common > 0 else -1, f"{head}*{text}")
            others = _grouped(names, rest, known)
            signed = [*(part for part in [group] if group[0] > 0), *others]
            if group[0] < 0:
                signed.append(group)
            signed.sort(key=lambda part: part[0] < 0)
            if _cost(signed) <= _cost(best):
                best = signed
    known[terms] = best
    return best


def _cost(signed: Signed) -> int:
    """How hard a sum is to read: its length, a minus sign counting double."""
    text = _joined(signed)
    return len(text) + text.count("-")


def _monomial(names: Sequence[str], powers: Sequence[int], number: int) -> str:
    parts = [name if power == 1 else f"{name}^{power}" for name, power in zip(names, powers, strict=True) if power]
    if number != 1 or not parts:
        parts.insert(0, str(number))
    return "*".join(parts)


# -- conditions


def sides(field: Field, factor: int, signs: int) -> tuple[str, str, str]:
    """That a factor has one of these signs, as left side, operator and right side without needless minus signs."""
    return _sides(field, _terms(field.factors[factor]), signs)


def _sides(field: Field, terms: Terms, signs: int) -> tuple[str, str, str]:
    constant = next((number for powers, number in terms if not any(powers)), 0)
    moving = [term for term in terms if any(term[0])]
    if len(moving) == 1 and sum(moving[0][0]) == 1:  # one parameter: solved for it
        powers, number = moving[0]
        return _monomial(field.names, powers, 1), OPERATORS[signs if number > 0 else flipped(signs)], str(Fraction(-constant, number))
    best: tuple[str, str, str] = ("", "", "")
    for first, second, bits in _splits(len(field.names), terms, signs):
        if not first or (second and _place(second) < _place(first)):
            first, second, bits = second, first, flipped(bits)
        found = _sum(field, first), OPERATORS[bits], _sum(field, second)
        if not best[0] or sum(map(len, found)) < sum(map(len, best)):
            best = found
    return best


def _splits(size: int, terms: Terms, signs: int) -> Iterator[tuple[Terms, Terms, int]]:
    """The terms on two sides: what is added against what is taken away, or what holds one parameter against the rest."""
    yield tuple(term for term in terms if term[1] > 0), _negated(tuple(term for term in terms if term[1] < 0)), signs
    for place in range(size):
        left = tuple(term for term in terms if term[0][place])
        right = tuple(term for term in terms if not term[0][place])
        if not left or not right or len(terms) > MAX_GROUPED:
            continue
        if _minuses(left) in (0, len(left)):
            continue
        if all(number > 0 for _, number in right):  # then minus signs stay on the left, where a factor takes them in
            yield _negated(left), right, flipped(signs)
        elif all(number < 0 for _, number in right):
            yield left, _negated(right), signs


def _place(terms: Terms) -> tuple[int, tuple[bool, tuple[int, ...], int]]:
    return -len(terms), min(_rank(powers) for powers, _ in terms)


def condition_text(field: Field, condition: Condition) -> str:
    """A condition as text."""
    if isinstance(condition, Denial):
        return f"not ({conjunction_text(field, condition.parts)})"
    if isinstance(condition, Product):
        parts = [f"({_sum(field, _terms(field.factors[factor]))})" for factor in condition.factors]
        return f"{'*'.join(parts)} {OPERATORS[condition.signs]} 0"
    return " ".join(sides(field, condition.factor, condition.signs))


def conjunction_text(field: Field, conditions: Iterable[Condition]) -> str:
    """Conditions that hold together, as one text."""
    return " and ".join(conjunction_parts(field, conditions)) or "true"


def conjunction_parts(field: Field, conditions: Iterable[Condition]) -> list[str]:
    """Conditions that hold together, the bounds of one parameter in one chain: `1/3 < p < 1/2`."""
    found: list[str] = []
    bounds: dict[str, dict[str, tuple[str, int]]] = {}
    for condition in conditions:
        if not isinstance(condition, Denial | Product):
            left, operator, right = sides(field, condition.factor, condition.signs)
            if left in field.names and operator in ("<", ">", "<=", ">=") and _is_number(right):
                known = bounds.setdefault(left, {})
                side = operator[0]
                known[side] = (operator, len(found)) if side not in known else known[side]
                other = known.get("<" if side == ">" else ">")
                if other is not None:
                    place = other[1]
                    del bounds[left]  # a chain has no room for a third bound
                    text = found[place].split(" ")[2]
                    low, high = (text, right) if side == "<" else (right, text)
                    first, last = (other[0], operator) if side == "<" else (operator, other[0])
                    found[place] = f"{low} {first.replace('>', '<')} {left} {last} {high}"
                    continue
            found.append(f"{left} {operator} {right}")
        else:
            found.append(condition_text(field, condition))
    return found


def _is_number(text: str) -> bool:
    return text.lstrip("-").replace("/", "").isdigit()
