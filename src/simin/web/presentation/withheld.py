"""A withheld card: its frame with a lock, why, who decided, and when it is looked at again."""

from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from simin.domains.picture.card import WithheldCard
from simin.web.presentation.numbers import in_words
from simin.web.presentation.vocabulary import KINDS, REASONS


@dataclass(frozen=True)
class Withheld:
    id: str
    kind: str
    reason: str
    office: str
    #: Words for the date of review; empty where none is set.
    review: str
    #: First characters of the commitment.
    commitment: str
    district: str
    withheld: bool = True


def withheld(card: WithheldCard) -> Withheld:
    release = card.release
    review = date_format(release.review_on, "DATE_FORMAT") if release.review_on else ""
    return Withheld(
        id=card.id,
        kind=str(KINDS.get(card.kind, _("Card"))),
        reason=str(REASONS[release.reason]) if release.reason else "",
        office=in_words(release.office),
        review=_("reviewed again on %(date)s") % {"date": review} if review else "",
        commitment=card.commitment[:8],
        district=(card.place.district if card.place else None) or "",
    )
