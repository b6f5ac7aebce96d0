"""The bytes of photos and documents, to who may see them."""

from django.http import FileResponse, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from simin.domains.identity.policies import DESK_ROLES
from simin.domains.projects import queries
from simin.domains.projects.queries import Document, SitePhoto
from simin.kit.file_store import store_of
from simin.web.access import allow, public
from simin.web.handed_in import harmless
from simin.web.projects.viewing import found, project_for

#: Seconds for which a public picture may be kept: it may be taken back.
KEPT = 300


@allow(*DESK_ROLES)
@require_safe
@found
def photo(request: HttpRequest, project: str, number: int) -> HttpResponseBase:
    """``?small``: the thumbnail."""
    return _picture(queries.photo(project_for(request, project), number), request)


@public
@require_safe
@found
def public_photo(request: HttpRequest, project: str, number: int) -> HttpResponseBase:
    """Only of a project that everyone sees, and only if it is shown to everyone."""
    response = _picture(queries.public_photo(project, number), request)
    patch_cache_control(response, public=True, max_age=KEPT)
    return response


@allow(*DESK_ROLES)
@require_safe
@found
def document(request: HttpRequest, project: str, number: int) -> HttpResponseBase:
    return _paper(queries.document(project_for(request, project), number))


@public
@require_safe
@found
def public_document(request: HttpRequest, project: str, number: int) -> HttpResponseBase:
    return _paper(queries.public_document(project, number))


def _picture(row: SitePhoto, request: HttpRequest) -> FileResponse:
    name = row.thumbnail if "small" in request.GET and row.thumbnail else row.sha256
    response = FileResponse(store_of("projects").open(name), content_type=row.media_type)
    return harmless(response)


def _paper(row: Document) -> HttpResponseBase:
    if row.link:
        return redirect(row.link)
    opened = store_of("projects").open(row.sha256)
    name = f"{row.name}.pdf"
    response = FileResponse(opened, as_attachment=True, filename=name, content_type=row.media_type)
    return harmless(response)
