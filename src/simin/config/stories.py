"""Which stories this product tells; the order is the order in which they hear of an event."""

from simin.workflows import (
    accounts_are_audited,
    alert_becomes_incident,
    alert_rules_are_audited,
    alerts_follow,
    alerts_follow_datasets,
    device_keys_are_audited,
    directives_are_audited,
    directives_are_delivered,
    directives_have_effects,
    effects_are_audited,
    field_is_audited,
    incident_is_reviewed,
    incident_knows_its_surroundings,
    incident_starts_procedure,
    incidents_are_counted,
    major_incident_becomes_notice,
    observations_are_judged,
    procedures_are_audited,
    projects_are_audited,
    source_origins_are_audited,
    stage_change_becomes_notice,
    stage_overrides_are_audited,
    steps_act_by_themselves,
    steps_are_told,
    warning_becomes_incident,
    warning_is_noted_in_its_incident,
    warnings_are_audited,
)
from simin.workflows.dispatch import Story

STORIES: tuple[Story, ...] = (
    observations_are_judged,
    alerts_follow,
    alerts_follow_datasets,
    alert_becomes_incident,
    warning_becomes_incident,
    incidents_are_counted,
    stage_change_becomes_notice,
    major_incident_becomes_notice,
    accounts_are_audited,
    device_keys_are_audited,
    source_origins_are_audited,
    alert_rules_are_audited,
    warning_is_noted_in_its_incident,
    warnings_are_audited,
    directives_are_audited,
    directives_are_delivered,
    incident_starts_procedure,
    steps_act_by_themselves,
    steps_are_told,
    procedures_are_audited,
    projects_are_audited,
    field_is_audited,
    directives_have_effects,
    effects_are_audited,
    incident_knows_its_surroundings,
    incident_is_reviewed,
    stage_overrides_are_audited,
)

#: Those of a past that nobody saw, lived through in long spans: what came and went within a span
#: made no alert, and nobody was there to do anything.
_OF_THE_PRESENT = (
    alerts_follow,
    alerts_follow_datasets,
    alert_becomes_incident,
    incident_starts_procedure,
    incident_knows_its_surroundings,
    incident_is_reviewed,
)
STORIES_OF_THE_PAST = tuple(story for story in STORIES if story not in _OF_THE_PRESENT)
