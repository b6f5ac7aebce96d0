"""Directives that wait for the reader: to be done, or to be looked at by who gave them."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from simin.domains.directives import queries
from simin.domains.directives.policies import Reader
from simin.domains.directives.queries import Filters, Whose
from simin.domains.directives.states import State
from simin.web.directives.lines import DirectiveLine
from simin.web.directives.people import Names
from simin.web.my_desk.panel import SHOWN, Panel, Waiting, panel
from simin.web.presentation.times import CityTime

#: The issuer's turn; in every other open state it is the addressee's.
_WITH_ISSUER = frozenset({State.DRAFTED, State.REPORTED, State.VERIFIED})
#: Directives that are looked through, by due time, for those whose turn is the reader's.
_LOOKED_AT = 60


def panels(reader: Reader, time: CityTime) -> Iterator[Panel]:
    """Both for those who give directives, the first for everyone."""
    mine = Filters(whose=Whose.MINE, state=queries.OPEN)
    rows = queries.page(reader, mine, now=time.now, limit=_LOOKED_AT).rows
    names = Names()
    asked = [one for one in rows if _is_asked(one, reader)]
    yield panel(
        [_waiting(one, names, time) for one in asked],
        name="asked",
        title=_("Asked of me"),
        icon="list",
        empty=_("Nothing is asked of you."),
        more=reverse("directives"),
    )
    if reader.may_issue:
        given = [one for one in rows if _is_given_back(one, reader)]
        yield panel(
            [_waiting(one, names, time) for one in given[: SHOWN + 1]],
            name="given",
            title=_("Given by me, my turn"),
            icon="badge-check",
            empty=_("No report waits for you."),
            more=f"{reverse('directives')}?state=reported",
        )


def _is_asked(one: queries.Directive, reader: Reader) -> bool:
    return one.state not in _WITH_ISSUER and one.issuer != reader.username


def _is_given_back(one: queries.Directive, reader: Reader) -> bool:
    return one.state in _WITH_ISSUER and one.issuer == reader.username


def _waiting(one: queries.Directive, names: Names, time: CityTime) -> Waiting:
    line = DirectiveLine(one, names, time)
    return Waiting(
        title=line.title,
        address=reverse("directive", args=[line.id]),
        state=line.state,
        facts=[_("due %(time)s") % {"time": line.due}, line.addressee, line.subject],
        tone=line.tone,
        shape=line.shape,
        late=line.late,
    )
