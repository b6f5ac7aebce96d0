"""Sends a file as HTTP has it: entity tags, conditions, one range (RFC 9110).

A file that is not made yet is sent as it is written, without a length; whoever asks for a range of
it waits until it is whole, and for whoever asks for its head nothing is made. Its bytes are those
that its tag names, so no compression on the way.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from http import HTTPStatus
from itertools import chain
from pathlib import Path

from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header

from simin.web.plaza import kept_files

_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")


@dataclass(frozen=True, kw_only=True)
class Made:
    """A file that can be made. ``name``: where it is kept; ``file_name``: what people call it."""

    name: str
    file_name: str
    content_type: str
    etag: str
    #: As it is read; None: ``fill`` writes it.
    parts: Callable[[], Iterable[bytes]] | None = None
    fill: Callable[[Path], object] | None = None
    #: Whether ``fill`` writes from front to end.
    grows: bool = False
    #: Whether it can be made at all; raises ``RejectedError``.
    check: Callable[[], None] | None = None

    def whole(self) -> Path:
        assert self.fill or self.parts
        fill = self.fill or kept_files.written(self.parts() if self.parts else ())
        return kept_files.made(self.name, fill)

    def as_it_comes(self) -> Iterator[bytes] | None:
        """While it is made; None: it can be had as a whole only."""
        if self.parts:
            return kept_files.told_on(self.name, self.parts())
        return kept_files.grown(self.name, self.fill) if self.fill and self.grows else None


def send(request: HttpRequest, made: Made) -> HttpResponseBase:
    # The middleware that compresses would make the tag a weak one, and ranges of nothing.
    request.META["HTTP_ACCEPT_ENCODING"] = ""
    known = get_conditional_response(request, etag=made.etag)
    if known is not None:
        return _headed(known, made)
    wanted = _wanted(request, made)
    path = kept_files.kept(made.name)
    if path is None and made.check:
        made.check()
    if path is None and request.method == "HEAD":
        return _headed(HttpResponse(), made)
    coming = None if path or wanted else made.as_it_comes()
    if coming is not None:
        return _headed(_streamed(made, coming), made)
    path = path or made.whole()
    return _headed(_of_file(path, path.stat().st_size, wanted), made)


def _wanted(request: HttpRequest, made: Made) -> tuple[str, str] | None:
    """First and last byte as they were asked for; several ranges are answered with everything."""
    found = _RANGE.fullmatch(request.headers.get("Range", "").replace(" ", ""))
    same = request.headers.get("If-Range", made.etag) == made.etag
    if request.method != "GET" or found is None or not same or found[0] == "bytes=-":
        return None
    return found[1], found[2]


def _streamed(made: Made, coming: Iterator[bytes]) -> HttpResponseBase:
    # What cannot be made at all is refused, not begun and broken off.
    begun = next(coming, b"")
    return StreamingHttpResponse(chain((begun,), coming), content_type=made.content_type)


def _of_file(path: Path, size: int, wanted: tuple[str, str] | None) -> HttpResponseBase:
    first, last = _bounds(size, wanted)
    if wanted and not first <= last:
        refused = HttpResponse(status=HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE)
        refused["Content-Range"] = f"bytes */{size}"
        return refused
    response = FileResponse(_Part(path, first, last - first + 1))
    response["Content-Length"] = str(last - first + 1)
    if wanted:
        response.status_code = HTTPStatus.PARTIAL_CONTENT
        response["Content-Range"] = f"bytes {first}-{last}/{size}"
    return response


def _bounds(size: int, wanted: tuple[str, str] | None) -> tuple[int, int]:
    if wanted is None:
        return 0, size - 1
    first, last = wanted
    if not first:
        length = int(last)
        return (size - min(length, size), size - 1) if length else (size, size - 1)
    return int(first), min(int(last), size - 1) if last else size - 1


class _Part:
    """A part of a file, to be read once."""

    def __init__(self, path: Path, first: int, length: int) -> None:
        self._left = length
        self._file = path.open("rb")
        self._file.seek(first)

    def read(self, size: int) -> bytes:
        part = self._file.read(min(size, self._left))
        self._left -= len(part)
        return part

    def close(self) -> None:
        self._file.close()


def _headed(response: HttpResponseBase, made: Made) -> HttpResponseBase:
    response["ETag"] = made.etag
    if response.status_code == HTTPStatus.NOT_MODIFIED:
        return response
    response["Accept-Ranges"] = "bytes"
    response["Content-Type"] = made.content_type
    response["Content-Disposition"] = str(content_disposition_header(True, made.file_name))
    # Whatever a data set holds is a file to keep, never a page of ours.
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
