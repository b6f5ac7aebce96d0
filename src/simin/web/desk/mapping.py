"""Mend a feed's mapping: typed as TOML, tried on what is kept, saved as a revision, replayed."""

from dataclasses import dataclass
from functools import cached_property

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from simin.domains.identity.policies import SOURCE_KEEPER_ROLES, SOURCE_ROLES, may
from simin.ingest.feeds import Feed
from simin.ingest.oversight import mappings, orders, previews, queries, typed
from simin.ingest.oversight.declared import feed_of, with_mapping
from simin.ingest.oversight.errors import NotNowError
from simin.ingest.oversight.models import DeclaredFeed, MappingRevision
from simin.ingest.oversight.orders import Act
from simin.ingest.oversight.previews import Preview
from simin.ingest.oversight.typed import Draft
from simin.kit.callers import address_of
from simin.kit.clock import SystemClock
from simin.kit.errors import NotFoundError, RejectedError
from simin.web.access import allow, roles_held
from simin.web.desk.actions import LONGEST_WHY
from simin.web.desk.lookup import found, kind_named
from simin.web.desk.moment import city_time
from simin.web.desk.payloads import record_line
from simin.web.desk.source import context
from simin.web.desk.source_page import SourcePage
from simin.web.desk.vocabulary import NOT_NOW
from simin.web.presentation.refusals import CANNOT_BE_TAKEN


@dataclass
class MappingPage:
    """What was typed, what is wrong with it, and what it would give."""

    row: DeclaredFeed
    feed: Feed
    draft: Draft
    why: str = ""
    fault: str = ""
    #: Whether to look at what is kept.
    looks: bool = False

    @property
    def height(self) -> int:
        """Lines of the field: what there is, and room to type."""
        return min(26, max(12, self.draft.text.count("\n") + 4))

    @property
    def seen(self) -> str:
        return str(self.row.revision or "")

    @cached_property
    def revisions(self) -> list[MappingRevision]:
        return queries.revisions(self.row.feed)

    @cached_property
    def before(self) -> Preview | None:
        """Under the mapping in effect."""
        kind = kind_named(self.feed.kind)
        return previews.previewed(self.feed, kind) if self.looks and kind else None

    @cached_property
    def after(self) -> Preview | None:
        kind, mapping = kind_named(self.feed.kind), self.draft.mapping
        if not self.looks or kind is None or mapping is None:
            return None
        return previews.previewed(with_mapping(self.feed, mapping), kind)

    @property
    def samples(self) -> list[dict[str, str]]:
        return [record_line(record) for record in self.after.samples] if self.after else []

    @property
    def lines(self) -> list[tuple[int, str]]:
        """The lines with faults, as typed."""
        typed_lines = self.draft.text.splitlines()
        wrong = sorted({fault.line for fault in self.draft.faults if fault.line})
        return [(line, typed_lines[line - 1]) for line in wrong if line <= len(typed_lines)]


@allow(*SOURCE_ROLES)
@require_http_methods(["GET", "HEAD", "POST"])
@found
def edit(request: HttpRequest, feed: str) -> HttpResponseBase:
    """``?revision=``: begins from an older one, ``0`` from the pack's own."""
    row = queries.declared(feed)
    own = feed_of(row)
    if own is None:
        raise NotFoundError(feed)
    now = with_mapping(own, row.mapping)
    if request.method != "POST":
        shown = MappingPage(row, now, Draft(_text(request, own, now), now.mapping))
        return _shown(request, row, shown)
    return _posted(request, row, own, now)


def _text(request: HttpRequest, own: Feed, now: Feed) -> str:
    asked = queries.checked_number("revision", request.GET.get("revision", ""))
    if asked is None:
        return typed.written(now.mapping)
    if asked == 0:
        return typed.written(own.mapping)
    found = queries.revision(own.id, asked)
    return found.text or typed.written(own.mapping)


def _posted(request: HttpRequest, row: DeclaredFeed, own: Feed, now: Feed) -> HttpResponseBase:
    """``act``: ``look``, ``save``, ``save-replay`` or ``pack``. Nothing typed is ever lost."""
    act = request.POST.get("act", "look")
    text = typed.written(own.mapping) if act == "pack" else request.POST.get("text", "")
    draft = typed.read(text, now, kind_named(now.kind))
    why = request.POST.get("why", "").strip()[:LONGEST_WHY]
    shown = MappingPage(row, now, draft, why, looks=True)
    if act == "look" or draft.faults:
        return _shown(request, row, shown)
    if not may(roles_held(request), SOURCE_KEEPER_ROLES):
        shown.fault = _("Who audits looks at mappings; a source administrator saves them.")
        return _shown(request, row, shown)
    try:
        _save(request, row, draft, why, pack=act == "pack")
    except RejectedError as error:
        shown.fault = _fault(error)
        return _shown(request, row, shown)
    return _saved(request, row.feed, replays=act == "save-replay")


def _save(request: HttpRequest, row: DeclaredFeed, draft: Draft, why: str, *, pack: bool) -> None:
    mappings.save(
        row.feed,
        None if pack else draft.mapping,
        "" if pack else draft.text,
        why=why,
        account=request.user.get_username(),
        at=SystemClock().now(),
        address=address_of(request),
        seen=queries.checked_number("seen", request.POST.get("seen", "")),
    )


def _saved(request: HttpRequest, feed: str, *, replays: bool) -> HttpResponseBase:
    messages.success(
        request, _("The mapping is saved and counts from the next run on."), extra_tags="desk"
    )
    if replays:
        try:
            orders.order(
                feed,
                Act.REPLAY,
                account=request.user.get_username(),
                address=address_of(request),
                at=SystemClock().now(),
            )
        except NotNowError as error:
            messages.error(request, str(NOT_NOW[error.reason]), extra_tags="desk")
    return redirect("source", feed=feed)


def _fault(error: RejectedError) -> str:
    if error.field == "why":
        return _("Say why, so that the next person understands.")
    if error.field == "seen":
        return _("Somebody saved another mapping in the meantime. Look at it, then save again.")
    return str(CANNOT_BE_TAKEN)


def _shown(request: HttpRequest, row: DeclaredFeed, shown: MappingPage) -> HttpResponseBase:
    told = {**context(request, SourcePage(row, city_time())), "mapping": shown}
    return render(request, "desk/mapping.html", told)
