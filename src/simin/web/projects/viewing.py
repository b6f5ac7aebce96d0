"""Who looks at the desk's pages of projects, and at which project."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render

from simin.domains.directives.policies import Reader
from simin.domains.projects import queries
from simin.domains.projects.errors import (
    UnknownPledgeError,
    UnknownProjectError,
    UnknownTableError,
)
from simin.domains.projects.queries import Project
from simin.kit.file_store import UnknownFileError
from simin.web.directives.people import reader_of

type View = Callable[..., HttpResponseBase]


def found(view: View) -> View:
    """404 for what is not there, or not for this reader."""

    @wraps(view)
    def looked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except (UnknownProjectError, UnknownPledgeError, UnknownTableError, UnknownFileError):
            return render(request, "projects/missing.html", status=404)

    return looked


def project_for(request: HttpRequest, project: str) -> Project:
    """Raises ``UnknownProjectError``, also for what is withheld from this reader."""
    return queries.project(project, reader_of(request))


def reader(request: HttpRequest) -> Reader:
    return reader_of(request)
