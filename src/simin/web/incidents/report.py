"""``/desk/incidents/NUMBER/report/``: what was written when it ended, and the same as PDF."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from simin.domains.identity.policies import OFFICE_ROLES
from simin.domains.incidents import queries
from simin.domains.incidents.queries import Incident
from simin.domains.incidents.review import Review, Section
from simin.domains.incidents.states import State
from simin.web.access import allow
from simin.web.desk.moment import city_time
from simin.web.incidents.facts import facts
from simin.web.incidents.lines import IncidentLine
from simin.web.incidents.one import found
from simin.web.incidents.pdf import typeset
from simin.web.presentation.city import city_frame, district_names
from simin.web.presentation.numbers import in_words
from simin.web.presentation.vocabulary import ORIGINS
from simin.workflows.after_action import review as written_now


@dataclass(frozen=True)
class Written:
    """A report and which one it is; ``version`` 0: written as one looks, and kept nowhere."""

    review: Review
    version: int
    at: datetime


@allow(*OFFICE_ROLES)
@require_safe
@found
def page(request: HttpRequest, number: str) -> HttpResponseBase:
    """``?version=``: an earlier one."""
    incident = queries.incident(number)
    written = _written(incident, request.GET.get("version", ""))
    told = _told(incident, written)
    versions = [(one.version, city_time().clock(one.at)) for one in queries.reports(number)]
    context = {"told": told, "incident": incident, "written": written, "versions": versions}
    return render(request, "incidents/report.html", context)


@allow(*OFFICE_ROLES)
@require_safe
@found
def paper(request: HttpRequest, number: str) -> HttpResponseBase:
    """The same as PDF, in the language of the page."""
    incident = queries.incident(number)
    written = _written(incident, request.GET.get("version", ""))
    made = typeset(_told(incident, written), at=int(written.at.timestamp()))
    response = HttpResponse(made, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="incident-{number}.pdf"'
    return response


def _written(incident: Incident, version: str) -> Written:
    """The version that is asked for, else the newest; of one that goes on, as it stands now."""
    kept = queries.reports(incident.id)
    wanted = [one for one in kept if version.isdecimal() and one.version == int(version)]
    chosen = wanted or (kept[:1] if incident.closed_at is not None else [])
    if chosen:
        return Written(queries.review(chosen[0]), chosen[0].version, chosen[0].at)
    return Written(written_now(incident.id), 0, city_time().now)


def _told(incident: Incident, written: Written) -> dict[str, Any]:
    """The report in the language of the page, as plain JSON."""
    review, city, time = written.review, city_frame(), city_time()
    line = IncidentLine(incident, district_names().get(incident.district, ""), time)
    return {
        "language": (get_language() or "en").split("-")[0],
        "city": city.name if city else "",
        "number": review.incident,
        "title": in_words(review.title),
        "drill": review.drill,
        "under": _under(incident, review, line),
        "footer": _footer(review, written, time.clock(written.at)),
        "facts": [[name, words] for name, words in facts(incident, time)],
        "missed": [in_words(sentence) for sentence in review.missed],
        "sections": [_section(one) for one in review.sections],
        "words": {
            "drill": _("Drill: this did not happen"),
            "missed": _("What was missed"),
            "nothing": _("Nothing that the city looks for was missed."),
        },
    }


def _under(incident: Incident, review: Review, line: IncidentLine) -> str:
    """Number, kind, place, and how it came to be known where that is not by itself."""
    told = [review.incident, line.kind, line.severity, line.place]
    if review.origin != "measured":
        told.append(str(ORIGINS[review.origin]))
    if incident.state == State.FALSE_ALARM:
        told.append(_("False alarm"))
    return " · ".join(told)


def _footer(review: Review, written: Written, clock: str) -> str:
    facts = {"number": review.incident, "version": written.version, "at": clock}
    if written.version:
        return _("Incident %(number)s, report %(version)s, as it was known at %(at)s") % facts
    return _("Incident %(number)s, written at %(at)s, not kept") % facts


def _section(section: Section) -> dict[str, Any]:
    lines = [
        {"cells": [in_words(cell) for cell in line.cells], "missed": line.missed}
        for line in section.lines
    ]
    return {
        "id": section.id,
        "title": in_words(section.title),
        "sentences": [in_words(one) for one in section.sentences],
        "columns": [in_words(one) for one in section.columns],
        "widths": _widths(section.id, len(section.columns)),
        "lines": lines,
        "empty": in_words(section.empty),
    }


#: Shares of the paper's width, where the columns are not alike.
_SHARES: dict[str, Sequence[int]] = {"told": (4, 7, 3, 3), "directives": (3, 6, 3, 4, 3)}


def _widths(section: str, columns: int) -> list[int]:
    return list(_SHARES.get(section, [1] * columns))
