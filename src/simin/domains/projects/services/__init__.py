"""What can be done with projects and pledges; each in one transaction, on the record."""

from simin.domains.projects.services.assessing import assess_due
from simin.domains.projects.services.documents import LARGEST as LARGEST_DOCUMENT
from simin.domains.projects.services.documents import add_document, show_document
from simin.domains.projects.services.handing import LARGEST as LARGEST_TABLE
from simin.domains.projects.services.handing import hand_in, taken
from simin.domains.projects.services.milestones import reach_milestone
from simin.domains.projects.services.pledges import Accounted, account_for
from simin.domains.projects.services.reporting import (
    HandedPhoto,
    Told,
    add_photos,
    report,
    show_photo,
)
from simin.domains.projects.services.taking import Difference, compare, faults, take

__all__ = [
    "LARGEST_DOCUMENT",
    "LARGEST_TABLE",
    "Accounted",
    "Difference",
    "HandedPhoto",
    "Told",
    "account_for",
    "add_document",
    "add_photos",
    "assess_due",
    "compare",
    "faults",
    "hand_in",
    "reach_milestone",
    "report",
    "show_document",
    "show_photo",
    "take",
    "taken",
]
