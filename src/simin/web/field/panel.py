"""What other pages show of the field about their subject: links, calls, photos, reports.

``FieldPanel`` goes into a page's context as ``field``; the page includes ``field/parts/panel.html``
(all of it) or single parts, loads ``field.css`` and ``field-room.js``, and lets itself call with
``permissions_policy.allows_calls``. The subject is a card's id: an incident's or a project's.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.http import HttpRequest

from simin.domains.field import queries
from simin.domains.field.subject import incident_of, of_incident
from simin.domains.incidents import queries as incidents
from simin.kit.text import Text
from simin.web.desk.moment import city_time
from simin.web.directives.typed import new_key
from simin.web.field.entering import now
from simin.web.field.lines import InvitationLine, ReportLine
from simin.web.field.rights import may_act, may_look
from simin.web.field.vocabulary import said
from simin.web.presentation.numbers import in_words
from simin.web.presentation.times import CityTime

#: Photos on a panel; the page of a link has more.
PHOTOS = 24


@dataclass(frozen=True)
class FieldPanel:
    """Of one subject, for one viewer."""

    subject: str
    title: Text
    may_act: bool
    may_look: bool
    time: CityTime
    now: datetime
    key: str
    hours: int

    @cached_property
    def subjects(self) -> list[str]:
        """With the incidents that are part of it: whoever was let into one is still there."""
        number = incident_of(self.subject)
        parts = incidents.joined(number) if number else []
        return [self.subject, *(of_incident(one.incident.id) for one in parts)]

    @cached_property
    def invitations(self) -> list[InvitationLine]:
        """Good ones first, the newest of them first."""
        found = queries.invitations_of(*self.subjects)
        lines = [
            InvitationLine(one, self.time, self.now, queries.last_position(one)) for one in found
        ]
        return sorted(lines, key=lambda line: not line.good)

    @cached_property
    def photos(self) -> list[ReportLine]:
        return [
            ReportLine(one, self.time) for one in queries.photos_of(*self.subjects, limit=PHOTOS)
        ]

    @cached_property
    def reports(self) -> list[ReportLine]:
        return [ReportLine(one, self.time) for one in queries.reports_of(*self.subjects, limit=50)]

    @property
    def units(self) -> list[tuple[str, str]]:
        """Units on the incident that a link can be for."""
        number = incident_of(self.subject)
        on_it = incidents.units(number) if number else []
        return [(one.unit_id, in_words(one.unit.name)) for one in on_it]

    @property
    def said(self) -> dict[str, str]:
        return said()

    @property
    def durations(self) -> list[int]:
        longest = queries.rules().longest_invitation_hours
        return sorted({hours for hours in (1, 4, self.hours, 24, 72) if hours <= longest})


def field_panel(request: HttpRequest, subject: str, title: Text) -> FieldPanel:
    """``title`` is the subject's, as it is noted in links that are made."""
    return FieldPanel(
        subject=subject,
        title=title,
        may_act=may_act(request, subject),
        may_look=may_look(request, subject),
        time=city_time(),
        now=now(),
        key=new_key(),
        hours=queries.rules().invitation_hours,
    )


def panel_context(request: HttpRequest, subject: str, title: Text) -> dict[str, Any]:
    return {"field": field_panel(request, subject, title)}
