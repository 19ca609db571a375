"""Where the nodes of a tree lie: the tidy drawing of trees whose nodes differ in size, in linear time.

The algorithm of van der Ploeg 2014 ("Drawing non-layered tidy trees in linear time", Software: Practice and Experience
44, 1467-1484), which extends Reingold and Tilford 1981 and Walker 1990: subtrees of siblings are put side by side as near as their
contours allow, what is gained is spread over the siblings between, and a parent lies in the middle of its children.
Here trees grow to the right, so that subtrees are put below one another. Loops instead of recursion: trees may be deep.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

CLOSE = 1e-6  # so that rounding does not leave nodes nearer than they may be


def tidy(
    children: Sequence[Sequence[int]], start: Sequence[float], end: Sequence[float], above: Sequence[float], below: Sequence[float]
) -> list[float]:
    """The height of the line of each node, the least room above it at 0.

    children[v]: in order, numbered in preorder. start[v], end[v]: how far to the right the node reaches, ``end`` of a
    parent at most ``start`` of its children. above[v], below[v]: the room that it takes around its line.
    """
    layout = _Layout(children, start, end, above, below)
    for node in range(len(children) - 1, -1, -1):
        layout.place_children(node)
    heights = layout.heights()
    least = min(height - room for height, room in zip(heights, above, strict=True))
    return [height - least for height in heights]


class _Layout:
    """The columns of the algorithm, by node; the names are those of the paper, spelled out."""

    def __init__(
        self, children: Sequence[Sequence[int]], start: Sequence[float], end: Sequence[float], above: Sequence[float], below: Sequence[float]
    ) -> None:
        size = len(children)
        self.children, self.start, self.end, self.above, self.below = children, start, end, above, below
        self.prelim, self.mod, self.shift, self.change = ([0.0] * size for _ in range(4))
        self.left_thread, self.right_thread = [-1] * size, [-1] * size
        self.extreme_left, self.extreme_right = list(range(size)), list(range(size))
        self.sum_left, self.sum_right = [0.0] * size, [0.0] * size

    def place_children(self, node: int) -> None:
        """Put the subtrees below a node side by side; those below its children are done."""
        below = self.children[node]
        if not below:
            return
        lowest = [(self.end[self.extreme_left[below[0]]], 0)]  # of earlier siblings how far they reach, and which it is: a stack
        for place in range(1, len(below)):
            reach = self.end[self.extreme_right[below[place]]]
            self._separate(below, place, lowest)
            while lowest and reach >= lowest[-1][0]:
                lowest.pop()
            lowest.append((reach, place))
        first, last = below[0], below[-1]
        self.prelim[node] = (self.prelim[first] + self.mod[first] + self.mod[last] + self.prelim[last]) / 2
        self.extreme_left[node], self.sum_left[node] = self.extreme_left[first], self.sum_left[first]
        self.extreme_right[node], self.sum_right[node] = self.extreme_right[last], self.sum_right[last]

    def _separate(self, below: Sequence[int], place: int, lowest: list[tuple[float, int]]) -> None:
        """Move a subtree away from its earlier siblings, along both contours."""
        upper, lower = below[place - 1], below[place]
        sum_upper, sum_lower = self.mod[upper], self.mod[lower]
        known = len(lowest) - 1
        while upper >= 0 and lower >= 0:
            while known > 0 and self.end[upper] > lowest[known][0]:
                known -= 1
            distance = (sum_upper + self.prelim[upper] + self.below[upper]) - (sum_lower + self.prelim[lower] - self.above[lower])
            if distance > 0:
                sum_lower += distance + CLOSE
                self._move(below, place, lowest[known][1], distance + CLOSE)
            upper_end, lower_end = self.end[upper], self.end[lower]
            if upper_end <= lower_end:
                upper = self.children[upper][-1] if self.children[upper] else self.right_thread[upper]
                sum_upper += self.mod[upper] if upper >= 0 else 0
            if upper_end >= lower_end:
                lower = self.children[lower][0] if self.children[lower] else self.left_thread[lower]
                sum_lower += self.mod[lower] if lower >= 0 else 0
        if upper < 0 and lower >= 0:
            self._thread_left(below, place, lower, sum_lower)
        elif lower < 0 and upper >= 0:
            self._thread_right(below, place, upper, sum_upper)

    def _move(self, below: Sequence[int], place: int, since: int, distance: float) -> None:
        """Move a subtree, and spread the distance over the siblings between it and the one that is in its way."""
        node = below[place]
        self.mod[node] += distance
        self.sum_left[node] += distance
        self.sum_right[node] += distance
        if since != place - 1:
            share = distance / (place - since)
            self.shift[below[since + 1]] += share
            self.shift[node] -= share
            self.change[node] -= distance - share

    def _thread_left(self, below: Sequence[int], place: int, lower: int, sum_lower: float) -> None:
        first, node = below[0], below[place]
        extreme = self.extreme_left[first]
        self.left_thread[extreme] = lower
        difference = (sum_lower - self.mod[lower]) - self.sum_left[first]
        self.mod[extreme] += difference
        self.prelim[extreme] -= difference
        self.extreme_left[first], self.sum_left[first] = self.extreme_left[node], self.sum_left[node]

    def _thread_right(self, below: Sequence[int], place: int, upper: int, sum_upper: float) -> None:
        node, before = below[place], below[place - 1]
        extreme = self.extreme_right[node]
        self.right_thread[extreme] = upper
        difference = (sum_upper - self.mod[upper]) - self.sum_right[node]
        self.mod[extreme] += difference
        self.prelim[extreme] -= difference
        self.extreme_right[node], self.sum_right[node] = self.extreme_right[before], self.sum_right[before]

    def heights(self) -> list[float]:
        """The heights once all sums are known: parents come before their children."""
        size = len(self.children)
        total, found = [0.0] * size, [0.0] * size
        total[0] = self.mod[0]
        for node in range(size):
            found[node] = self.prelim[node] + total[node]
            step = spread = 0.0
            for child in self.children[node]:
                step += self.shift[child]
                spread += step + self.change[child]
                total[child] = total[node] + self.mod[child] + spread
        return found
