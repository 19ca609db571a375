"""What the roles of a scene look like: colors that color-blind readers and a black-and-white printer tell apart.

Lines and texts of players, and regions, take the colors of Okabe and Ito (2008, "Color Universal Design"), those of
texts darkened until they are readable on white (contrast 4.5 to 1); regions are lighter, and hatched besides.
"""

from __future__ import annotations

LIGHT = {
    "ink": "#1a1a1a", "muted": "#5c5c5c", "rule": "#bdbdbd", "paper": "#ffffff", "shade": "#fff0b8", "accent": "#b34700",
    "player1": "#0060a0", "player2": "#a84300", "player3": "#00704f", "player4": "#9c3f76", "player5": "#6b5a00", "player6": "#4a4a4a",
    "region1": "#9fd3f3", "region2": "#f6c766", "region3": "#8fd6bf", "region4": "#e6bcd4", "region5": "#f5ef9e",
    "region6": "#84b4d8", "region7": "#eda877", "region8": "#c9c9c9",
}
DARK = {
    "ink": "#ececec", "muted": "#a8a8a8", "rule": "#5a5a5a", "paper": "#16181c", "shade": "#4d420f", "accent": "#ffb26b",
    "player1": "#6cc0f5", "player2": "#ff9e5e", "player3": "#4fd6ac", "player4": "#e79fca", "player5": "#e6d95c", "player6": "#c4c4c4",
    "region1": "#1f5878", "region2": "#74561a", "region3": "#17604c", "region4": "#6d3d59", "region5": "#66611d",
    "region6": "#174a70", "region7": "#7a3f1a", "region8": "#4c4c4c",
}
HATCHES = 6
HATCH_ANGLES = (45, 135, 0, 90)
"""Patterns 1 to 4 are parallel lines at these angles, 5 is a cross of two, 6 is dots."""
ANSI = {
    "ink": "", "muted": "2", "rule": "2", "accent": "1", "shade": "7",
    "player1": "34", "player2": "33", "player3": "32", "player4": "35", "player5": "36", "player6": "1",
    "region1": "34", "region2": "33", "region3": "32", "region4": "35", "region5": "36", "region6": "94", "region7": "31", "region8": "37",
}
"""The same roles for a terminal."""
