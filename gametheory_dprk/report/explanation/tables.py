"""Games in strategic form explained: dominance, best replies, and why each equilibrium is one.

A mixed equilibrium of two players is explained by indifference: where a player mixes, the other mixes so that
the strategies in use pay the same. With two strategies in the other's use that is one linear equation in one
probability, which is solved line by line; with more the payoffs are shown to agree.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from typing import TYPE_CHECKING

from ..payoff_tables import STARS, payoff_tables
from ..view import mix_text
from .steps import Step, either, number, payoffs_text, rest_text, weighted_sum

if TYPE_CHECKING:
    from ...model.findings import Deletion, Elimination
    from ...model.solution import Equilibrium, Solution
    from ...model.strategic import StrategicGame

MAX_CELLS = 36
COMPARED = 6
MAX_DELETIONS = 20
MAX_OTHERS = 12
LETTERS = ("p", "q")


def table_steps(game: StrategicGame, solution: Solution, elimination: Elimination | None) -> list[Step]:
    """The steps for a game in strategic form. elimination: of strictly dominated strategies, None if not looked for."""
    steps = []
    if elimination is not None:
        steps.append(_dominance(game, elimination))
    steps.append(_best_replies(game))
    if not solution.count:
        mixed = "" if len(game.players) == 2 else "; mixed equilibria are not searched"
        return [*steps, Step("No equilibrium", (f"In every profile of pure strategies some player gains by deviating{mixed}.",))]
    for place, item in enumerate(solution.equilibria, 1):
        steps += _equilibrium(game, item, "Equilibrium" if solution.count == 1 else f"Equilibrium {place}")
    said = []
    if solution.count > len(solution.equilibria):
        said.append(rest_text(solution.count - len(solution.equilibria)))
    if any(not component.is_point for component in solution.components):
        said.append("There are infinitely many equilibria: the ones listed are their extreme points, and `dprk solve` shows the sets.")
    if len(game.players) > 2:
        said.append("Mixed equilibria are not searched.")
    return [*steps, Step("The other equilibria", tuple(said))] if said else steps


def _dominance(game: StrategicGame, found: Elimination) -> Step:
    if not found.deletions:
        return Step("Dominance", ("No strategy is strictly dominated.",))
    said = [_deletion(game, item) for item in found.deletions[:MAX_DELETIONS]]
    if len(found.deletions) > MAX_DELETIONS:
        said.append(f"And {len(found.deletions) - MAX_DELETIONS:,} more strategies, in the same way.")
    left = [
        f"{player} {' or '.join(names[place] for place in kept[:COMPARED])}" + (f" or {len(kept) - COMPARED} more" if len(kept) > COMPARED else "")
        for player, names, kept in zip(game.players, game.strategies, found.survivors, strict=True)
    ]
    only = ", the only profile left and hence the only equilibrium" if all(len(kept) == 1 for kept in found.survivors) else ""
    return Step("Dominance", (*said, f"What is left: {', '.join(left)}{only}."))


def _deletion(game: StrategicGame, item: Deletion) -> str:
    names = game.strategies[item.player]
    mix = mix_text(tuple(zip(names, item.dominator, strict=True)))
    others = [kept if player != item.player else (item.strategy,) for player, kept in enumerate(item.remaining)]
    pairs = []
    profiles = list(_profiles(others, COMPARED + 1))
    for profile in profiles[:COMPARED]:
        paid = [
            (share, game.payoff(item.player, (*profile[: item.player], own, *profile[item.player + 1 :])))
            for own, share in enumerate(item.dominator) if share
        ]
        best = sum((share * value for share, value in paid), Fraction(0))  # type: ignore[operator]
        pairs.append(f"{best} > {game.payoff(item.player, profile)} against {_against(game, item.player, profile)}")
    more = ", and so on" if len(profiles) > COMPARED else ""
    return f"Round {item.round}: {game.players[item.player]}'s {names[item.strategy]} is strictly dominated by {mix}: {', '.join(pairs)}{more}."


def _profiles(choices: list[tuple[int, ...]], most: int) -> list[tuple[int, ...]]:
    found = []
    for profile in product(*choices):
        found.append(profile)
        if len(found) == most:
            break
    return found


def _against(game: StrategicGame, player: int, profile: tuple[int, ...]) -> str:
    chosen = [names[move] for other, (names, move) in enumerate(zip(game.strategies, profile, strict=True)) if other != player]
    return chosen[0] if len(chosen) == 1 else f"({', '.join(chosen)})" if chosen else "nobody"


def _best_replies(game: StrategicGame) -> Step:
    if game.profile_count > MAX_CELLS:
        return Step("Best replies", (f"The table has {game.profile_count:,} cells: `dprk show` marks the best replies.",))
    tables = payoff_tables(game)
    if len(game.players) != 2:
        return Step("Best replies", tuple(_replies_told(game)))
    rows = tuple((name, *(cell.text for cell in cells)) for name, cells in tables[0].rows)
    return Step("Best replies", (f"{STARS}.",), table=(tables[0].headings, *rows))


def _replies_told(game: StrategicGame) -> list[str]:
    said = []
    for player, name in enumerate(game.players):
        others = [tuple(range(size)) if other != player else (0,) for other, size in enumerate(game.shape)]
        for profile in product(*others):
            values = [game.payoff(player, (*profile[:player], own, *profile[player + 1 :])) for own in range(game.shape[player])]
            best = [names for names, value in zip(game.strategies[player], values, strict=True) if value == max(values)]  # type: ignore[type-var]
            against = f"Against {_against(game, player, profile)}, " if len(game.players) > 1 else ""
            said.append(f"{against}{name}'s best repl{'y is' if len(best) == 1 else 'ies are'} {' and '.join(best)}.")
    return said


def _equilibrium(game: StrategicGame, item: Equilibrium, title: str) -> list[Step]:
    played = [mix_text(tuple(zip(names, mix, strict=True))) for names, mix in zip(game.strategies, item.profile, strict=True)]
    head = f"{title}: {', '.join(f'{player} {text}' for player, text in zip(game.players, played, strict=True))}"
    steps = [Step(head, (f"It pays {payoffs_text(game.players, item.payoffs)}.",))]
    for player in range(len(game.players)):
        steps.append(equal_payoffs(game, item, player) if 1 not in item.profile[player] else no_gain(game, item, player))
    return steps


def strategy_values(game: StrategicGame, item: Equilibrium, player: int) -> list[tuple[list[Fraction], list[Fraction]]]:
    """For each strategy of a player the weights of what the others play, and what it pays then."""
    supports = [
        [move for move, share in enumerate(mix) if share] if other != player else [0] for other, mix in enumerate(item.profile)
    ]
    profiles = list(product(*supports))
    weights = []
    for profile in profiles:
        weight = Fraction(1)
        for other, move in enumerate(profile):
            weight *= item.profile[other][move] if other != player else 1
        weights.append(weight)
    return [
        (weights, [game.payoff(player, (*profile[:player], own, *profile[player + 1 :])) for profile in profiles])  # type: ignore[misc]
        for own in range(game.shape[player])
    ]


def _others(lines: list[tuple[Fraction, str]]) -> list[str]:
    """What deviations pay, the best of them first where they are too many."""
    if len(lines) <= MAX_OTHERS:
        return [text for _, text in lines]
    ranked = sorted(lines, key=lambda line: -line[0])
    return [*(text for _, text in ranked[:MAX_OTHERS]), f"... and {len(lines) - MAX_OTHERS:,} strategies that pay no more"]


def no_gain(game: StrategicGame, item: Equilibrium, player: int) -> Step:
    """That no other strategy pays a player who plays a pure one more."""
    own = item.profile[player].index(Fraction(1))
    names = game.strategies[player]
    found = strategy_values(game, item, player)
    paid = item.payoffs[player]
    rest = [
        (sum((a * b for a, b in zip(*pair, strict=True)), Fraction(0)), f"{names[move]}: {weighted_sum(*pair)}")
        for move, pair in enumerate(found) if move != own
    ]
    if not rest:
        return Step("", (f"{game.players[player]} has no other strategy.",))
    tied = [names[own], *(names[move] for move, pair in enumerate(found) if move != own and sum((a * b for a, b in zip(*pair, strict=True)), Fraction(0)) == paid)]
    tie = f" ({either(tied, paid)})" if len(tied) > 1 else ""
    alone = all(1 in mix for other, mix in enumerate(item.profile) if other != player)
    if alone and len(rest) <= MAX_OTHERS:
        others = ", ".join(text.replace(": ", " would pay ", 1) if not tie else text.replace(": ", " pays ", 1) for _, text in rest)
        return Step("", (f"{game.players[player]} gets {paid} from {names[own]}; {others}: no gain{tie}.",))
    return Step(
        "", (f"{game.players[player]} gets {paid} from {names[own]} and gains by no other strategy{tie}:",),
        (f"{names[own]}: {weighted_sum(*found[own])}", *_others(rest)),
    )


def equal_payoffs(game: StrategicGame, item: Equilibrium, player: int) -> Step:
    """Why a player mixes: the strategies in use pay the same, and no other pays more."""
    names, mix = game.strategies[player], item.profile[player]
    found = strategy_values(game, item, player)
    used = [move for move, share in enumerate(mix) if share]
    formulas: list[str] = []
    said = f"{game.players[player]} mixes, so that what it uses must pay the same"
    other = 1 - player
    support = [move for move, share in enumerate(item.profile[other]) if share]
    if len(support) == 2:
        letter = LETTERS[other]
        first, second = (game.strategies[other][move] for move in support)
        said += f"; {game.players[other]} plays {first} with probability {letter}, {second} with 1 - {letter}:"
        formulas = _equation(names, used, [pair[1] for pair in found], letter, item.profile[other][support[0]])
    else:
        which = f"{game.players[other]} plays {game.strategies[other][support[0]]}" if len(support) == 1 else f"against the {len(support)} strategies of {game.players[other]}"
        said += f", and it does ({which}):"
        formulas = [f"{names[move]}: {weighted_sum(*found[move])}" for move in used]
    rest = [
        (sum((a * b for a, b in zip(*pair, strict=True)), Fraction(0)), f"{names[move]}: {weighted_sum(*pair)}, no more than {item.payoffs[player]}")
        for move, pair in enumerate(found) if not mix[move]
    ]
    return Step("", (said,), (*formulas, *_others(rest)))


def _equation(names: tuple[str, ...], used: list[int], payoffs: list[list[Fraction]], letter: str, solved: Fraction) -> list[str]:
    """The payoffs of the strategies in use as functions of one probability, and where they are equal."""
    lines = []
    slopes: list[tuple[Fraction, Fraction]] = []
    for move in used:
        high, low = payoffs[move]
        slopes.append((high - low, low))
        lines.append(f"{names[move]}: {number(high)}*{letter} + {number(low)}*(1 - {letter}) = {_linear(high - low, low, letter)}")
    done = False
    for place in range(1, len(used)):
        slope, constant = slopes[0][0] - slopes[place][0], slopes[place][1] - slopes[0][1]
        if slope < 0:
            slope, constant = -slope, -constant
        pair = f"{names[used[0]]} and {names[used[place]]}"
        if not slope:
            lines.append(f"{pair} are equal for every {letter}")
            continue
        scale = "" if slope == 1 else f"{_coefficient(slope)}{letter} = {constant}, "
        lines.append(f"{pair} are equal where {scale}{letter} = {solved}")
        done = True
    at = slopes[0][0] * solved + slopes[0][1]
    lines.append(f"at {letter} = {solved} each pays {at}" if done else f"at {letter} = {solved}, which another player needs, each pays {at}")
    return lines


def _coefficient(slope: Fraction) -> str:
    return "-" if slope == -1 else "" if slope == 1 else f"{number(slope)}*" if slope.denominator > 1 else f"{slope}*"


def _linear(slope: Fraction, constant: Fraction, letter: str) -> str:
    """``5*q - 3``."""
    if not slope:
        return str(constant)
    start = f"{_coefficient(slope)}{letter}"
    return start if not constant else f"{start} {'+' if constant > 0 else '-'} {abs(constant)}"
