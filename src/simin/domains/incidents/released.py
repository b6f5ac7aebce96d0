"""Who sees an incident: as was decided, as the policy or its kind says, or one of its parts."""

from collections.abc import Collection, Iterable

import msgspec

from simin.domains.incidents import queries
from simin.domains.incidents.models import Incident, IncidentKind
from simin.domains.incidents.report import ReleaseRule
from simin.domains.picture.card import Release, Visibility
from simin.domains.picture.policy import Rules
from simin.domains.picture.rule import Thing
from simin.domains.places import queries as places
from simin.domains.releases import queries as releases


def card_id(incident_id: str) -> str:
    return f"incident/{incident_id}"


def release_of(
    incident: Incident,
    rules: Rules | None = None,
    merged: Iterable[Incident] | None = None,
) -> Release:
    """Who sees the incident: as was decided, as the policy or its kind says, or one of its parts.

    What was withheld before two incidents became one stays withheld, until somebody decides about
    the one that is left. ``merged``: its parts, where they are known.
    """
    rules = rules or releases.rules()
    found = rules.release_of(thing(incident), _said(incident.kind, incident))
    if found.visibility is Visibility.WITHHELD or rules.decided(card_id(incident.id)):
        return found
    if merged is None:
        merged = queries.merged([incident.id])[0].get(incident.id, [])
    parts = (rules.release_of(thing(part), _said(part.kind, incident)) for part in merged)
    return next((one for one in parts if one.visibility is Visibility.WITHHELD), found)


def releases_of(incidents: Collection[Incident]) -> dict[str, Release]:
    """The same of many, by id."""
    parts, rules = queries.merged([one.id for one in incidents])[0], releases.rules()
    return {one.id: release_of(one, rules, parts.get(one.id, [])) for one in incidents}


def thing(incident: Incident) -> Thing:
    """As rules of release know it."""
    return Thing(
        card=card_id(incident.id),
        kind="incident",
        name=incident.kind_id,
        since=incident.reported_at,
    )


def _said(kind: IncidentKind, incident: Incident) -> Release | None:
    if kind.release is None:
        return None
    rule = msgspec.convert(kind.release, ReleaseRule)
    return rule.release(places.day_of(incident.reported_at), places.zone())
