"""Public answers of the registers: the same for everyone, as page, JSON or CSV."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response, patch_cache_control, set_response_etag

from simin.kit.spreadsheet_cell import cells

#: Seconds.
KEPT = 10


def as_json(request: HttpRequest, told: Any) -> HttpResponseBase:
    """``told``: anything that msgspec writes."""
    response = HttpResponse(msgspec.json.encode(told), content_type="application/json")
    return kept(request, response)


def as_csv(
    request: HttpRequest, name: str, header: Sequence[str], rows: Iterable[Sequence[str]]
) -> HttpResponseBase:
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows(cells(row) for row in rows)
    response = HttpResponse(file.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return kept(request, response)


def kept(request: HttpRequest, response: HttpResponse) -> HttpResponseBase:
    patch_cache_control(response, public=True, max_age=KEPT, s_maxage=KEPT)
    response["Access-Control-Allow-Origin"] = "*"
    set_response_etag(response)
    return get_conditional_response(request, etag=response["ETag"], response=response) or response
