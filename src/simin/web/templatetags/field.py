"""``{% load field %}``: what other pages show of the field, to those who may see it."""

from django import template
from django.http import HttpRequest
from django.template.context import Context

from simin.domains.field.policies import FIELD_ROLES
from simin.domains.identity.policies import ROOM_ROLES, may
from simin.kit.text import Text
from simin.web.access import roles_held
from simin.web.field import vocabulary
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
    """Whether phones of the field ring at the viewer."""
    return may(roles_held(context["request"]), ROOM_ROLES)


@register.simple_tag
def field_words() -> dict[str, str]:
    """What the scripts of the field say."""
    return vocabulary.said()
