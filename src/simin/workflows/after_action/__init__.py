"""The report that the city writes by itself when an incident ends.

Each section is a function of the incident that looks into one domain; a domain that comes later
adds its own to ``SECTIONS``. Nothing here decides who may read it.
"""

from simin.workflows.after_action.report import SECTIONS, review, worth_keeping

__all__ = ["SECTIONS", "review", "worth_keeping"]
