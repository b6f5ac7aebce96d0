"""``{% load simin %}``: built files, icons and words in the viewer's language.

Only wording and drawing; nothing here reads a database or decides what a card means.
"""

from collections.abc import Mapping

from django import template
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest
from django.template.context import Context
from django.urls import translate_url
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from simin.kit.text import pick
from simin.web import assets
from simin.web.presentation.city import CityFrame, city_frame

register = template.Library()


@register.simple_tag
def asset(name: str) -> str:
    """``{% asset "app.css" %}``: the address of a built file."""
    return assets.address(name)


@register.simple_tag
def icon(name: str, extra: str = "") -> SafeString:
    """``{% icon "wind" %}``: a decorative icon of the sprite; its meaning stands beside it."""
    return format_html(
        '<svg class="icon {}" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        extra,
        assets.address("icons.svg"),
        name,
    )


@register.simple_tag
def city() -> CityFrame | None:
    """``{% city as city %}``: the city's names, for pages that have no screen."""
    return city_frame()


@register.simple_tag(takes_context=True)
def other_language(context: Context, code: str) -> str:
    """The address of this page in another language, with its query."""
    request: HttpRequest = context["request"]
    return translate_url(request.get_full_path(), code)


@register.filter
def account_name(account: AbstractBaseUser) -> str:
    """What an account is called on screen."""
    return words(getattr(account, "name", None)) or account.get_username()


@register.filter
def words(text: Mapping[str, str] | None) -> str:
    """``{{ card.title|words }}``: the words in the viewer's language, else in any."""
    return pick(text, get_language() or "en") if text else ""
