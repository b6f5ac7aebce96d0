"""``/desk/projects/{id}/``: one project, and what its department does with it."""

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from simin.domains.identity.policies import DESK_ROLES
from simin.domains.projects import cards, policies, services
from simin.domains.projects.queries import Project
from simin.kit.errors import NotAllowedError, RejectedError
from simin.web.access import allow
from simin.web.bodies.limits import takes_files
from simin.web.card.lookup import viewer_view
from simin.web.desk.moment import city_time
from simin.web.field.panel import panel_context
from simin.web.permissions_policy import allows_calls
from simin.web.projects.project_page import ProjectPage
from simin.web.projects.typed import day_of, handed_photos, posted
from simin.web.projects.viewing import found, project_for, reader
from simin.web.projects.vocabulary import in_sentence


@allow(*DESK_ROLES)
@require_safe
@allows_calls
@found
def page(request: HttpRequest, project: str) -> HttpResponseBase:
    """``?before=&after=``: which two photos are compared."""
    return shown(request, project_for(request, project))


def shown(
    request: HttpRequest,
    one: Project,
    faults: dict[str, str] | None = None,
    status: int = 200,
    typed: dict[str, str] | None = None,
) -> HttpResponseBase:
    """``typed`` is given where a form was refused, under the part that ``faults`` names."""
    time, by = city_time(), reader(request)
    card = cards.project_card(one.id, time.now)
    told = {
        "shown": ProjectPage(card, time, request.GET, desk=True, view=viewer_view(request)),
        "card": card,
        "keeps": policies.keeps(by, one.unit),
        "reports": policies.reports(by, one),
        "faults": faults or {},
        "typed": typed or {},
        **panel_context(request, card.id, card.title),
        "today": time.local(time.now).date().isoformat(),
    }
    return render(request, "projects/one.html", told, status=status)


@allow(*DESK_ROLES)
@require_POST
@found
def milestone(request: HttpRequest, project: str, key: str) -> HttpResponseBase:
    """``reached_on``: a day; empty takes it back."""
    one = project_for(request, project)
    try:
        reached = day_of(posted(request, "reached_on")["reached_on"], "reached_on")
        services.reach_milestone(project, key, on=reached, by=reader(request))
    except (RejectedError, NotAllowedError) as error:
        return _refused(request, one, error, "milestone")
    messages.success(request, _("Kept."), extra_tags="desk")
    return redirect("project", project)


@allow(*DESK_ROLES)
@takes_files
@require_POST
@found
def add_photos(request: HttpRequest, project: str) -> HttpResponseBase:
    one = project_for(request, project)
    try:
        services.add_photos(project, handed_photos(request), by=reader(request))
    except (RejectedError, NotAllowedError) as error:
        return _refused(request, one, error, "photo")
    messages.success(request, _("Kept."), extra_tags="desk")
    return redirect("project", project)


@allow(*DESK_ROLES)
@require_POST
@found
def show_photo(request: HttpRequest, project: str, number: int) -> HttpResponseBase:
    """``public=yes`` shows it to citizens, anything else takes it back."""
    one = project_for(request, project)
    try:
        public = posted(request, "public")["public"] == "yes"
        services.show_photo(project, number, public=public, by=reader(request))
    except (RejectedError, NotAllowedError) as error:
        return _refused(request, one, error, "photo")
    return redirect("project", project)


@allow(*DESK_ROLES)
@takes_files
@require_POST
@found
def add_document(request: HttpRequest, project: str) -> HttpResponseBase:
    one, told = project_for(request, project), posted(request, "name", "link", "public")
    file = request.FILES.get("file")
    try:
        services.add_document(
            project,
            told["name"],
            link=told["link"],
            file=file.read(services.LARGEST_DOCUMENT + 1) if file else None,
            public=told["public"] == "yes",
            by=reader(request),
        )
    except (RejectedError, NotAllowedError) as error:
        return _refused(request, one, error, "document")
    messages.success(request, _("Kept."), extra_tags="desk")
    return redirect("project", project)


@allow(*DESK_ROLES)
@require_POST
@found
def show_document(request: HttpRequest, project: str, number: int) -> HttpResponseBase:
    one = project_for(request, project)
    try:
        public = posted(request, "public")["public"] == "yes"
        services.show_document(project, number, public=public, by=reader(request))
    except (RejectedError, NotAllowedError) as error:
        return _refused(request, one, error, "document")
    return redirect("project", project)


def _refused(
    request: HttpRequest, one: Project, error: RejectedError | NotAllowedError, part: str
) -> HttpResponseBase:
    typed = posted(request, "name", "link", "public", "spot", "taken_on")
    if isinstance(error, NotAllowedError):
        return shown(request, one, {part: _("That is for somebody else to do.")}, 403, typed)
    return shown(request, one, {part: in_sentence(error.reason)}, 400, typed)
