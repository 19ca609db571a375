"""Convex hulls by Qhull (through scipy), so that a running time limit is kept.

Qhull cannot be interrupted. Where a timer runs, as ``--timeout`` sets one, a large hull is computed in a child
process; the parent waits for it in a way that the timer's signal ends, and then ends the child.
"""

from __future__ import annotations

import os
from typing import Any

LARGE = 11  # dimensions from which a hull may take longer than a tenth of a second


def hull_facets(points: Any) -> tuple[Any, Any] | None:
    """The facets of a hull as simplices, and the facet across from each of a facet's points.

    points: floats of shape (n, d). Returns two integer arrays of shape (V, d): positions of points, and
    positions of facets; None where Qhull finds the points degenerate.
    """
    if points.shape[1] >= LARGE and _timer_runs() and hasattr(os, "fork"):
        return _in_child(points)
    return _facets(points)


def _facets(points: Any) -> tuple[Any, Any] | None:
    from scipy.spatial import ConvexHull, QhullError

    try:
        hull = ConvexHull(points, qhull_options="Qt")
    except (QhullError, ValueError):
        return None
    return hull.simplices, hull.neighbors


def _timer_runs() -> bool:
    import signal

    return hasattr(signal, "getitimer") and signal.getitimer(signal.ITIMER_REAL)[0] > 0


def _in_child(points: Any) -> tuple[Any, Any] | None:
    """The same from a child process, which is ended if the parent leaves before it has answered."""
    import pickle
    import signal

    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:  # the child knows one thing only, and no cleanup of the parent's
        try:
            signal.setitimer(signal.ITIMER_REAL, 0)
            os.close(reading)
            with os.fdopen(writing, "wb") as out:
                pickle.dump(_facets(points), out, protocol=pickle.HIGHEST_PROTOCOL)
            os._exit(0)
        finally:
            os._exit(1)
    os.close(writing)
    try:
        with os.fdopen(reading, "rb") as answer:
            found: tuple[Any, Any] | None = pickle.loads(answer.read())
        return found
    except (EOFError, pickle.UnpicklingError):
        return None  # the child ran out of memory
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
