"""Numbers as people type them on the command line."""

import argparse
import math


def positive(given: str) -> float:
    """A finite number above zero."""
    try:
        number = float(given)
    except ValueError:
        number = math.nan
    if not (math.isfinite(number) and number > 0):
        raise argparse.ArgumentTypeError(f"{given!r} is not a number above 0")
    return number
