"""``{% load sign_in %}``: what the sign-in pages show beyond allauth's own."""

import re

from django import template
from django.template.context import Context
from django.utils.safestring import SafeString, mark_safe

from simin.domains.identity.policies import (
    DESK_ROLES,
    OFFICE_ROLES,
    ROOM_ROLES,
    SOURCE_ROLES,
    may,
)
from simin.web.access import roles_held
from simin.web.sign_in.people import DemoPerson, demo_people
from simin.web.sign_in.people import demo_password as shown_password
from simin.web.ways import Offered, offered

register = template.Library()


@register.simple_tag
def demo_accounts() -> list[DemoPerson]:
    """The people of the demonstration; empty in a real city."""
    return demo_people()


@register.simple_tag
def demo_password() -> str:
    return shown_password()


@register.simple_tag(takes_context=True)
def may_enter_office(context: Context) -> bool:
    """Whether the office would let the viewer in."""
    return may(roles_held(context["request"]), OFFICE_ROLES)


@register.simple_tag(takes_context=True)
def may_run_the_room(context: Context) -> bool:
    """Whether the situation room would let the viewer in."""
    return may(roles_held(context["request"]), ROOM_ROLES)


@register.simple_tag(takes_context=True)
def may_read_sources(context: Context) -> bool:
    """Whether the board of sources would let the viewer in."""
    return may(roles_held(context["request"]), DESK_ROLES)


@register.simple_tag(takes_context=True)
def may_see_raw(context: Context) -> bool:
    """Whether the viewer may follow a number down to what its source sent."""
    return may(roles_held(context["request"]), SOURCE_ROLES)


@register.simple_tag(takes_context=True)
def desk_ways(context: Context) -> list[Offered]:
    """The ways through the desk that open for the viewer."""
    return list(offered(context["request"]))


@register.simple_tag
def inline_svg(drawing: str) -> SafeString:
    """A drawing that allauth made, as part of the page: a ``data:`` image would break the CSP."""
    svg = re.sub(r"^<\?xml.*?\?>\s*", "", drawing)
    return mark_safe(re.sub(r' (width|height)="[^"]*mm"', "", svg, count=2))  # noqa: S308
