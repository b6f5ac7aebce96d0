"""The tables of projects and pledges. Days and times are the city's."""

from simin.domains.projects.models.change import Change, HandedTable, SearchWord
from simin.domains.projects.models.pledge import Pledge
from simin.domains.projects.models.project import Project
from simin.domains.projects.models.site import Document, SitePhoto, SiteReport
from simin.domains.projects.models.tables import (
    BudgetPeriod,
    Milestone,
    ProgressPoint,
    SpendingEntry,
)

__all__ = [
    "BudgetPeriod",
    "Change",
    "Document",
    "HandedTable",
    "Milestone",
    "Pledge",
    "ProgressPoint",
    "Project",
    "SearchWord",
    "SitePhoto",
    "SiteReport",
    "SpendingEntry",
]
