"""The JSON Schema (draft 2020-12) of the game file, for editors: what may stand where, and what it means.

One description, PARTS, has a line for each key of the file; the lists of keys are the readers' own. An editor types
scalars by YAML's rules before it looks at a schema, so what the readers take as text may be a number, a truth value or
nothing there. A schema sees the form of a file and not its sense: what it refuses, ``dprk check`` refuses, and more.
"""

from __future__ import annotations

from typing import Any

from .expect_text import KEYS as EXPECT_KEYS
from .yaml_bargaining import KEYS as BARGAINING_KEYS
from .yaml_claims import COMMON, COUNTED, DIRECTIONS, PROFILE_KINDS
from .yaml_coalition import FORMS as COALITION_FORMS
from .yaml_game import BELONGS, BODIES, KEYS, VERSION
from .yaml_labels import KEYS as LABEL_KEYS
from .yaml_moves import STAGE_KEYS
from .yaml_parameters import PARAMETER_KEYS, RANGE_HELP
from .yaml_protocols import PROTOCOLS
from .yaml_repeated import KEYS as REPEATED_KEYS

Schema = dict[str, Any]
DIALECT = "https://json-schema.org/draft/2020-12/schema"
FILE_NAME = "game.schema.json"

TEXT: Schema = {"type": ["string", "number", "boolean", "null"]}
FLAG: Schema = {"enum": [True, False, "true", "false"]}
NODE: Schema = {"type": ["object", "array", "string", "number"]}


def _one_of(*words: str) -> Schema:
    return {"enum": list(words)}


def _map(values: Schema, **more: Any) -> Schema:
    return {"type": "object", "additionalProperties": values, **more}


def _list(items: Schema, **more: Any) -> Schema:
    return {"type": "array", "items": items, **more}


def _either(*schemas: Schema) -> Schema:
    return {"anyOf": list(schemas)}


NUMBERS = _either(TEXT, _list(TEXT), _map(TEXT))
NAMES = _either(TEXT, _list(TEXT, minItems=1))
PROFILE = _map(_either(TEXT, _map(TEXT)), minProperties=1)

COALITION: Schema = {
    key: NODE for form, beside in COALITION_FORMS.items() for key in (form, *beside)
} | {"classes": _map(NAMES)}

PROTOCOL_KEYS: Schema = {
    name: {"type": "object", "properties": dict.fromkeys((*needed, *optional), NODE), "required": list(needed), "additionalProperties": False}
    for name, (needed, optional) in PROTOCOLS.items()
}

REPEATED: Schema = {
    "discount": NUMBERS,
    "table": _either({"type": "string"}, _map({"type": "string"})),
    "weather": _map(_either(TEXT, _map(TEXT)), minProperties=2),
    "first weather": _map(TEXT),
    "strategies": _map(_either({"type": "string"}, {"type": "object", "minProperties": 1})),
    "attrition": {"type": "object", "properties": {"gives in": _map(NUMBERS), "war": NUMBERS}, "additionalProperties": False},
}

