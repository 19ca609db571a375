"""The judge: whether a profile is what it claims to be, from the definition alone, in exact arithmetic.

Nothing here knows how a profile was found, and nothing here imports a solver.
"""
