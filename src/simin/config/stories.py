"""Which stories this product tells; the order is the order in which they hear of an event."""

from simin.workflows import (
    accounts_are_audited,
    incidents_are_counted,
    major_incident_becomes_notice,
    stage_change_becomes_notice,
)
from simin.workflows.dispatch import Story

STORIES: tuple[Story, ...] = (
    incidents_are_counted,
    stage_change_becomes_notice,
    major_incident_becomes_notice,
    accounts_are_audited,
)
