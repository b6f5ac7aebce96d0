"""Whether the reader may act or look at a subject: the field's policy, and the subject's own.

The field stands below projects and cannot ask them; here is where both are known. A project that
the reader does not see, or that does not exist, lets nobody of a department in.
"""

from django.http import HttpRequest

from simin.domains.field import policies
from simin.domains.field.subject import project_of
from simin.domains.identity.policies import ROOM_ROLES
from simin.domains.projects import policies as projects
from simin.domains.projects import queries
from simin.domains.projects.errors import UnknownProjectError
from simin.kit.errors import NotAllowedError
from simin.web.access import roles_held
from simin.web.directives.people import reader_of


def may_act(request: HttpRequest, subject: str) -> bool:
    return policies.may_act(roles_held(request), subject, answers=_answers(request, subject))


def may_look(request: HttpRequest, subject: str) -> bool:
    return policies.may_look(roles_held(request), subject, answers=_answers(request, subject))


def check_may_act(request: HttpRequest, subject: str) -> None:
    if not may_act(request, subject):
        raise NotAllowedError("only who runs the incident or answers for the site")


def _answers(request: HttpRequest, subject: str) -> bool:
    project = project_of(subject)
    if project is None or not ROOM_ROLES.isdisjoint(roles_held(request)):
        return False
    reader = reader_of(request)
    try:
        return projects.reports(reader, queries.project(project, reader))
    except UnknownProjectError:
        return False
