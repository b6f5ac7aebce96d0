"""What a source sent wrong: reasons with counts, records a page at a time, one record as it came.

Records as they came may name persons, so only who looks after sources sees them.
"""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from simin.domains.identity.policies import SOURCE_ROLES
from simin.ingest.oversight import queries
from simin.web.access import allow
from simin.web.cut_links import or_first
from simin.web.desk import raw
from simin.web.desk.lookup import found
from simin.web.desk.moment import city_time
from simin.web.desk.source import context
from simin.web.desk.source_page import SourcePage

#: Characters of a record in a list.
_GLIMPSE = 160


@allow(*SOURCE_ROLES)
@require_safe
@found
def listing(request: HttpRequest, feed: str) -> HttpResponseBase:
    """``?group=&q=&resolved=1&before=``."""
    shown = SourcePage(queries.declared(feed), city_time())
    asked = {name: request.GET.get(name, "")[:100] for name in ("group", "q", "resolved")}
    page = or_first(
        lambda place: queries.quarantine(
            feed,
            group=asked["group"],
            search=asked["q"].strip(),
            resolved=bool(asked["resolved"]),
            before=queries.checked_number("before", place),
        ),
        request.GET.get("before", ""),
    )
    lines = [(row, glimpse(bytes(row.raw))) for row in page.rows]
    told = {"lines": lines, "cursor": page.cursor, "asked": asked, "searched": queries.SEARCHED}
    return render(request, "desk/quarantine.html", {**context(request, shown), **told})


@allow(*SOURCE_ROLES)
@require_safe
@found
def record(request: HttpRequest, feed: str, number: int) -> HttpResponseBase:
    """``?as=hex``: its bytes."""
    shown = SourcePage(queries.declared(feed), city_time())
    row = queries.quarantined(feed, number)
    text = raw.shown(bytes(row.raw), dump=request.GET.get("as") == "hex")
    answers = queries.payloads(feed, row.run)
    told = {"record": row, "raw": text, "answers": answers}
    return render(request, "desk/quarantined.html", {**context(request, shown), **told})


def glimpse(body: bytes) -> str:
    """The beginning, on one line."""
    encoding = raw.encoding_of(body)
    if not encoding:
        return body[:24].hex(" ")
    text = " ".join(body[: _GLIMPSE * 4].decode(encoding, errors="replace").split())
    return text if len(text) <= _GLIMPSE else f"{text[:_GLIMPSE]}…"