# key: (what may stand there, what it means)
PARTS: dict[str, tuple[Schema, str]] = {
    "game": ({"enum": [int(VERSION), VERSION]}, "The version of the format."),
    "title": (TEXT, "What the game is called."),
    "about": (TEXT, "What the game is about, in sentences."),
    "author": (TEXT, "Who wrote the game."),
    "license": (TEXT, "Under which terms the file may be used."),
    "tags": (NAMES, "Words by which the game is found."),
    "ladder": (
        {
            "type": "object", "properties": dict.fromkeys(("name", "step", "adds"), TEXT), "required": ["name", "step"],
            "additionalProperties": False,
        },
        "Which step the game is on the way from a simple model to a rich one, and what it adds to the step before.",
    ),
    "sources": ({"$ref": "#/$defs/sources"}, "The works that the game rests on."),
    "players": (
        _either(_list(TEXT, minItems=1), _map(TEXT, minProperties=1), {"type": "string"}),
        "Who plays: a list of names, or a map from names to full names. Payoffs are listed in this order.",
    ),
    "parameters": (_map({"$ref": "#/$defs/parameter"}), "Named numbers: a value, or a map with value, range, unit, about, source."),
    "define": (_map(TEXT), "Named expressions in parameters, in any order."),
    "assume": (NAMES, "Conditions that every admissible value of the parameters satisfies."),
    "table": (
        _either({"type": "string"}, _map({"type": ["string", "object"]})),
        "A payoff table: rows of `|` cells, the corner `ROW \\ COLUMN`; with three players a map of tables.",
    ),
    "strategies": (_map(NAMES, minProperties=1), "The strategies of each player; payoffs follow under `payoffs` or `profiles`."),
    "payoffs": (
        NODE,
        "With `strategies`: a formula a player, or `each`. With `moves`: a formula a player, a list, or cases by a choice.",
    ),
    "profiles": (_map(NUMBERS), "Payoffs by strategy profile, `a, b: [1, 2]`; `otherwise` serves the rest."),
    "tree": (NODE, "A game tree: PLAYER: {move: NODE}; chance: {outcome (p): NODE}; or payoffs."),
    "subtrees": (_map(NODE), "Named trees, used by `use: NAME`."),
    "moves": (_list({"$ref": "#/$defs/stage"}, minItems=1), "A game in stages: `- PLAYER: {choice: [move, move]}`."),
    "coalition": (
        {"type": "object", "properties": COALITION, "additionalProperties": False, "minProperties": 1},
        "What coalitions are worth: by `worths`, a formula, or a short form such as `weights` and `quota`.",
    ),
    "bargaining": (
        {
            "type": "object",
            "properties": dict.fromkeys(BARGAINING_KEYS, NODE) | {"lotteries": FLAG} | PROTOCOL_KEYS,
            "additionalProperties": False, "minProperties": 1,
        },
        "What the players can agree on (`surplus`, `price`, `outcomes`, ...), what each has without an agreement, and how offers are "
        "made; or a protocol: `vote`, a division by vote, or `package`, one offer for a package of issues.",
    ),
    "repeated": (
        {"type": "object", "properties": {key: REPEATED[key] for key in REPEATED_KEYS}, "additionalProperties": False, "minProperties": 1},
        "A game of two players repeated without end: discount, the stage game as `table`, weather, strategies; or `attrition`.",
    ),
    "types": (_map(NODE), "What players know of themselves: PLAYER: {type: probability}."),
    "zero-sum": (FLAG, "Two players, and one number where payoffs stand: the first player's."),
    "symmetric": (FLAG, "A table with the first player's payoffs alone."),
    "claims": (_list({"$ref": "#/$defs/claim"}), "Sentences about the game that `dprk check` keeps true."),
    "expect": ({"$ref": "#/$defs/expect"}, "The answer as it was: `dprk check --update` writes it, `dprk check` compares."),
    "labels": ({"$ref": "#/$defs/labels"}, "What another program's file calls the players, strategies and parts of a tree."),
}

CONDITION_OR_CHANGE = _either(TEXT, {"$ref": "#/$defs/change"})
# kind of claim: (what it says, what may stand beside it, what it means); profiles of equilibria are added below
CLAIMS: dict[str, tuple[Schema, tuple[str, ...], str]] = {
    "now": (TEXT, (), "A condition that is true in every equilibrium (`equilibria: some`: in one)."),
    "payoffs": (_either(_list(TEXT), _map(TEXT)), (), "What every equilibrium pays."),
    "value": (_either(TEXT, _map(TEXT)), (), "The value of a zero-sum game."),
    "count": (
        {"type": "object", "properties": dict.fromkeys(COUNTED, TEXT), "additionalProperties": False, "minProperties": 1},
        (), "How many equilibria there are.",
    ),
    "dominant": (_map(NAMES), ("weakly",), "These strategies dominate the player's others."),
    "dominated": (_map(NAMES), ("weakly",), "These strategies are dominated."),
    "for all": (CONDITION_OR_CHANGE, (), "True at all admissible parameter values."),
    "exists": (CONDITION_OR_CHANGE, (), "True at some admissible parameter values."),
    "refuted": (CONDITION_OR_CHANGE, (), "Not true at all admissible parameter values."),
    "iff": (_list(TEXT, minItems=2, maxItems=2), (), "The two conditions are true at the same values."),
    "switches": (
        {"type": "object", "properties": {"from": PROFILE, "to": PROFILE, "in": TEXT, "at": TEXT}, "additionalProperties": False},
        (), "The equilibrium changes from one profile to another where the parameter passes a value.",
    ),
    **dict.fromkeys(
        PROFILE_KINDS, (_either(PROFILE, _list(PROFILE, minItems=1)), ("only", "beliefs"), "These profiles are such equilibria.")
    ),
}
BESIDE: dict[str, Schema] = {
    "name": TEXT, "says": TEXT, "source": NAMES, "lesson": TEXT, "when": TEXT, "at": _map(TEXT), "concept": _one_of(*PROFILE_KINDS),
    "equilibria": _one_of("all", "some"), "ties": _one_of("generic", "including"), "only": FLAG, "weakly": FLAG,
    "beliefs": _map(_either(TEXT, _map(TEXT))),
}


