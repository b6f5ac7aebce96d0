"""``/cap/``: what was sent, for machines; open to everyone, from every origin.

A message never changes, so its document may be kept for ever; the feed is asked again each minute.
"""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from simin.domains.places import queries as places
from simin.domains.warnings import queries
from simin.domains.warnings.errors import UnknownMessageError
from simin.domains.warnings.queries import Message
from simin.kit.clock import city_clock
from simin.kit.text import pick
from simin.kit.translated import languages, words
from simin.web.access import public
from simin.web.doors.feeds.topics import CAP_TYPE
from simin.web.doors.feeds.written import Feed, FeedEntry, atom

#: Seconds for which the feed may be kept.
KEPT = 30
FOR_EVER = 31_536_000


@public
@require_safe
def feed(request: HttpRequest) -> HttpResponseBase:
    """What is in force and what was sent in the last thirty days, the newest first."""
    language = languages()[0]
    found = queries.feed(city_clock().now())
    office = pick(places.city().office, language) if places.has_city() else ""
    body = atom(
        Feed(
            address=request.build_absolute_uri(reverse("cap-feed")),
            title=pick(words("Warnings to the public"), language),
            author=office or "Simin",
            language=language,
            home=request.build_absolute_uri("/"),
            items=[_entry(request, one, language) for one in found],
        )
    )
    tag = quote_etag(f"{len(found)}-{found[0].hash[:24]}" if found else "empty")
    response = HttpResponse(body, content_type="application/atom+xml; charset=utf-8")
    patch_cache_control(response, public=True, max_age=KEPT)
    return _open(request, response, tag)


@public
@require_safe
def document(request: HttpRequest, identifier: str) -> HttpResponseBase:
    """One message, byte for byte as it was sent."""
    try:
        found = queries.message(identifier.replace("\0", ""))
    except UnknownMessageError:
        return HttpResponse("no such message\n", status=404, content_type="text/plain")
    response = HttpResponse(bytes(found.document), content_type=f"{CAP_TYPE}; charset=utf-8")
    patch_cache_control(response, public=True, max_age=FOR_EVER, immutable=True)
    return _open(request, response, quote_etag(found.hash[:32]))


def _entry(request: HttpRequest, message: Message, language: str) -> FeedEntry:
    address = request.build_absolute_uri(reverse("cap-document", args=[message.identifier]))
    return FeedEntry(
        id=address,
        title=pick(message.content["headline"], language),
        summary=pick(message.content["description"], language),
        updated=message.sent_at,
        published=message.sent_at,
        address=address,
        address_type=CAP_TYPE,
        categories=(message.type.capitalize(),),
    )


def _open(request: HttpRequest, response: HttpResponse, tag: str) -> HttpResponseBase:
    response["ETag"] = tag
    response["Access-Control-Allow-Origin"] = "*"
    return get_conditional_response(request, etag=tag, response=response) or response
