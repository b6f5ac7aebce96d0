"""``{% load field %}``: what other pages show of the field, to those who may see it."""

from django import template
from django.http import HttpRequest
from django.template.context import Context

from simin.domains.field import queries
from simin.domains.field.policies import FIELD_ROLES
from simin.domains.identity.policies import ROOM_ROLES, may
from simin.kit.text import Text
from simin.web.access import roles_held
from simin.web.field import vocabulary
from simin.web.field.calling import username
from simin.web.field.entering import now
from simin.web.field.panel import FieldPanel
from simin.web.field.panel import field_panel as panel_of

register = template.Library()


@register.simple_tag(takes_context=True)
def field_panel(context: Context, subject: str, title: Text) -> FieldPanel | None:
    """``{% field_panel card_id title as field %}``: links, photos, and the form of a new link."""
    request: HttpRequest = context["request"]
    if not may(roles_held(request), FIELD_ROLES):
        return None
    return panel_of(request, subject, title)


@register.simple_tag(takes_context=True)
def field_rings(context: Context) -> bool:
    """Whether phones of the field ring at the viewer: who runs the room, or let somebody in."""
    request: HttpRequest = context["request"]
    roles = roles_held(request)
    if may(roles, ROOM_ROLES):
        return True
    return may(roles, FIELD_ROLES) and queries.has_let_in(username(request), now())


@register.simple_tag
def field_words() -> dict[str, str]:
    """What the scripts of the field say."""
    return vocabulary.said()
