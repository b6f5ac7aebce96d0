"""``/data/requests/``: what citizens ask the city to open, and its answers, for everyone.

Who only looks gets no cookie, so the form carries a signed key, as ``/noticed/`` does. What was
sent is shown once somebody has looked at it.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime

from allauth.core import ratelimit
from django.conf import settings
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from simin.domains.catalogue.errors import UnknownDatasetError
from simin.domains.dataset_requests import queries, services
from simin.domains.dataset_requests.errors import UnknownRequestError
from simin.domains.dataset_requests.queries import DatasetRequest
from simin.domains.dataset_requests.services import Wish
from simin.domains.dataset_requests.states import State
from simin.domains.identity import queries as identity
from simin.kit.errors import RejectedError
from simin.web.access import public
from simin.web.cut_links import or_first
from simin.web.desk.moment import city_time
from simin.web.plaza.request_words import FAULTS, REASONS, STATES
from simin.web.plaza.views import kept
from simin.web.presentation.numbers import figure, in_words
from simin.web.presentation.refusals import CANNOT_BE_TAKEN
from simin.workflows.open_data import opening

SALT = "simin.dataset-request"
#: Seconds in which a form that was shown may be sent.
FORM_KEPT = 24 * 3600
FIELDS = ("title", "text", "use", "dataset", "owner", "contact")


@dataclass(frozen=True)
class Shown:
    """A request as a page writes it."""

    row: DatasetRequest
    state: str
    owner: str
    asked: str
    ended: str
    reason: str
    dataset: str


def shown(row: DatasetRequest) -> Shown:
    zone = city_time().zone

    def day(at: datetime | None) -> str:
        return f"{at.astimezone(zone):%Y-%m-%d}" if at else ""

    return Shown(
        row=row,
        state=str(STATES[row.state]),
        owner=owners().get(row.owner, row.owner),
        asked=day(row.asked_at),
        ended=day(row.ended_at),
        reason=str(REASONS.get(row.reason, "")),
        dataset=_title(row.dataset),
    )


def owners() -> dict[str, str]:
    return {one.id: in_words(one.name) for one in identity.departments()}


def _title(dataset: str) -> str:
    """Of a data set that everybody may have; nothing of another one."""
    if not dataset:
        return ""
    try:
        return in_words(opening.dataset(dataset).dataset.title)
    except UnknownDatasetError:
        return ""


@public
@require_safe
def listing(request: HttpRequest) -> HttpResponseBase:
    """``?state=&q=&after=``."""
    asked, counts = request.GET, queries.counts()
    state = asked.get("state", "")
    search = asked.get("q", "")[:100].replace("\0", "")
    page = or_first(
        lambda place: queries.public(state=state, search=search, cursor=place or None),
        asked.get("after", ""),
    )
    tabs = [("", _("All"), figure(sum(counts.values())), not state)]
    for one in (State.OPEN, State.ANSWERED, State.DECLINED):
        words = str(STATES[one.value])
        tabs.append((one.value, words, figure(counts.get(one.value, 0)), state == one.value))
    context = {
        "lines": [shown(row) for row in page.rows],
        "tabs": tabs,
        "search": search,
        "state": state,
        "more": page.cursor,
    }
    return kept(render(request, "plaza/requests.html", context))


@public
@require_safe
def one(request: HttpRequest, number: int) -> HttpResponseBase:
    try:
        row = queries.public_one(number)
    except UnknownRequestError as error:
        raise Http404 from error
    return kept(render(request, "plaza/request.html", {"shown": shown(row)}))


@csrf_exempt
@public
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponseBase:
    """``?dataset=``: what it is about."""
    faults: dict[str, str | Promise] = {}
    if request.method == "POST":
        faults = _sent(request)
        if not faults:
            return redirect(f"{reverse('plaza-requests-new')}?sent=1")
    typed = {name: request.POST.get(name, request.GET.get(name, ""))[:4000] for name in FIELDS}
    context = {
        "typed": typed,
        "faults": faults,
        "sent": "sent" in request.GET and request.method != "POST",
        "key": signing.dumps(secrets.token_hex(16), salt=SALT),
        "mail": settings.SIMIN_MAIL,
        "owners": sorted(owners().items(), key=lambda pair: pair[1]),
        "dataset_title": _title(typed["dataset"]),
        "days": services.CONTACT_KEPT.days,
    }
    response = render(request, "plaza/request_new.html", context, status=400 if faults else 200)
    patch_cache_control(response, private=True, no_store=True)
    return response


def _sent(request: HttpRequest) -> dict[str, str | Promise]:
    """Nothing, or what was wrong by field."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        raise PermissionDenied("a request comes from our own page")
    if request.POST.get("website"):  # a field that only machines fill
        return {"form": FAULTS["form"]}
    if not ratelimit.consume(request, action="dataset_request"):
        return {"form": _("There were many requests from where you are. Try again in an hour.")}
    try:
        key = signing.loads(request.POST.get("key", "")[:300], salt=SALT, max_age=FORM_KEPT)
        services.ask(
            _wish(request),
            form_key=hashlib.sha256(f"request/{key}".encode()).hexdigest(),
            at=datetime.now(UTC),
        )
    except signing.BadSignature:
        return {"form": FAULTS["form"]}
    except RejectedError as error:
        return {error.field: FAULTS.get(error.field, CANNOT_BE_TAKEN)}
    return {}


def _wish(request: HttpRequest) -> Wish:
    said = {name: request.POST.get(name, "") for name in FIELDS}
    dataset, owner = said["dataset"][:100], said["owner"]
    if dataset:
        try:
            owner = opening.dataset(dataset).dataset.owner
        except UnknownDatasetError:
            dataset = ""
    if owner not in owners():
        raise RejectedError("owner", "is no department of the city")
    return Wish(
        title=said["title"],
        text=said["text"],
        use=said["use"],
        dataset=dataset,
        owner=owner,
        language=get_language() or "ko",
        contact=said["contact"] if settings.SIMIN_MAIL else "",
    )
