"""``/desk/field/``: who was let in; making a link, taking it back, looking at what came."""

import secrets
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from simin.domains.field import queries, services
from simin.domains.field.errors import UnknownInvitationError
from simin.domains.field.policies import FIELD_ROLES
from simin.domains.field.queries import Invitation, Report
from simin.domains.field.services import Asked
from simin.domains.incidents.errors import UnknownIncidentError
from simin.domains.picture.card import Card
from simin.kit.errors import NotAllowedError, NotFoundError, RejectedError
from simin.kit.text import Text
from simin.web.access import allow
from simin.web.card.lookup import find, viewer_view
from simin.web.desk.moment import city_time
from simin.web.directives.typed import new_key
from simin.web.field.calling import username
from simin.web.field.entering import now
from simin.web.field.files import served
from simin.web.field.lines import InvitationLine, ReportLine
from simin.web.field.links import Link, link_to
from simin.web.field.looking import position_seen, seen
from simin.web.field.panel import field_panel
from simin.web.field.rights import check_may_act, may_act, may_look
from simin.web.field.vocabulary import FAULTS, said
from simin.web.permissions_policy import allows_calls


@allow(*FIELD_ROLES)
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Links of every subject that the reader may look at."""
    time, at = city_time(), now()
    found = [one for one in queries.newest_invitations() if may_look(request, one.subject)]
    lines = [InvitationLine(one, time, at) for one in found]
    return render(request, "field/list.html", {"invitations": lines})


@allow(*FIELD_ROLES)
@allows_calls
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponseBase:
    """``?card=`` says what it is about. The link is shown once, on the page that answers."""
    typed = {name: request.POST.get(name, "")[:500] for name in ("who", "unit", "purpose", "hours")}
    subject = (request.POST.get("card") or request.GET.get("card", ""))[:200]
    title = _title(request, subject)
    if request.method != "POST":
        return _form(request, subject, title, typed)
    try:
        check_may_act(request, subject)
        secret = secrets.token_urlsafe(32)
        key = request.POST.get("key", "")[:80] or new_key()
        asked = _asked(subject, title, typed)
        made = services.invite(asked, secret=secret, form_key=key, by=username(request), now=now())
    except RejectedError as error:
        return _form(request, subject, title, typed, str(FAULTS.get(error.field, error)))
    except NotAllowedError as error:
        raise Http404 from error
    return _made(request, made, link_to(request, secret))


def _asked(subject: str, title: Text, typed: dict[str, str]) -> Asked:
    hours = typed["hours"]
    return Asked(
        subject=subject,
        subject_title=title,
        who=typed["who"],
        unit=typed["unit"],
        purpose=typed["purpose"],
        hours=int(hours) if hours.isdecimal() and len(hours) < 5 else None,
    )


def _made(request: HttpRequest, made: Invitation, link: Link) -> HttpResponse:
    told = {"line": InvitationLine(made, city_time(), now()), "link": link}
    return render(request, "field/made.html", told)


@allow(*FIELD_ROLES)
@allows_calls
@require_safe
def one(request: HttpRequest, handle: str) -> HttpResponse:
    found = _found(request, handle)
    return render(request, "field/invitation.html", _told(request, found))


@allow(*FIELD_ROLES)
@require_safe
def news(request: HttpRequest, handle: str) -> HttpResponse:
    """What changes of the page of a link; that the page is looked at was written down once."""
    told = _told(request, _found(request, handle))
    return render(request, "field/parts/office_news.html", told)


def _told(request: HttpRequest, found: Invitation) -> dict[str, Any]:
    time = city_time()
    reports = [ReportLine(one, time) for one in queries.reports_by(found)]
    line = InvitationLine(found, time, now(), queries.last_position(found))
    position_seen(request, line)
    return {
        "line": line,
        "reports": reports,
        "may_act": may_act(request, found.subject),
        "said": said(),
    }


@allow(*FIELD_ROLES)
@require_POST
def revoke(request: HttpRequest, handle: str) -> HttpResponse:
    found = _found(request, handle)
    if not may_act(request, found.subject):
        raise Http404
    services.revoke(handle, by=username(request), now=now())
    messages.success(request, _("The link was taken back."), extra_tags="desk")
    return redirect("field-invitation", handle)


@allow(*FIELD_ROLES)
@require_safe
def picture(request: HttpRequest, number: int) -> HttpResponseBase:
    """``?small`` is enough for lists."""
    found = _report(request, number)
    return served(found.thumbnail if "small" in request.GET else found.file, found.media_type)


@allow(*FIELD_ROLES)
@require_safe
def recording(request: HttpRequest, number: int) -> HttpResponseBase:
    """Who looks at it is written down before it is handed out."""
    found = _report(request, number)
    if found.kind != "recording" or not found.file:
        raise Http404
    seen(request, found.invitation, "recording")
    return served(found.file, found.media_type)


def _found(request: HttpRequest, handle: str) -> Invitation:
    """Raises ``Http404``, also for what is not the reader's."""
    try:
        found = queries.invitation(handle)
    except UnknownInvitationError as error:
        raise Http404 from error
    if not may_look(request, found.subject):
        raise Http404
    return found


def _report(request: HttpRequest, number: int) -> Report:
    try:
        found = queries.report(number)
    except UnknownInvitationError as error:
        raise Http404 from error
    _found(request, found.invitation_id)
    if not found.file:
        raise Http404
    return found


def _title(request: HttpRequest, subject: str) -> Text:
    """The card's title as the maker may see it. Raises ``Http404``."""
    try:
        card = find(subject, viewer_view(request)).card
    except (NotFoundError, UnknownIncidentError) as error:
        raise Http404 from error
    return dict(card.title) if isinstance(card, Card) else {}


def _form(
    request: HttpRequest, subject: str, title: Text, typed: dict[str, str], fault: str = ""
) -> HttpResponse:
    told = {"field": field_panel(request, subject, title), "typed": typed, "fault": fault}
    return render(request, "field/new.html", told, status=400 if fault else 200)
