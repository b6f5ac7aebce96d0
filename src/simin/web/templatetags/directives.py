"""``{% load directives %}``: what a card's page says of directives, to those who may see them."""

from django import template
from django.http import HttpRequest
from django.template.context import Context

from simin.domains.directives import queries
from simin.web.desk.moment import city_time
from simin.web.directives.lines import DirectiveLine
from simin.web.directives.people import Names, reader_of

register = template.Library()


@register.simple_tag(takes_context=True)
def may_direct(context: Context) -> bool:
    """Whether the viewer may give directives."""
    request: HttpRequest = context["request"]
    return request.user.is_authenticated and reader_of(request).may_issue


@register.simple_tag(takes_context=True)
def directives_about(context: Context, card_id: str) -> list[DirectiveLine]:
    """Those about a card that the viewer may see, the newest first."""
    request: HttpRequest = context["request"]
    if not request.user.is_authenticated:
        return []
    names, time = Names(), city_time()
    return [DirectiveLine(one, names, time) for one in queries.of_card(card_id, reader_of(request))]
