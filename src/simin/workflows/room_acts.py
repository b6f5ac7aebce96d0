"""What the situation room does to an incident: the city knows the deed, the audit trail the doer.

The timeline is read by citizens, so the room speaks there as an office and never as a person.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from simin.domains.audit.services import record
from simin.domains.incidents import services as incidents
from simin.domains.incidents.services import Told
from simin.domains.picture.card import Origin
from simin.kit.text import Text
from simin.kit.translated import words

SOURCE = "situation-room"


@dataclass(frozen=True, kw_only=True)
class Doer:
    """An account of the room, at city time ``at``."""

    account: str
    at: datetime

    def told(self, text: Text | None = None, key: str = "", seen: str | None = None) -> Told:
        return Told(
            at=self.at,
            actor=words("Situation room"),
            by=self.account,
            seen=seen,
            origin=Origin.MEASURED,
            text=text,
            source=SOURCE,
            external_id=key,
            received_at=self.at,
        )


@transaction.atomic
def advance(incident: str, *, state: str, seen: str, doer: Doer) -> bool:
    """Take it on; false if it stands there already. Raises ``StaleError``."""
    done = incidents.advance(incident, state=state, told=doer.told(seen=seen))
    if done:
        _record(doer, "incident.advanced", incident, {"from": seen, "to": state})
    return done


@transaction.atomic
def note(incident: str, *, text: Text, key: str, doer: Doer) -> bool:
    """Write it down once, however often the form of ``key`` is sent."""
    done = incidents.note(incident, told=doer.told(text, key))
    if done:
        _record(doer, "incident.noted", incident, {})
    return done


@transaction.atomic
def order_unit(incident: str, *, unit: str, doer: Doer) -> bool:
    done = incidents.assign_unit(
        incident,
        unit=unit,
        at=doer.at,
        received_at=doer.at,
        actor=words("Situation room"),
        by=doer.account,
    )
    if done:
        _record(doer, "incident.unit-ordered", incident, {"unit": unit})
    return done


@transaction.atomic
def move_unit(incident: str, *, unit: str, state: str, seen: str, doer: Doer) -> bool:
    """Raises ``StaleError`` where it is in another state than ``seen``."""
    done = incidents.set_unit_state(
        incident,
        unit=unit,
        state=state,
        at=doer.at,
        received_at=doer.at,
        actor=words("Situation room"),
        by=doer.account,
        seen=seen,
    )
    if done:
        _record(doer, "incident.unit-moved", incident, {"unit": unit, "state": state})
    return done


def _record(doer: Doer, action: str, incident: str, details: dict[str, str]) -> None:
    record(account=doer.account, action=action, subject=f"incident/{incident}", details=details)
