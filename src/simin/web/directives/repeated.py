"""Templates: what is asked for often, and what comes again by itself."""

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from simin.domains.directives import queries, services
from simin.domains.directives.policies import ISSUERS
from simin.domains.directives.services import Repeated
from simin.kit.errors import NotAllowedError, RejectedError
from simin.web.access import allow
from simin.web.desk.moment import city_time
from simin.web.directives.people import Names, reader_of
from simin.web.directives.typed import Typed, addressee, moment, posted
from simin.web.directives.vocabulary import EVERY
from simin.web.directives.writing import choices

FIELDS = (
    "name", "title", "text", "addressee", "priority", "required_evidence", "hours", "every",
    "first_at",
)  # fmt: skip


@allow(*ISSUERS)
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest) -> HttpResponseBase:
    """All of them, and the form for a new one; one of the same name is replaced."""
    if request.method != "POST":
        usual = {"priority": "normal", "required_evidence": "any", "hours": "24"}
        return _shown(request, Typed(dict.fromkeys(FIELDS, "") | usual))
    typed = posted(request, *FIELDS)
    try:
        services.save_template(_told(typed), by=reader_of(request))
    except (RejectedError, NotAllowedError) as error:
        typed.refused(error)
        return _shown(request, typed, status=400)
    messages.success(request, _("Kept."), extra_tags="desk")
    return redirect("directive-templates")


@allow(*ISSUERS)
@require_POST
def remove(request: HttpRequest, number: int) -> HttpResponseBase:
    services.remove_template(number, by=reader_of(request))
    messages.success(request, _("Removed."), extra_tags="desk")
    return redirect("directive-templates")


def _told(typed: Typed) -> Repeated:
    told, zone = typed.told, city_time().zone
    unit, role = addressee(told["addressee"])
    hours = told["hours"]
    return Repeated(
        name=told["name"],
        title=told["title"],
        text=told["text"],
        unit=unit,
        role=role,
        priority=told["priority"],
        required_evidence=told["required_evidence"],
        hours=int(hours) if hours.isdecimal() and len(hours) < 6 else 0,
        every=told["every"],
        first_at=moment("first_at", told["first_at"], zone) if told["first_at"] else None,
    )


def _shown(request: HttpRequest, typed: Typed, status: int = 200) -> HttpResponseBase:
    names, time = Names(), city_time()
    rows = [
        (
            one,
            names.addressee(one.unit, one.role),
            EVERY[one.every],
            time.clock(one.next_at) if one.next_at else "",
        )
        for one in queries.templates()
    ]
    every = [(name, str(words)) for name, words in EVERY.items()]
    told = {"typed": typed, "rows": rows, "every": every, **choices(names)}
    return render(request, "directives/templates.html", told, status=status)
