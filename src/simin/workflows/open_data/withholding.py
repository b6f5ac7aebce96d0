"""What the rules of release withhold of a data set, as a mask over its columns.

The one place where the plaza asks what is public. A policy names data sets by their id and columns
by their name.
"""

from simin.domains.catalogue.mask import Mask
from simin.domains.catalogue.queries import Dataset


def withheld_of(_told: Dataset) -> Mask | None:
    """None: the whole data set is withheld."""
    return Mask()
