"""A kiosk's screen, the same for everyone who stands before it: no session, no cookie."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from simin.domains.kiosks import queries as kiosks
from simin.domains.picture import queries
from simin.domains.picture.frame import View
from simin.web import assets
from simin.web.access import public
from simin.web.desk.moment import city_time
from simin.web.kiosk.arrivals import arrivals_at
from simin.web.kiosk.asked import asked
from simin.web.kiosk.languages import spoken
from simin.web.kiosk.screen import KioskScreen
from simin.web.kiosk.spots import spot
from simin.web.kiosk.version import version
from simin.web.presentation.city import city_frame

#: Seconds for which a cache may keep a screen.
KEPT = 5
ARRIVALS_KEPT = 15


@public
@require_safe
def screen(request: HttpRequest, kind: str, place: str) -> HttpResponse:
    """``?languages=``, ``?modules=``, ``?reset=``, ``?theme=``, ``?language=``."""
    told = asked(request.GET.dict())
    with spoken(told.language):
        city, snapshot = city_frame(), queries.current(View.PUBLIC)
        if city is None or snapshot is None:
            return render(request, "kiosk/no_picture.html", {"told": told}, status=503)
        here = spot(kind, place)
        if here is None:
            raise Http404
        made = KioskScreen(snapshot, city, here, told)
        response = render(
            request, "kiosk/screen.html", {"screen": made, "told": told, "version": version()}
        )
    response["Content-Language"] = told.language
    patch_cache_control(response, public=True, max_age=KEPT)
    return response


@public
@require_safe
def arrivals(request: HttpRequest, kind: str, place: str) -> HttpResponse:
    """``{"words": "", "source": …, "at": …, "trains": [{"line", "towards", "due"}]}``."""
    with spoken(asked(request.GET.dict()).language):
        here, told = spot(kind, place), kiosks.layout().arrivals
        if here is None or told is None or told.at != here.kind:
            raise Http404
        response = JsonResponse(arrivals_at(here, told, city_time()).plain())
    patch_cache_control(response, public=True, max_age=ARRIVALS_KEPT)
    return response


@public
@require_safe
def newest(request: HttpRequest) -> HttpResponse:
    """``{"version": …}``: a screen that has another one loads itself again when nobody is there."""
    response = JsonResponse({"version": version()})
    patch_cache_control(response, public=True, max_age=ARRIVALS_KEPT)
    return response


@public
@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """Its scope is ``/kiosk/``: it answers for no other page."""
    content = (assets.DIST / assets.manifest()["kiosk-worker.js"]).read_bytes()
    response = HttpResponse(content, content_type="text/javascript; charset=utf-8")
    patch_cache_control(response, no_cache=True)
    return response
