"""Why two incidents may be the same, in a sentence."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from simin.domains.incidents.queries import Proposal
from simin.web.card.vocabulary import STATES
from simin.web.presentation.numbers import figure, in_words


@dataclass(frozen=True)
class Alike:
    """``number`` may be the same, because of what ``facts`` say."""

    number: str
    title: str
    state: str
    facts: tuple[str, ...]

    @property
    def because(self) -> str:
        return ", ".join(self.facts)


def alike(proposal: Proposal) -> Alike:
    like, other = proposal.likeness, proposal.incident
    place = (
        _("in the same neighbourhood")
        if like.metres is None
        else _("%(metres)s m away") % {"metres": figure(like.metres)}
    )
    kind = (
        _("of the same kind")
        if like.same_kind
        else _("told as “%(kind)s”") % {"kind": in_words(other.kind.name)}
    )
    return Alike(
        number=other.id,
        title=in_words(other.title),
        state=str(STATES[other.state]),
        facts=(place, _apart(like.minutes), kind),
    )


def _apart(minutes: float) -> str:
    whole = round(abs(minutes))
    if whole == 0:
        return _("told in the same minute")
    if minutes < 0:
        return ngettext("%(count)d min earlier", "%(count)d min earlier", whole) % {"count": whole}
    return ngettext("%(count)d min later", "%(count)d min later", whole) % {"count": whole}