def schema() -> Schema:
    """The schema as what JSON can hold."""
    return {
        "$schema": DIALECT,
        "title": f"A game file of gametheory_dprk, version {VERSION}",
        "type": "object",
        "properties": {key: PARTS[key][0] | {"description": PARTS[key][1]} for key in KEYS},
        "required": ["game", "players"],
        "additionalProperties": False,
        "oneOf": [{"required": [body]} for body in BODIES],
        "dependentSchemas": {
            key: _either(*({"required": [home]} for home in homes)) for key, homes in BELONGS.items() if key in KEYS
        },
        "$defs": {
            "sources": _either(TEXT, _list(_SOURCE), _map(_SOURCE)),
            "parameter": _either(TEXT, _closed(PARAMETER_KEYS, {"range": TEXT | {"description": RANGE_HELP}})),
            "change": {
                "type": "object",
                "properties": dict.fromkeys((*DIRECTIONS, "in"), TEXT),
                "required": ["in"],
                "additionalProperties": False,
                "minProperties": 2,
                "maxProperties": 2,
            },
            "claim": _claim(),
            "stage": _stage(),
            "expect": _closed(EXPECT_KEYS, _EXPECT) | {"type": ["object", "null", "string"]},
            "labels": _closed(LABEL_KEYS, {key: _map(_either(TEXT, _map(TEXT))) for key in LABEL_KEYS if key not in ("title", "comment")}),
        },
    }


def _closed(keys: tuple[str, ...], special: dict[str, Schema]) -> Schema:
    return {"type": "object", "properties": {key: special.get(key, TEXT) for key in keys}, "additionalProperties": False}


_SOURCE = _either(TEXT, _closed(("work", "quote", "url", "note"), {}) | {"required": ["work"]})

_EXPECT: dict[str, Schema] = {
    "complete": {"enum": [True, False, "yes", "no"]}, "facts": _map(NODE), "equilibria": _list({"type": "object"}),
}


def _claim() -> Schema:
    """A map with exactly one kind, and beside it only what belongs to the kind."""
    extras = {extra for _, beside, _ in CLAIMS.values() for extra in beside}
    return {
        "type": "object",
        "properties": {kind: says | {"description": means} for kind, (says, _, means) in CLAIMS.items()}
        | {key: BESIDE[key] for key in (*COMMON, *sorted(extras))},
        "additionalProperties": False,
        "oneOf": [{"required": [kind]} for kind in CLAIMS],
        "dependentSchemas": {
            extra: _either(*({"required": [kind]} for kind, (_, beside, _) in CLAIMS.items() if extra in beside))
            for extra in sorted(extras)
        },
    }


def _stage() -> Schema:
    """A choice of a player, or rounds of stages; the other keys are players and `chance`."""
    own: dict[str, Schema] = {
        "sees": _either(TEXT, _list(TEXT), _map(_either(TEXT, _list(TEXT)))), "when": TEXT, "pays": NUMBERS, "repeat": TEXT,
        "moves": _list({"$ref": "#/$defs/stage"}, minItems=1),
    }
    return {
        "type": "object", "properties": {key: own[key] for key in STAGE_KEYS}, "additionalProperties": {"type": "object", "minProperties": 1},
        "minProperties": 1,
    }
