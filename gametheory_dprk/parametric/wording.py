"""Formulas and equations as text, in the grammar of game files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .rational_function import Field


def formula(number: Any) -> str:
    """A number or a rational function."""
    return str(number)


def equation(field: Field, factor: int) -> str:
    """That a factor is zero, without minus signs: ``k == d + w``."""
    polynomial = field.factors[factor]
    sides: tuple[dict[tuple[int, ...], int], dict[tuple[int, ...], int]] = ({}, {})
    for powers, coefficient in polynomial.to_dict().items():
        sides[coefficient < 0][tuple(map(int, powers))] = abs(int(coefficient))
    texts = [str(field.context.from_dict(side)).replace("+", " + ").replace("  ", " ") if side else "0" for side in sides]
    texts.sort(key=lambda text: (text == "0", text.count("+")))
    return " == ".join(texts)
