"""The HiGHS linear solver, in floating point, through scipy and through its own interface.

Both solve: maximize v subject to sum_i x_i A[i][j] >= v for all j, x a distribution.
"""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version

import numpy


def _version(name):
    try:
        return f"{name} {version(name)}"
    except PackageNotFoundError:
        return f"no {name}"


VERSION = f"{_version('scipy')}, {_version('highspy')}"


def scipy_linprog(a, b):
    from scipy.optimize import linprog

    matrix = numpy.array(a, dtype=float)
    rows, columns = matrix.shape
    cost = numpy.zeros(rows + 1)
    cost[-1] = -1
    above = numpy.hstack([-matrix.T, numpy.ones((columns, 1))])
    total = numpy.ones((1, rows + 1))
    total[0, -1] = 0
    bounds = [(0, None)] * rows + [(None, None)]

    def run():
        found = linprog(cost, A_ub=above, b_ub=numpy.zeros(columns), A_eq=total, b_eq=[1], bounds=bounds, method="highs")
        if found.status:
            raise RuntimeError(found.message)
        return -found.fun

    return run


def highspy_model(a, b):
    import highspy

    matrix = numpy.array(a, dtype=float)
    rows, columns = matrix.shape

    def run():
        solver = highspy.Highs()
        solver.silent()
        program = highspy.HighsLp()
        program.num_col_, program.num_row_ = rows + 1, columns + 1
        program.sense_ = highspy.ObjSense.kMaximize
        program.col_cost_ = numpy.concatenate([numpy.zeros(rows), [1.0]])
        program.col_lower_ = numpy.concatenate([numpy.zeros(rows), [-highspy.kHighsInf]])
        program.col_upper_ = numpy.full(rows + 1, highspy.kHighsInf)
        program.row_lower_ = numpy.concatenate([numpy.zeros(columns), [1.0]])
        program.row_upper_ = numpy.concatenate([numpy.full(columns, highspy.kHighsInf), [1.0]])
        table = numpy.vstack([matrix, -numpy.ones((1, columns))])  # by column of the program: x_i, then v
        last = numpy.concatenate([numpy.ones(rows), [0.0]]).reshape(-1, 1)
        dense = numpy.hstack([table, last])
        program.a_matrix_.format_ = highspy.MatrixFormat.kColwise
        program.a_matrix_.start_ = numpy.arange(rows + 2) * (columns + 1)
        program.a_matrix_.index_ = numpy.tile(numpy.arange(columns + 1), rows + 1)
        program.a_matrix_.value_ = dense.reshape(-1)
        solver.passModel(program)
        solver.run()
        if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            raise RuntimeError(str(solver.getModelStatus()))
        return solver.getInfo().objective_function_value

    return run


def value(found):
    return float(found)
