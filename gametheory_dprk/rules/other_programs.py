"""Rules E7xx: files of other programs, Gambit's .nfg and .efg and GameTracer's .gam."""

from __future__ import annotations

from . import Rule

_NFG = 'NFG 1 R "Pressure" { "US" "China" } { 2 2 }\n\n2 1  0 0\n0 0  1 2\n'
_OUTCOMES = (
    'NFG 1 R "Pressure" { "US" "China" }\n{ { "hold" "press" } { "open" "shut" } }\n'
    '{\n{ "deal" 2, 1 }\n{ "quarrel" 0, 0 }\n{ "order" 1, 2 }\n}\n1 2 2 3\n'
)
_EFG = (
    'EFG 2 R "Pressure" { "US" "China" }\n""\n'
    'p "" 1 1 "" { "stay" "press" } 0\n'
    't "" 1 "" { 0, 2 }\n'
    'p "" 2 1 "" { "yield" "resist" } 0\n'
    't "" 2 "" { 2, 1 }\n'
    't "" 3 "" { -1, -1 }\n'
)
_CHANCE = (
    'EFG 2 R "Weather" { "US" "China" }\n""\n'
    'c "" 1 "" { "storm" 1/3 "calm" 2/3 } 0\n'
    't "" 1 "" { 0, 0 }\n'
    't "" 2 "" { 2, 1 }\n'
)
NFG, EFG = ".nfg", ".efg"

RULES = (
    Rule(
        "E701", "The first words of a file say which format it is in and which version. They say something else than the "
        "ending of its name.",
        _NFG.replace("NFG 1", "NFG 2"), 1, _NFG, NFG,
    ),
    Rule(
        "E702", "The file breaks off: more must follow, by what it says of itself.",
        _EFG.replace('t "" 3 "" { -1, -1 }\n', ""), 6, _EFG, EFG,
    ),
    Rule(
        "E703", "Something else stands where the format asks for a certain thing: a name in double quotes, a brace, a number.",
        _NFG.replace('"Pressure"', "Pressure"), 1, _NFG, NFG,
    ),
    Rule(
        "E704", "The text that starts at this quotation mark never ends.",
        _EFG.replace('t "" 3', 't "end 3'), 7, _EFG, EFG,
    ),
    Rule(
        "E705", "There is no game with so many players or strategies: none, a fraction, fewer numbers than players, or more "
        "than the program goes through.",
        _NFG.replace("{ 2 2 }", "{ 0 2 }"), 1, _NFG, NFG,
    ),
    Rule(
        "E706", "A cell or node refers to an outcome by its number, and the file has no such outcome.",
        _OUTCOMES.replace("1 2 2 3", "1 2 2 4"), 8, _OUTCOMES, NFG,
    ),
    Rule(
        "E710", "Every line of the tree starts with `p`, `c` or `t`: a player's move, a move of chance, or an end.",
        _EFG.replace('t "" 3', 'q "" 3'), 7, _EFG, EFG,
    ),
    Rule(
        "E711", "Players are numbered from 1 in the order of the file's head, sets and outcomes by whole numbers.",
        _EFG.replace('p "" 2 1', 'p "" 3 1'), 5, _EFG, EFG,
    ),
    Rule(
        "E712", "An information set, or a move of chance, gets its name and its moves where it first occurs, and they must be "
        "the same wherever it occurs again.",
        _CHANCE.replace('{ "storm" 1/3 "calm" 2/3 } 0', "0"), 3, _CHANCE, EFG,
    ),
    Rule(
        "E713", "An outcome has one name and one list of payoffs. Here it gets others than where it first occurred.",
        _EFG.replace('t "" 3 ""', 't "" 2 ""'), 7, _EFG, EFG,
    ),
    Rule(
        "E714", "The probabilities of a move of chance lie between 0 and 1 and add up to exactly 1; 0.333 is not 1/3.",
        _CHANCE.replace("1/3", "0.333"), 3, _CHANCE, EFG,
    ),
    Rule(
        "E715", "The nodes of the tree are listed parents first, and as many as the moves ask for. More follow.",
        _EFG + 't "" 4 "" { 0, 0 }\n', 8, _EFG, EFG,
    ),
)
