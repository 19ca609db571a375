"""Equilibria as formulas: exact solvers run on rational functions of the parameters.

    signs              signs as bits and as conditions on parameter values
    sample_points      parameter values to start with
    rational_function  the numbers: quotients of polynomials, whose comparisons ask for a sign
    domain             which parameter values are admissible, and which signs are possible there
    satisfiability     the same question put to z3, where points and linear programming do not answer it
    exploration        a computation run once for every way its comparisons can turn out
    symbolic           a game definition as a game whose payoffs are such numbers
    conditions         what distinguishes the cells of an exploration, as a person would write it
    regions, statics   where which equilibrium exists; how quantities answer to parameters
    comparison         how one of them answers: two_points, paths and line ask pairs of cells, borders, round numbers

The method is symbolic execution: a solver written over an ordered field does not know whether its numbers are
rationals or rational functions. There is no second copy of any solver.
"""
