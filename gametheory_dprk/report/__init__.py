"""Outputs: one module an output, one line an output in the registry.

An output module has any of the functions ``solution(view, out)``, ``game(view, out)``,
``checks(files, out)``, ``statistics(files, out)``, ``library(entries, out)``, ``comparison(view, out)``, ``rules(items, out)`` and ``explanation(item, out)``; what it lacks, it
is said not to offer.
"""

from __future__ import annotations

OUTPUTS: dict[str, str] = {
    "human": "gametheory_dprk.report.human",
    "json": "gametheory_dprk.report.json_output",
    "csv": "gametheory_dprk.report.csv_output",
    "markdown": "gametheory_dprk.report.markdown",
    "html": "gametheory_dprk.report.html_output",
    "latex": "gametheory_dprk.report.latex",
}

CHECK_OUTPUTS: dict[str, str] = {
    "github": "gametheory_dprk.report.github",
    "junit": "gametheory_dprk.report.junit",
    "sarif": "gametheory_dprk.report.sarif",
}
"""Outputs in forms that can hold nothing but findings; other outputs serve for checks too."""
