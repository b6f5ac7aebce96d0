"""``/desk/dataset-requests/``: the department looks at what came, shows it, answers or declines."""

from datetime import UTC, datetime
from http import HTTPStatus

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from simin.domains.dataset_requests import policies, queries, services
from simin.domains.dataset_requests.errors import UnknownRequestError
from simin.domains.dataset_requests.services import Decision
from simin.domains.dataset_requests.states import DECLINED_FOR, REFUSED_FOR, State, acts
from simin.domains.identity import queries as identity
from simin.domains.identity.policies import DESK_ROLES
from simin.domains.identity.roles import Role
from simin.kit.errors import RejectedError
from simin.web.access import allow, roles_held
from simin.web.plaza.request_words import FAULTS, REASONS
from simin.web.plaza.requests import shown
from simin.web.presentation.refusals import CANNOT_BE_TAKEN

#: Read the requests of every department.
READERS = frozenset({Role.PUBLISHER, Role.AUDITOR, Role.MAYOR, Role.DEPUTY})
TYPED = ("act", "answer", "reason", "link")


@allow(*DESK_ROLES)
@require_safe
def listing(request: HttpRequest) -> HttpResponseBase:
    """Of their departments; of all for whoever publishes or audits."""
    everything = roles_held(request) & READERS
    rows = queries.of_office(None if everything else _departments(request))
    lines = [shown(row) for row in rows]
    waiting = {State.HELD, State.OPEN}
    context = {
        "waiting": [line for line in lines if line.row.state in waiting],
        "done": [line for line in lines if line.row.state not in waiting],
    }
    return render(request, "plaza/desk_requests.html", context)


@allow(*DESK_ROLES)
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, number: int) -> HttpResponseBase:
    """What was typed stays where something is wrong."""
    try:
        row = queries.request(number)
    except UnknownRequestError as error:
        raise Http404 from error
    may = policies.may_decide(
        row,
        publisher=Role.PUBLISHER in roles_held(request),
        departments=_departments(request),
    )
    if not may and row.state == State.HELD and not roles_held(request) & READERS:
        raise PermissionDenied
    typed = {name: request.POST.get(name, "")[:4000] for name in TYPED}
    faults: dict[str, object] = {}
    if request.method == "POST":
        if not may:
            raise PermissionDenied
        faults = _decided(request, number, typed)
        if not faults:
            return redirect("plaza-desk-request", number)
        row = queries.request(number)
    context = {
        "shown": shown(row),
        "typed": typed,
        "faults": faults,
        "acts": [act.value for act in acts(State(row.state))] if may else [],
        "declined_for": [(name, REASONS[name]) for name in DECLINED_FOR],
        "refused_for": [(name, REASONS[name]) for name in REFUSED_FOR],
    }
    status = HTTPStatus.BAD_REQUEST if faults else HTTPStatus.OK
    return render(request, "plaza/desk_request.html", context, status=status)


def _decided(request: HttpRequest, number: int, typed: dict[str, str]) -> dict[str, object]:
    decision = Decision(
        act=typed["act"], text=typed["answer"], reason=typed["reason"], link=typed["link"]
    )
    try:
        by = request.user.get_username()
        services.decide(number, decision, by=by, at=datetime.now(UTC))
    except RejectedError as error:
        return {error.field: FAULTS.get(error.field, CANNOT_BE_TAKEN)}
    return {}


def _departments(request: HttpRequest) -> frozenset[str | None]:
    account = request.user.pk
    return identity.departments_of(account, Role.DEPARTMENT_OFFICER) if account else frozenset()
