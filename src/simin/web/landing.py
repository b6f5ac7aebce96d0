"""Where somebody lands after signing in, by what they are to the city. Nothing is opened here."""

from collections.abc import Collection

from django.conf import settings
from django.shortcuts import resolve_url

from simin.domains.identity.policies import DESK_ROLES, OFFICE_ROLES, SOURCE_ROLES, may
from simin.domains.identity.roles import Role


def landing(held: Collection[Role]) -> str:
    """The office for whoever may enter it, the sources for who looks after them, their own desk
    for everyone else who works for the city, else the citizens' page."""
    if may(held, OFFICE_ROLES):
        return resolve_url(settings.SIMIN_OFFICE_URL)
    if may(held, SOURCE_ROLES):
        return resolve_url("sources")
    return resolve_url("my-desk" if may(held, DESK_ROLES) else settings.LOGIN_REDIRECT_URL)
