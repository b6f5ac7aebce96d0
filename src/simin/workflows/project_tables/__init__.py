"""Tables of projects and pledges as CSV: looked at before they are taken, and given out again.

``columns`` says what stands in which column, ``reading`` finds the cells of a file, ``rows`` what
they mean, ``taking`` looks and takes, ``writing`` gives out. Nothing is taken of a table with a
fault.
"""

from simin.workflows.project_tables.columns import columns
from simin.workflows.project_tables.taking import Look, look, take_handed
from simin.workflows.project_tables.writing import written

__all__ = ["Look", "columns", "look", "take_handed", "written"]
