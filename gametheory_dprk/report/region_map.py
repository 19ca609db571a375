"""A map of two parameters for the terminal."""


def map_parts(view, *, ascii_only=False):
    return iter(())
