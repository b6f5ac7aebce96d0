"""Warnings to the public: the first of all lines, and whole on their own page."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from simin.domains.picture.card import Card
from simin.web.presentation.incidents import SEVERITY_LEVELS
from simin.web.presentation.numbers import in_words
from simin.web.presentation.times import CityTime, iso, parsed
from simin.web.presentation.trust import TrustLine, trust_line
from simin.web.presentation.vocabulary import GRADES


@dataclass(frozen=True)
class WarningLine:
    id: str
    title: str
    #: The level whose colour the severity has.
    level: str
    severity: str
    #: Where, and until when.
    facts: str
    instruction: str
    description: str
    area: str
    sent: str
    sent_at: str
    onset: str
    expires: str
    contact: str
    web: str
    reason: str
    state: str
    state_words: str
    trust: TrustLine

    @property
    def over(self) -> bool:
        return self.state in ("cancelled", "expired")


def warning(card: Card, time: CityTime) -> WarningLine:
    body = card.body
    area = in_words(body["area"]["description"])
    return WarningLine(
        id=card.id,
        title=in_words(card.title),
        level=SEVERITY_LEVELS.get(body["severity"], "moderate"),
        severity=str(GRADES.get(body["severity"], body["severity"])),
        facts=" · ".join(filter(None, [area, _until(body, time)])),
        instruction=in_words(body["instruction"]),
        description=in_words(body["description"]),
        area=area,
        sent=_clock(body["sent"], time),
        sent_at=iso(parsed(body["sent"])),
        onset=_clock(body["onset"], time),
        expires=_clock(body["expires"], time),
        contact=body["contact"],
        web=_link(body["web"]),
        reason=in_words(body["reason"]),
        state=body["state"],
        state_words=in_words(body["state_name"]),
        trust=trust_line(card.trust, time),
    )


def _until(body: Mapping[str, Any], time: CityTime) -> str:
    return _("until %(time)s") % {"time": _clock(body["expires"], time)}


def _clock(at: str | None, time: CityTime) -> str:
    moment = parsed(at)
    return time.clock(moment) if moment else ""


def _link(address: str) -> str:
    """Only to the web; another authority may name anything."""
    return address if address.startswith(("https://", "http://")) else ""
