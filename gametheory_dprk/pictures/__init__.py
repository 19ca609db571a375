"""Pictures of games and answers: laid out once as a scene, written as SVG, TikZ or terminal text.

    scene.py      what a picture is made of: immutable records, positions in pixels or in cells of a terminal
    metrics.py    how wide text is, and the distances that follow from it
    frame.py      axes with ticks at round numbers, and what curves are drawn into
    marks.py      dots with names that cover nothing, and legends
    tidy.py       where the nodes of a tree lie
    svg.py, tikz.py, terminal.py   the writers
    matrix.py, tree.py, replies.py, region_map.py, curves.py, polygon.py, beliefs.py, replicator.py, bars.py,
    machines.py   the pictures, each ``scene(..., metrics) -> Scene``

A picture is laid out again for the terminal, in whole cells, rather than scaled down.
"""
