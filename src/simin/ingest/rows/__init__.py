"""From rows of a source to records, as a feed's mapping says; the same for every kind.

Owns the reading of single values (numbers, times, positions, units) and the rule that one bad row
never costs the others. Pure; nothing here knows how a payload is written.
"""

from simin.ingest.rows.mapped import Mapped, mapped
from simin.ingest.rows.row import Row

__all__ = ["Mapped", "Row", "mapped"]
