"""Alternating offers explained: backward induction round by round, or the two equations of talks without an end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .steps import Step, number, sentence

if TYPE_CHECKING:
    from ...model.bargaining_game import BargainingGame
    from ...model.protocols import AlternatingOffers, Division, Offer

LISTED = 10
WALK = "an outside option is paid only where walking away beats waiting: what a responder accepts is the greater of the two"


def division_steps(game: BargainingGame, found: Division, limit: int) -> list[Step]:
    """Why the payoffs of alternating offers are what they are."""
    if not found.agreement:
        return [Step("Alternating offers", (sentence(found.reason),))]
    talks = game.alternating
    steps = [_at_stake(talks)]
    if talks.rounds is not None:
        steps.append(_backwards(talks, found, limit or LISTED))
    else:
        steps += _endless(talks, found)
    prices = game.price(found.payoffs) if len(game.subjects) > len(game.players) else None
    if prices is not None:
        steps.append(Step("", (sentence(f"that is {game.subjects[-1]} = {prices}"),)))
    return steps


def _options(talks: AlternatingOffers) -> list[Any]:
    """Outside options beyond what talks without an end are worth; None for a player without one."""
    return [None if own is None else own - base for own, base in zip(talks.outside or (None, None), talks.impasse, strict=True)]


def _surplus(talks: AlternatingOffers) -> Any:
    return talks.total - sum(talks.impasse)


def _at_stake(talks: AlternatingOffers) -> Step:
    said = [f"{talks.players[talks.first]} makes the first offer, and whoever refuses one makes the next"]
    lines = [f"discount factor of {name}: {factor}" for name, factor in zip(talks.players, talks.discounts, strict=True)]
    if any(talks.impasse):
        said.append("payoffs are counted from what talks without an end pay")
        terms = " - ".join([str(talks.total), *map(number, talks.impasse)])
        lines.append(f"S = {terms} = {_surplus(talks)}")
    else:
        lines.append(f"S = {talks.total}")
    return Step("Alternating offers", tuple(map(sentence, said)), tuple(lines))


def _backwards(talks: AlternatingOffers, found: Division, limit: int) -> Step:
    """The table of backward induction, from the last round on."""
    heads = ("round", "who offers", "what the other accepts", *(f"{name} gets" for name in talks.players))
    rows = []
    later: Offer | None = None
    for item in reversed(found.offers):
        rows.append((str(item.round), talks.players[item.proposer], _accepts(talks, item, later), *map(str, item.payoffs)))
        later = item
    said = [
        "in the last round the responder accepts what it gets at the end, and in each round before what the next one gives it, discounted",
        "the proposer offers just that and keeps the rest, so that each line follows from the one above it",
    ]
    if any(option is not None for option in _options(talks)):
        said.append(WALK)
    if len(rows) > limit:
        said.append(f"{len(rows):,} rounds, the last {limit - 1} and the first shown")
        rows = [*rows[: limit - 1], rows[-1]]
    return Step("Backward induction", tuple(map(sentence, said)), (), (heads, *rows))


def _accepts(talks: AlternatingOffers, item: Offer, later: Offer | None) -> str:
    """What the responder accepts, as it comes about."""
    other = 1 - item.proposer
    if item.binding == "outside":
        return f"walks away for {item.floor}"
    base = talks.impasse[other]
    factor = talks.discounts[other]
    if later is None:
        return f"{item.floor}, at the end" if talks.end else str(item.floor)
    plus = f" + {number(base)}" if base else ""
    worth = later.payoffs[other] - base
    return f"{factor}*{number(worth)}{plus} = {item.floor}"


def _endless(talks: AlternatingOffers, found: Division) -> list[Step]:
    """The equations of the two proposers, solved line by line, and why there is no other solution."""
    surplus, options = _surplus(talks), _options(talks)
    gains: list[Any] = [None, None]
    binds = [False, False]  # whether a responder is paid its outside option
    for item in found.offers:
        gains[item.proposer] = item.payoffs[item.proposer] - talks.impasse[item.proposer]
        binds[1 - item.proposer] = item.binding == "outside"
    one, other = talks.players
    said = [f"let x_1 be what {one} gets when it proposes, x_2 what {other} gets: the responder accepts what refusing is worth to it"]
    lines = []
    for player in range(2):
        rival = 1 - player
        waits = f"{number(talks.discounts[rival])}*x_{rival + 1}"
        floor = waits if options[rival] is None else f"max({waits}, {options[rival]})"
        lines.append(f"x_{player + 1} = {surplus} - {floor}")
    steps = [Step("Two equations", tuple(map(sentence, said)), tuple(lines))]
    steps.append(Step("Solved", *_solved(talks, gains, binds)))
    if any(option is not None for option in options):
        steps.append(_walking(talks, gains, options))
    factor = talks.discounts[0] * talks.discounts[1]
    steps.append(Step("No other payoffs", (
        "Let M_i and m_i be the most and the least that a proposer i gets in any equilibrium; what the other accepts lies between what it "
        "refuses for sure and what it takes for sure, so that M_1 - m_1 is at most d_2*(M_2 - m_2), and M_2 - m_2 at most d_1*(M_1 - m_1).",
        sentence(f"together M_1 - m_1 is at most d_1*d_2 = {factor} times itself, less than it unless it is 0: the payoffs are unique (Shaked and Sutton 1984)"),
    )))
    steps.append(_paid(talks, found))
    return steps


def _solved(talks: AlternatingOffers, gains: list[Any], binds: list[bool]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Sentences and lines that solve the equations, given which responders are paid their outside options."""
    surplus, (first, second) = _surplus(talks), talks.discounts
    options = _options(talks)
    if not any(binds):
        both = first * second
        return ("The second equation, put into the first, leaves one unknown.",), (
            f"x_1 = {surplus} - {number(second)}*({surplus} - {number(first)}*x_1)",
            f"x_1*(1 - {number(both)}) = {surplus}*(1 - {number(second)})",
            f"x_1 = {gains[0]}",
            f"x_2 = {surplus} - {number(first)}*{number(gains[0])} = {gains[1]}",
        )
    lines = []
    order = (0, 1) if binds[1] else (1, 0)  # first the proposer whose responder is paid a number
    for player in order:
        rival = 1 - player
        paid = str(options[rival]) if binds[rival] else f"{number(talks.discounts[rival])}*{number(gains[rival])}"
        lines.append(f"x_{player + 1} = {surplus} - {paid} = {gains[player]}")
    walkers = " and ".join(name for name, bound in zip(talks.players, binds, strict=True) if bound)
    return (sentence(f"{walkers} would rather walk away than wait, so that the outside option stands in the equation"),), tuple(lines)


def _walking(talks: AlternatingOffers, gains: list[Any], options: list[Any]) -> Step:
    """Which outside options count."""
    lines = []
    for player, option in enumerate(options):
        if option is None:
            continue
        waiting = talks.discounts[player] * gains[player]
        sign = ">" if option > waiting else "<="
        lines.append(f"{talks.players[player]}: {option} {sign} {number(talks.discounts[player])}*{number(gains[player])} = {waiting}")
    said = f"{WALK}; below that it changes nothing, since the threat to walk away is not believed"
    return Step("Walking away", (sentence(said),), tuple(lines))


def _paid(talks: AlternatingOffers, found: Division) -> Step:
    first = talks.players[talks.first]
    lines = tuple(
        f"{name}: {own}" if not base else f"{name}: {base} + {number(own - base)} = {own}"
        for name, own, base in zip(talks.players, found.payoffs, talks.impasse, strict=True)
    )
    return Step("What is paid", (sentence(f"{first} offers first, and the offer is accepted at once"),), lines)
