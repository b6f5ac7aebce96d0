"""Hands out what is kept, as what it was found to be, and as nothing that runs."""

from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase

from simin.kit.file_store import UnknownFileError, store_of
from simin.web.handed_in import harmless

_SHOWN = frozenset({"image/jpeg", "video/webm", "video/mp4"})


def served(name: str, media_type: str) -> HttpResponseBase:
    try:
        file = store_of("field").open(name)
    except UnknownFileError:
        return HttpResponse(status=404)
    known = media_type if media_type in _SHOWN else "application/octet-stream"
    response = FileResponse(file, content_type=known)
    response["Content-Disposition"] = "inline" if known == media_type else "attachment"
    return harmless(response)
