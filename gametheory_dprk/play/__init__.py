"""A game played in rounds by a student and the program: the logic, without a terminal.

A *slot* is a place where a move is made: a player of a table, an information set of a tree. Before a round the program draws
its whole *plan*, a move for each slot that is not the student's and for each move of chance, so that what it plays depends on
the seed alone and what the student could have earned is known afterwards. Drawing is exact: the probabilities are rational, and
a whole number below their common denominator is drawn.
"""
