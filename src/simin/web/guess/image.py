"""``/guess/share.png``: stands for a link to a round, and says no number."""

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from simin.web.access import public
from simin.web.card.share import Shared, drawn
from simin.web.city.views import accent
from simin.web.presentation.city import city_frame

#: Seconds: it changes with a new pack only.
KEPT = 3600


@public
@require_safe
def image(request: HttpRequest) -> HttpResponseBase:
    city = city_frame()
    if city is None:
        raise Http404("no city")
    told = Shared(
        city=_("%(city)s, now") % {"city": city.name},
        title=_("Do you know your city? Guess first, then look."),
        figure="",
        unit="",
        level="",
        words=_("Five questions of the day"),
        trust=_("The real values come after your guess, with source and time."),
        picture="",
        accent=accent()["light"],
    )
    response = HttpResponse(drawn(told), content_type="image/png")
    patch_cache_control(response, public=True, max_age=KEPT)
    return response
