"""The list of data sets, a page for each with its rows, and the rows as CSV."""

import csv
import io
from collections.abc import Iterator
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from simin.domains.catalogue import queries
from simin.domains.catalogue.errors import (
    QuestionTooLargeError,
    UnknownDatasetError,
    UnknownVersionError,
)
from simin.domains.identity import queries as identity
from simin.domains.identity.policies import DESK_ROLES
from simin.domains.observations import queries as observations
from simin.kit.errors import RejectedError
from simin.kit.spreadsheet_cell import cells
from simin.kit.text import pick
from simin.web.access import allow, roles_held
from simin.web.cut_links import not_understood
from simin.web.datasets.asked import SIGNS, asked_question
from simin.web.datasets.columns import cell, column_line
from simin.web.datasets.faults import fault
from simin.web.datasets.grouped import FUNCTIONS, grouped, measured
from simin.web.datasets.listing import Listing, concerns
from simin.web.datasets.preview import preview
from simin.web.desk.moment import city_time
from simin.web.presentation.findings import finding_lines
from simin.web.presentation.numbers import in_words
from simin.workflows.open_data import at_desk
from simin.workflows.open_data.at_desk import DeskDataset

#: Rows of a page, and of a file.
ROWS, FILE_ROWS = 50, 1_000_000


@allow(*DESK_ROLES)
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """``?q=&sort=&page=``: what is searched, the order, which page."""
    return render(
        request,
        "datasets/list.html",
        {"listing": Listing(request.GET.dict(), city_time(), roles_held(request))},
    )


#: Versions that a page lists.
VERSIONS = 50


@allow(*DESK_ROLES)
@require_safe
def page(request: HttpRequest, name: str) -> HttpResponse:
    """``?column=&operator=&value=&sort=&descending=&after=&by=&function=&of=``; a fault is told on
    the page."""
    seen, time = _seen(request, name), city_time()
    dataset = seen.dataset
    against = [one for one in observations.findings() if concerns(one, dataset)]
    context: dict[str, Any] = {
        "dataset": dataset,
        "title": pick(dataset.title, _language()),
        "description": pick(dataset.description, _language()),
        "versions": queries.versions(name, VERSIONS),
        "asked": request.GET,
        "columns": [column_line(each) for each in seen.schema.columns],
        "operators": SIGNS,
        "functions": FUNCTIONS,
        "findings": finding_lines(against, time),
        "owner": _owner(dataset),
    }
    try:
        context |= _rows(request, seen)
    except UnknownVersionError:
        context["empty"] = True
    except RejectedError as error:
        context["fault"] = fault(error)
    except QuestionTooLargeError:
        context["fault"] = _("The question takes too long. A narrower filter takes less.")
    return render(request, "datasets/page.html", context)


def _rows(request: HttpRequest, seen: DeskDataset) -> dict[str, Any]:
    cursor = request.GET.get("after", "")
    version = seen.version(queries.cursor_version(cursor) if cursor else None)
    question = asked_question(request.GET)
    found = queries.rows(version, question, limit=ROWS, cursor=cursor or None)
    columns = [column_line(each) for each in queries.schema_of(version).columns]
    zone = city_time().zone
    more = request.GET.copy()
    if found.cursor:
        more["after"] = found.cursor
    return {
        "version": version,
        "count": queries.count(version, question),
        "heads": columns,
        "rows": [[(one, cell(row[one.name], zone)) for one in columns] for row in found.rows],
        "more": more.urlencode() if found.cursor else "",
        "preview": preview(version),
        "measured": measured(version),
        "groups": grouped(version, question, request.GET),
    }


@allow(*DESK_ROLES)
@require_safe
def rows_csv(request: HttpRequest, name: str) -> HttpResponse | StreamingHttpResponse:
    """The rows that the page shows, all of them."""
    seen = _seen(request, name)
    try:
        version = seen.version()
        question = asked_question(request.GET)
        queries.rows(version, question, limit=1)
    except UnknownVersionError as error:
        raise Http404 from error
    except (RejectedError, QuestionTooLargeError):
        return not_understood(request)
    names = queries.schema_of(version).names
    found = queries.stream(version, question, most=FILE_ROWS)
    response = StreamingHttpResponse(_lines(names, found), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}-{version.number}.csv"'
    return response


def _lines(names: tuple[str, ...], rows: Iterator[dict[str, Any]]) -> Iterator[str]:
    yield _line(list(names))
    for row in rows:
        yield _line([row[name] for name in names])


def _line(row: list[Any]) -> str:
    file = io.StringIO()
    csv.writer(file, lineterminator="\r\n").writerow(cells(row))
    return file.getvalue()


def _seen(request: HttpRequest, name: str) -> DeskDataset:
    try:
        return at_desk.dataset(name, roles_held(request))
    except UnknownDatasetError as error:
        raise Http404 from error


def _owner(dataset: queries.Dataset) -> str:
    names = {one.id: in_words(one.name) for one in identity.departments()}
    return names.get(dataset.owner, dataset.owner)


def _language() -> str:
    return get_language() or ""
