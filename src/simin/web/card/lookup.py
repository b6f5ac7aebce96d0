"""Find a card for a viewer: in the picture, else an incident or an alert that has left it.

Release is honoured here and nowhere later: what this hands out may be shown as it is.
"""

from dataclasses import dataclass

import msgspec
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest

from simin.domains.alerts import cards as alert_cards
from simin.domains.alerts.errors import UnknownAlertError
from simin.domains.identity.policies import OFFICE_ROLES, may
from simin.domains.incidents import cards as incident_cards
from simin.domains.incidents.errors import UnknownIncidentError
from simin.domains.picture import queries
from simin.domains.picture.card import Card, WithheldCard
from simin.domains.picture.frame import Snapshot, View
from simin.domains.picture.release import for_public, is_whole, salted
from simin.domains.warnings import cards as warning_cards
from simin.domains.warnings.errors import UnknownWarningError
from simin.kit.clock import city_clock
from simin.kit.errors import NotFoundError
from simin.web.access import roles_held
from simin.workflows import withheld_families

INCIDENT, ALERT, WARNING = "incident/", "alert/", "warning/"
#: Stands in where a commitment is not known any more; never shown.
_NO_SALT = "0" * 32


class UnknownCardError(NotFoundError):
    """Neither the picture nor the incidents, alerts and warnings hold that card."""


class NoPictureError(NotFoundError):
    """The city has not published its first picture yet."""


@dataclass(frozen=True)
class Found:
    """A card as the viewer may see it."""

    card: Card | WithheldCard
    snapshot: Snapshot
    #: False: it has left the picture; only incidents, alerts and warnings are found after that.
    in_picture: bool


def viewer_view(request: HttpRequest) -> View:
    """The office's view for those who may enter the office, the public one for everyone else.

    Where the installation asks for a second factor, a role without one opens nothing here either.
    """
    if not may(roles_held(request), OFFICE_ROLES):
        return View.PUBLIC
    if settings.SIMIN_REQUIRE_SECOND_FACTOR and not is_mfa_enabled(request.user):
        return View.PUBLIC
    return View.OFFICE


def find(card_id: str, view: View) -> Found:
    """Raises ``UnknownCardError``; ``NoPictureError`` before the first picture."""
    snapshot = queries.current(view)
    if snapshot is None:
        raise NoPictureError("there is no picture yet")
    card = in_snapshot(snapshot, card_id)
    if card is not None:
        return Found(card, snapshot, in_picture=True)
    return Found(_past(card_id, view), snapshot, in_picture=False)


def in_snapshot(snapshot: Snapshot, card_id: str) -> Card | WithheldCard | None:
    return next((card for card in snapshot.cards if card.id == card_id), None)


def _past(card_id: str, view: View) -> Card | WithheldCard:
    card = _past_card(card_id)
    if view is View.OFFICE or is_whole(card):
        return card
    shown = for_public(salted(card, lambda: _NO_SALT))
    # The commitment that counts is in the frames; one made now would prove nothing.
    if isinstance(shown, WithheldCard):
        return msgspec.structs.replace(shown, commitment="")
    fields = tuple(msgspec.structs.replace(one, commitment=None) for one in shown.fields)
    return msgspec.structs.replace(shown, fields=fields)


def _real(card: Card) -> Card:
    """A drill is no card of the city, for nobody; it has pages of its own."""
    if card.body["drill"]:
        raise UnknownIncidentError(card.id)
    return card


def _past_card(card_id: str) -> Card:
    now = city_clock().now()
    number = card_id.removeprefix(ALERT)
    try:
        if card_id.startswith(INCIDENT) and "\0" not in card_id:  # PostgreSQL refuses that
            return _real(incident_cards.card(card_id.removeprefix(INCIDENT), now))
        if card_id.startswith(ALERT) and number.isascii() and number.isdigit():
            return alert_cards.card(int(number[:18]), now, withheld_families.as_published())
        if card_id.startswith(WARNING):
            return warning_cards.card(card_id.removeprefix(WARNING))
    except (UnknownIncidentError, UnknownAlertError, UnknownWarningError) as error:
        raise UnknownCardError(card_id) from error
    raise UnknownCardError(card_id)
