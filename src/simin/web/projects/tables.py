"""``/desk/projects/tables/``: hand in a table, look at what it would change, take it; export."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from simin.domains.places import queries as places
from simin.domains.projects import policies, queries, services
from simin.domains.projects.checks import key_of
from simin.domains.projects.definition import Table
from simin.domains.projects.services import Difference
from simin.kit.errors import NotAllowedError, RejectedError
from simin.web.access import allow
from simin.web.bodies.limits import takes_files
from simin.web.projects.typed import new_key, posted
from simin.web.projects.viewing import found, reader
from simin.web.projects.vocabulary import TABLES, in_sentence
from simin.workflows.project_tables import columns, look, take_handed, written
from simin.workflows.project_tables.cells import as_text

HANDING = tuple(sorted(policies.HANDING))
#: Faults and differences that are shown; the rest is counted.
SHOWN = 200


@dataclass(frozen=True)
class Row:
    """A difference as a line of the preview."""

    line: int
    kind: str
    name: str
    #: Column, what it was, what it becomes.
    columns: tuple[tuple[str, str, str], ...]


@allow(*HANDING)
@takes_files
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest) -> HttpResponseBase:
    """The form that takes a file, and the tables that can be had."""
    if request.method != "POST":
        return _form(request, "", {})
    told, file = posted(request, "table", "key"), request.FILES.get("file")
    if told["table"] not in list(Table):
        return _form(request, "", {"table": _("Choose one of the list.")}, 400)
    try:
        content = file.read(services.LARGEST_TABLE + 1) if file else b""
        name = (file.name or "") if file else ""
        kept = services.hand_in(
            Table(told["table"]), name, content, by=reader(request), key=told["key"] or new_key()
        )
    except RejectedError as error:
        return _form(request, told["table"], {"file": in_sentence(error.reason)}, 400)
    return redirect("project-table", kept.key)


def _form(
    request: HttpRequest, table: str, faults: dict[str, str], status: int = 200
) -> HttpResponseBase:
    languages = places.city().languages
    told = {
        "tables": [
            (one.value, str(TABLES[one]), [column.name for column in columns(one, languages)])
            for one in Table
        ],
        "table": table,
        "faults": faults,
        "key": new_key(),
    }
    return render(request, "projects/tables.html", told, status=status)


@allow(*HANDING)
@require_http_methods(["GET", "HEAD", "POST"])
@found
def one(request: HttpRequest, key: str) -> HttpResponseBase:
    """What taking the file would change; POST takes it."""
    by = reader(request)
    handed = queries.handed_table(key, by)
    if request.method == "POST":
        try:
            changed = take_handed(key, by=by)
        except (RejectedError, NotAllowedError):
            return _preview(request, handed, 409)
        _tell(request, len(changed))
        return redirect("pledges" if handed.table == Table.PLEDGES else "projects")
    return _preview(request, handed)


def _tell(request: HttpRequest, count: int) -> None:
    said = ngettext("%(count)d row was taken.", "%(count)d rows were taken.", count)
    messages.success(request, said % {"count": count}, extra_tags="desk")


def _preview(
    request: HttpRequest, handed: queries.HandedTable, status: int = 200
) -> HttpResponseBase:
    told = {"handed": handed, "table": str(TABLES[handed.table]), "shown": SHOWN}
    try:
        found_in = look(Table(handed.table), bytes(handed.content), by=reader(request))
    except RejectedError as error:
        told["refused"] = in_sentence(error.reason)
        return render(request, "projects/table.html", told, status=400)
    told |= {
        "look": found_in,
        "wrong": [(one, in_sentence(one.reason)) for one in found_in.wrong[:SHOWN]],
        "rows": list(_rows(found_in.differences)),
    }
    return render(request, "projects/table.html", told, status=status)


def _rows(differences: object) -> Iterator[Row]:
    assert isinstance(differences, list)
    changed = [pair for pair in differences if pair[1].kind != "same"]
    for line, difference in changed[:SHOWN]:
        yield Row(line, difference.kind, _name(difference), tuple(_columns(difference)))


def _name(difference: Difference) -> str:
    return " · ".join(str(part) for part in key_of(difference.row))


def _columns(difference: Difference) -> Iterator[tuple[str, str, str]]:
    if difference.kind == "new":
        return
    for name, (was, now) in difference.columns.items():
        yield name, _text(was), _text(now)


def _text(value: object) -> str:
    if isinstance(value, dict) and "coordinates" not in value:
        return " / ".join(str(words) for words in value.values())
    return as_text(value)[:120]


@allow(*HANDING)
@require_safe
def export(request: HttpRequest, table: str) -> HttpResponseBase:
    """The table as it may be handed in again, as far as the reader sees it."""
    if table not in list(Table):
        raise Http404
    lines = written(Table(table), by=reader(request))
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{table}.csv"'
    return response
