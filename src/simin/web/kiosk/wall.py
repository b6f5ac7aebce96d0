"""``/wall/``: the public picture for a public hall; it turns by itself, and nobody touches it."""

from datetime import UTC, datetime
from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from simin.domains.picture import queries
from simin.domains.picture.frame import Snapshot, View
from simin.web.access import public
from simin.web.kiosk.asked import Asked, asked
from simin.web.kiosk.languages import spoken
from simin.web.kiosk.map import SpotMap, spot_map
from simin.web.kiosk.public_screen import PublicScreen
from simin.web.kiosk.qr import drawn
from simin.web.kiosk.version import version
from simin.web.presentation.city import CityFrame, city_frame
from simin.web.presentation.front import news
from simin.web.presentation.incidents import in_order, incident
from simin.web.presentation.selection import published, running

#: Seconds for which one section stands, unless the address says otherwise.
TURN = 20
KEPT = 5
LINES, NEWS = 6, 8


class WallScreen(PublicScreen):
    """The whole city; everything is near."""

    def __init__(self, snapshot: Snapshot, city: CityFrame, told: Asked, address: str) -> None:
        super().__init__(snapshot, city, datetime.now(UTC), {})
        self.told, self.own_address = told, address.rsplit("://", maxsplit=1)[-1]
        self.qr: SafeString = drawn(address)

    @property
    def head(self) -> dict[str, Any]:
        return {**super().head, "spot": None}

    def query(self, language: str) -> str:
        """The time of a section is called by its own name."""
        return self.told.query(language).replace("reset=", "turn=")

    @cached_property
    def map(self) -> SpotMap | None:
        return spot_map(self.map_card, self.map_incidents, None, self.time)

    @property
    def near_alerts(self) -> list[Any]:
        return list(self.alerts)

    @property
    def near_incidents(self) -> list[Any]:
        cards = [card for card in self._of("incident") if running(card)]
        return [incident(card, self.time) for card in in_order(cards)[:LINES]]

    @property
    def near_news(self) -> list[Any]:
        cards = sorted(self._of("news"), key=published, reverse=True)[:NEWS]
        return [news(card, self.time, self.told.language) for card in cards]


@public
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """``?languages=``, ``?turn=`` (seconds a section), ``?theme=``, ``?language=``."""
    told = asked({**request.GET.dict(), "reset": request.GET.get("turn", str(TURN))})
    with spoken(told.language):
        city, snapshot = city_frame(), queries.current(View.PUBLIC)
        if city is None or snapshot is None:
            return render(request, "kiosk/no_picture.html", {"told": told}, status=503)
        home = request.build_absolute_uri("/")
        made = WallScreen(snapshot, city, told, home)
        response = render(
            request, "kiosk/wall.html", {"screen": made, "told": told, "version": version()}
        )
    response["Content-Language"] = told.language
    patch_cache_control(response, public=True, max_age=KEPT)
    return response
