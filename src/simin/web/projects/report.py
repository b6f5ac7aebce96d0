"""``/desk/projects/{id}/report/``: from the site, on a phone."""

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from simin.domains.identity.policies import DESK_ROLES
from simin.domains.projects import cards, policies, queries, services
from simin.domains.projects.queries import Project
from simin.domains.projects.services import Told
from simin.kit.errors import NotAllowedError, RejectedError
from simin.web.access import allow
from simin.web.bodies.limits import takes_files
from simin.web.desk.moment import city_time
from simin.web.permissions_policy import allows_place
from simin.web.projects.lines import ProjectLine
from simin.web.projects.typed import handed_photos, new_key, number_of, posted
from simin.web.projects.viewing import found, project_for, reader
from simin.web.projects.vocabulary import in_sentence

FIELDS = ("percent", "text", "longitude", "latitude", "spot", "taken_on", "key")


@allow(*DESK_ROLES)
@takes_files
@require_http_methods(["GET", "HEAD", "POST"])
@allows_place
@found
def page(request: HttpRequest, project: str) -> HttpResponseBase:
    one = project_for(request, project)
    if not policies.reports(reader(request), one):
        return _form(request, one, {}, {"allowed": _("That is for somebody else to do.")}, 403)
    if request.method != "POST":
        return _form(request, one, {"key": new_key()}, {})
    typed = posted(request, *FIELDS)
    try:
        services.report(
            project, _told(request, typed), by=reader(request), form_key=typed["key"] or new_key()
        )
    except (RejectedError, NotAllowedError) as error:
        return _form(request, one, typed, _fault(error), 400)
    messages.success(request, _("The report is kept."), extra_tags="desk")
    return redirect("project", project)


def _told(request: HttpRequest, typed: dict[str, str]) -> Told:
    return Told(
        percent=number_of(typed["percent"], "percent"),
        text=typed["text"],
        longitude=number_of(typed["longitude"], "longitude"),
        latitude=number_of(typed["latitude"], "latitude"),
        photos=handed_photos(request),
    )


def _fault(error: RejectedError | NotAllowedError) -> dict[str, str]:
    if isinstance(error, NotAllowedError):
        return {"allowed": _("That is for somebody else to do.")}
    return {error.field: in_sentence(error.reason)}


def _form(
    request: HttpRequest,
    one: Project,
    typed: dict[str, str],
    faults: dict[str, str],
    status: int = 200,
) -> HttpResponseBase:
    time = city_time()
    told = {
        "line": ProjectLine(cards.project_card(one.id, time.now), time),
        "typed": typed,
        "faults": faults,
        "today": time.local(time.now).date().isoformat(),
        "spots": sorted({photo.spot for photo in queries.whole(one, public=False).photos} - {""}),
        "allowed": "allowed" not in faults,
    }
    return render(request, "projects/report.html", told, status=status)
