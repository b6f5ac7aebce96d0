"""What a source administrator does to a feed: each act is confirmed on a page of its own, left as
an order for the engine, and written in the audit trail. No request here asks a source.
"""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from simin.domains.identity.policies import SOURCE_KEEPER_ROLES
from simin.ingest.oversight import backfills, orders
from simin.ingest.oversight.errors import NotNowError
from simin.ingest.oversight.orders import Act
from simin.ingest.oversight.queries import declared
from simin.kit.callers import address_of
from simin.kit.clock import SystemClock
from simin.kit.errors import NotFoundError, RejectedError
from simin.web.access import allow
from simin.web.desk.lookup import found
from simin.web.desk.moment import city_time
from simin.web.desk.source import context
from simin.web.desk.source_page import SourcePage
from simin.web.desk.vocabulary import NOT_NOW
from simin.web.presentation.refusals import CANNOT_BE_TAKEN

#: Acts that are no orders.
PAUSE, RESUME = "pause", "resume"
LONGEST_WHY = 500


@allow(*SOURCE_KEEPER_ROLES)
@require_http_methods(["GET", "HEAD", "POST"])
@found
def act(request: HttpRequest, feed: str, act: str) -> HttpResponseBase:
    """Asks first (GET), does it then (POST)."""
    if act not in {*Act, PAUSE, RESUME}:
        raise NotFoundError(act)
    shown = SourcePage(declared(feed), city_time())
    if request.method != "POST":
        return render(request, "desk/act.html", {**context(request, shown), "act": act})
    try:
        _do(request, feed, act)
    except NotNowError as error:
        messages.error(request, str(NOT_NOW[error.reason]), extra_tags="desk")
    else:
        messages.success(request, _done(act), extra_tags="desk")
    return redirect("source", feed=feed)


def _do(request: HttpRequest, feed: str, act: str) -> None:
    who = {"account": request.user.get_username(), "address": address_of(request)}
    now = SystemClock().now()
    if act == PAUSE:
        why = request.POST.get("why", "").strip()[:LONGEST_WHY]
        orders.pause(feed, **who, why=why, at=now)
    elif act == RESUME:
        orders.resume(feed, **who)
    else:
        orders.order(feed, Act(act), **who, at=now)


def _done(act: str) -> str:
    if act == PAUSE:
        return _("The source is paused.")
    return _("The source runs again.") if act == RESUME else _("Left for the engine.")


@allow(*SOURCE_KEEPER_ROLES)
@require_http_methods(["GET", "HEAD", "POST"])
@found
def backfill(request: HttpRequest, feed: str) -> HttpResponseBase:
    """The form for a past period; what was typed is kept where something is wrong with it."""
    shown = SourcePage(declared(feed), city_time())
    typed = {name: request.POST.get(name, "").strip()[:40] for name in ("from", "until")}
    faults: dict[str, str] = {}
    if request.method == "POST":
        try:
            _start(request, feed, typed, shown.time.zone)
        except NotNowError as error:
            messages.error(request, str(NOT_NOW[error.reason]), extra_tags="desk")
        except RejectedError as error:
            faults[error.field] = _fault(error)
        if not faults:
            return redirect("source", feed=feed)
    told = {"typed": typed, "faults": faults}
    return render(request, "desk/backfill.html", {**context(request, shown), **told})


def _start(request: HttpRequest, feed: str, typed: dict[str, str], zone: ZoneInfo) -> None:
    begin, end = (_moment(name, typed[name], zone) for name in ("from", "until"))
    backfills.start(
        feed,
        begin,
        end,
        account=request.user.get_username(),
        address=address_of(request),
        now=SystemClock().now(),
    )


def _moment(field: str, said: str, zone: ZoneInfo) -> datetime:
    try:
        at = datetime.fromisoformat(said)
    except ValueError as error:
        raise RejectedError(field, "is no time") from error
    return (at if at.tzinfo else at.replace(tzinfo=zone)).astimezone(UTC)


def _fault(error: RejectedError) -> str:
    known = {
        "is no time": _("Give a date and a time."),
        "must lie after the beginning": _("The end must lie after the beginning."),
        "lies in the future": _("The end lies in the future."),
        "is more than ten years before the end": _("At most ten years at once."),
    }
    return known.get(error.reason, str(CANNOT_BE_TAKEN))


@allow(*SOURCE_KEEPER_ROLES)
@require_POST
@found
def cancel(request: HttpRequest, feed: str, number: int) -> HttpResponseBase:
    """What was fetched stays."""
    try:
        backfills.cancel(
            feed,
            number,
            account=request.user.get_username(),
            address=address_of(request),
            now=SystemClock().now(),
        )
    except NotNowError as error:
        messages.error(request, str(NOT_NOW[error.reason]), extra_tags="desk")
    return redirect("source", feed=feed)
