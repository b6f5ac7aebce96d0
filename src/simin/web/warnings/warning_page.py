"""One of the city's warnings for the desk: in force, being written, sent."""

from collections.abc import Iterable
from functools import cached_property

from django.utils.translation import gettext as _

from simin.domains.identity import queries as identity
from simin.domains.identity.errors import UnknownAccountError
from simin.domains.picture.card import Card
from simin.domains.warnings import cards, policies, queries
from simin.domains.warnings.states import FINAL, IN_FORCE, State
from simin.web.presentation.numbers import in_words
from simin.web.presentation.times import CityTime
from simin.web.presentation.warnings import WarningLine, warning
from simin.web.warnings.area_map import AreaMap, area_map
from simin.web.warnings.sent import Sent, sent
from simin.web.warnings.vocabulary import STATES


class WarningPage:
    """Asked by the template."""

    def __init__(self, number: int, time: CityTime) -> None:
        self._warning = queries.warning(number)
        self._time = time
        self.number = number
        self.state = self._warning.state
        self.revision = self._warning.revision
        self.incident = self._warning.incident
        self.exercise = self._warning.exercise

    @property
    def word(self) -> str:
        return str(STATES[self.state])

    @property
    def title(self) -> str:
        shown = self.current or self.draft
        return shown.title if shown else _("Warning")

    @property
    def card_id(self) -> str:
        return cards.card_id(self.number)

    @property
    def in_force(self) -> bool:
        return self.state in IN_FORCE

    @property
    def ended(self) -> bool:
        return self.state in (State.CANCELLED, State.EXPIRED)

    @property
    def may_update(self) -> bool:
        return self.in_force and self._warning.draft is None

    def may_be_approved_by(self, account: str) -> bool:
        return policies.is_second_person(self._warning.authors, account)

    @cached_property
    def _draft_card(self) -> Card | None:
        return cards.draft_card(self._warning)

    @cached_property
    def _card(self) -> Card | None:
        return cards.sent_card(self._warning) if self._warning.content else None

    @cached_property
    def draft(self) -> WarningLine | None:
        return warning(self._draft_card, self._time) if self._draft_card else None

    @cached_property
    def current(self) -> WarningLine | None:
        return warning(self._card, self._time) if self._card else None

    @property
    def draft_area(self) -> AreaMap | None:
        return area_map(self._draft_card.body["area"]) if self._draft_card else None

    @property
    def current_area(self) -> AreaMap | None:
        return area_map(self._card.body["area"]) if self._card else None

    @property
    def people(self) -> str:
        return _named(self._warning.authors)

    @property
    def discarded(self) -> bool:
        return self.state in FINAL and not self.ended

    @property
    def messages_sent(self) -> list[Sent]:
        return [
            sent(
                {"identifier": one.identifier, "type": one.type, "sent": one.sent_at},
                self._time,
                _("written by %(authors)s, approved by %(approver)s")
                % {"authors": _named(one.authors), "approver": _named([one.approved_by])},
            )
            for one in queries.messages(self.number)
        ]


def _named(accounts: Iterable[str]) -> str:
    return ", ".join(_name(account) for account in accounts)


def _name(account: str) -> str:
    try:
        return in_words(identity.account(account).name) or account
    except UnknownAccountError:
        return account
