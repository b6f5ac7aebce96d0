"""The last step of a lineage: a run, its answers as they came, and what was made of each."""

import re

import msgspec
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from simin.domains.identity.policies import DESK_ROLES, SOURCE_ROLES
from simin.ingest.feeds import Feed, Parsed, SourceError
from simin.ingest.models import RawPayload
from simin.ingest.oversight import queries
from simin.ingest.oversight.previews import payload_of
from simin.ingest.runner import reading
from simin.kit.errors import NotFoundError
from simin.web.access import allow
from simin.web.desk import raw
from simin.web.desk.lookup import found, kind_named, may_see_raw
from simin.web.desk.moment import city_time
from simin.web.desk.source import context
from simin.web.desk.source_page import RunLine, SourcePage

#: Records of an answer that are shown.
SHOWN = 20
_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")


@allow(*DESK_ROLES)
@require_safe
@found
def by_run(request: HttpRequest, run: str) -> HttpResponseBase:
    """From a card's run to the page of that run."""
    feed = None if "\0" in run else queries.feed_of_run(run)
    if feed is None:
        raise NotFoundError(run)
    return redirect("source-run", feed=feed, run=run)


@allow(*DESK_ROLES)
@require_safe
@found
def run(request: HttpRequest, feed: str, run: str) -> HttpResponseBase:
    shown = SourcePage(queries.declared(feed), city_time())
    told: dict[str, object] = {"run": RunLine(queries.run(feed, run), shown.time)}
    if may_see_raw(request):
        told |= {
            "answers": queries.payloads(feed, run),
            "waiting": queries.quarantined_by(feed, run),
        }
    return render(request, "desk/run.html", {**context(request, shown), **told})


@allow(*SOURCE_ROLES)
@require_safe
@found
def payload(request: HttpRequest, feed: str, number: int) -> HttpResponseBase:
    """``?as=hex&from=``: a window on its bytes."""
    shown = SourcePage(queries.declared(feed), city_time())
    kept = queries.payload(feed, number)
    start = queries.checked_number("from", request.GET.get("from", "")) or 0
    text = raw.shown(kept.body, dump=request.GET.get("as") == "hex", start=start)
    told = {
        "answer": kept.row,
        "raw": text,
        "made": _read(kept.row, shown.feed),
        "waiting": queries.quarantined_by(feed, kept.row.run),
    }
    return render(request, "desk/payload.html", {**context(request, shown), **told})


@allow(*SOURCE_ROLES)
@require_safe
@found
def body(request: HttpRequest, feed: str, number: int) -> HttpResponseBase:
    """As it came, to be kept as a file; no browser opens it here."""
    kept = queries.payload(feed, number)
    response = HttpResponse(kept.body, content_type="application/octet-stream")
    name = _UNSAFE.sub("-", f"{feed}-{kept.row.id}-{kept.row.request}")[:120]
    response["Content-Disposition"] = f'attachment; filename="{name}.bin"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _read(row: RawPayload, feed: Feed | None) -> dict[str, object]:
    """What the mapping in effect makes of the answer."""
    kind = kind_named(feed.kind) if feed else None
    if feed is None or kind is None:
        return {}
    try:
        parsed = reading.parsed(kind, feed, payload_of(row))
    except SourceError as error:
        return {"problem": reading.reason_of(error, feed)}
    return _told(parsed)


def _told(parsed: Parsed) -> dict[str, object]:
    return {
        "count": len(parsed.records),
        "rejected": len(parsed.rejected),
        "records": [record_line(record) for record in parsed.records[:SHOWN]],
    }


def record_line(record: object) -> dict[str, str]:
    """A record as a line of a table."""
    plain = msgspec.to_builtins(record)
    values = ", ".join(f"{name} = {value}" for name, value in plain["values"].items())
    return {"key": plain["key"], "at": plain.get("at") or "", "values": values}
