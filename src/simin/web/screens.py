"""From a request to the screen that it asks for."""

from datetime import UTC, datetime

from django.http import HttpRequest

from simin.domains.picture import queries
from simin.domains.picture.frame import View
from simin.web.presentation.city import city_frame
from simin.web.presentation.screen import Screen


def screen_for(request: HttpRequest, view: View, domain: str = "") -> Screen | None:
    """None before a pack was loaded or the first frame was published.

    ``domain`` is what the map shows where none is asked for.
    """
    city, snapshot = city_frame(), queries.current(view)
    if city is None or snapshot is None:
        return None
    asked = {name: request.GET.get(name, "")[:100] for name in ("district", "domain")}
    asked["domain"] = asked["domain"] or domain
    return Screen(snapshot, city, datetime.now(UTC), asked)
