"""``/desk/pledges/``: fulfilment by department and by district, and each pledge with its record."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from simin.domains.identity.policies import DESK_ROLES
from simin.domains.projects import cards, policies, queries, services
from simin.domains.projects.errors import StaleEditError
from simin.domains.projects.queries import Pledge, PledgeFilters
from simin.domains.projects.services import Accounted
from simin.domains.projects.states import BECOMES, Status
from simin.kit.errors import NotAllowedError, RejectedError
from simin.web.access import allow
from simin.web.cut_links import or_first
from simin.web.desk.moment import city_time
from simin.web.directives.people import Names
from simin.web.presentation.city import district_names
from simin.web.projects.lines import PledgeLine
from simin.web.projects.pledge_page import PledgePage, tallies
from simin.web.projects.typed import new_key, number_of, posted
from simin.web.projects.viewing import found, reader
from simin.web.projects.vocabulary import STATUSES, in_sentence

LINES = 30
FIELDS = ("status", "percent", "text", "evidence", "link", "revision", "key")


class Asked:
    """What the list is asked for; what it does not know is left out."""

    def __init__(self, told: QueryDict) -> None:
        status = told.get("status", "")
        self.filters = PledgeFilters(
            status=status if status in list(Status) else "",
            unit=told.get("unit", "").replace("\0", "")[:100],
            district=told.get("district", "").replace("\0", "")[:100],
            text=told.get("q", "").replace("\0", "")[:100],
        )
        self.after = told.get("after", "")[:200]

    def query(self, **changed: str | None) -> str:
        known = {
            "status": self.filters.status,
            "unit": self.filters.unit,
            "district": self.filters.district,
            "q": self.filters.text,
        }
        return urlencode({name: value for name, value in {**known, **changed}.items() if value})


@allow(*DESK_ROLES)
@require_safe
def page(request: HttpRequest) -> HttpResponseBase:
    """``?status=&unit=&district=&q=&after=``."""
    asked, time = Asked(request.GET), city_time()
    rows = or_first(
        lambda place: queries.pledge_page(asked.filters, cursor=place, limit=LINES), asked.after
    )
    told = {
        "asked": asked,
        "lines": [PledgeLine(card, time) for card in cards.pledge_cards_of(rows.rows)],
        "more": asked.query(after=rows.cursor) if rows.cursor else "",
        "statuses": list(STATUSES.items()),
        "units": [(one, Names().unit(one)) for one in queries.units()],
        "districts": list(district_names().items()),
        "may_hand_in": not policies.HANDING.isdisjoint(reader(request).roles),
        **tallies(),
    }
    return render(request, "pledges/list.html", told)


@allow(*DESK_ROLES)
@require_http_methods(["GET", "HEAD", "POST"])
@found
def one(request: HttpRequest, pledge: str) -> HttpResponseBase:
    """The pledge, and the form that accounts for it."""
    row = queries.pledge(pledge)
    if request.method != "POST":
        return _shown(request, row, _as_it_stands(row), {})
    typed = posted(request, *FIELDS)
    try:
        services.account_for(row.id, _told(typed), by=reader(request), key=typed["key"][:80])
    except StaleEditError:
        row.refresh_from_db()
        stale = {"revision": _("Somebody else changed it meanwhile.")}
        return _shown(request, row, typed, stale, status=409)
    except NotAllowedError:
        refused = {"allowed": _("That is for somebody else to do.")}
        return _shown(request, row, typed, refused, status=403)
    except RejectedError as error:
        return _shown(request, row, typed, {error.field: in_sentence(error.reason)}, status=400)
    messages.success(request, _("Kept."), extra_tags="desk")
    return redirect("pledge", pledge)


def _told(typed: dict[str, str]) -> Accounted:
    percent = number_of(typed["percent"], "percent")
    if percent is None:
        raise RejectedError("percent", "is no number")
    return Accounted(
        status=typed["status"],
        percent=percent,
        text=typed["text"],
        evidence=typed["evidence"],
        link=typed["link"],
        revision=int(typed["revision"]) if typed["revision"].isdecimal() else 0,
    )


def _as_it_stands(row: Pledge) -> dict[str, str]:
    told = {"status": row.status, "percent": f"{row.percent:g}", "revision": str(row.revision)}
    return dict.fromkeys(FIELDS, "") | told | {"key": new_key()}


def _shown(
    request: HttpRequest,
    row: Pledge,
    typed: dict[str, str],
    faults: dict[str, str],
    status: int = 200,
) -> HttpResponseBase:
    time, by = city_time(), reader(request)
    card = cards.pledge_cards_of([row])[0]
    reachable = [one for one in Status if one == row.status or one in BECOMES[Status(row.status)]]
    if "revision" in faults:
        typed = {**typed, "revision": str(row.revision), "key": new_key()}
    told = {
        "shown": PledgePage(card, time, by),
        "card": card,
        "typed": typed,
        "faults": faults,
        "keeps": policies.keeps(by, row.unit),
        "statuses": [(one.value, str(STATUSES[one])) for one in reachable],
    }
    return render(request, "pledges/one.html", told, status=status)
