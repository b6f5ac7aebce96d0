"""Why a feed stands as it does, in one sentence."""

from collections.abc import Callable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from simin.ingest.oversight.board import Standing
from simin.ingest.oversight.standing import State
from simin.web.desk.reasons import sentence
from simin.web.presentation.findings import name_of
from simin.web.presentation.spans import rounded
from simin.web.presentation.times import CityTime

#: Detectors that a sentence names.
NAMED = 3


def why(feed: Standing, time: CityTime) -> str:
    return _WHY[feed.state](feed, time)


def _since(feed: Standing, time: CityTime) -> str:
    return time.clock(feed.failing_since) if feed.failing_since else _("an unknown time")


def _refusing(feed: Standing, time: CityTime) -> str:
    return _("Refused since %(since)s. %(problem)s Nothing is asked until someone runs it.") % {
        "since": _since(feed, time),
        "problem": sentence(feed.problem),
    }


def _down(feed: Standing, time: CityTime) -> str:
    return _("Without an answer since %(since)s. %(problem)s") % {
        "since": _since(feed, time),
        "problem": sentence(feed.problem),
    }


def _quarantine(feed: Standing, time: CityTime) -> str:
    if feed.problem:
        return _("Not believed since %(since)s. %(problem)s") % {
            "since": _since(feed, time),
            "problem": sentence(feed.problem),
        }
    return _("%(bad)d of %(all)d records of the last run could not be read; the rest is kept.") % {
        "bad": feed.last_rejected,
        "all": feed.last_fetched,
    }


def _suspect(feed: Standing, _time: CityTime) -> str:
    names = list(dict.fromkeys(name_of(one.detector) for one in feed.findings))
    said = ", ".join(names[:NAMED]) + (" …" if len(names) > NAMED else "")
    count = len(feed.findings)
    words = ngettext(
        "It answers, but what it says is doubted (%(names)s): %(count)d finding.",
        "It answers, but what it says is doubted (%(names)s): %(count)d findings.",
        count,
    )
    return words % {"names": said, "count": count}


def _old(feed: Standing, time: CityTime) -> str:
    return _("The last good run was %(age)s; it promises one every %(budget)s.") % {
        "age": time.age(feed.good_at) if feed.good_at else _("never"),
        "budget": rounded(feed.budget),
    }


def _no_key(feed: Standing, _time: CityTime) -> str:
    return _("It waits for the secret %(names)s.") % {"names": ", ".join(feed.missing)}


def _paused(feed: Standing, _time: CityTime) -> str:
    said = _("%(who)s paused it.") % {"who": feed.paused_by}
    return f"{said} {feed.paused_why}".strip()


def _live(feed: Standing, time: CityTime) -> str:
    return _("The last good run was %(age)s.") % {
        "age": time.age(feed.good_at) if feed.good_at else _("never")
    }


def _resting(feed: Standing, _time: CityTime) -> str:
    if feed.played:
        return _("A city in real time plays no recordings and generates nothing.")
    return _("A replayed city asks nobody; it can be tried out.")


def _plain(sentence: Callable[[], str]) -> Callable[[Standing, CityTime], str]:
    return lambda _feed, _time: sentence()


_WHY: dict[State, Callable[[Standing, CityTime], str]] = {
    State.REFUSING: _refusing,
    State.DOWN: _down,
    State.QUARANTINE: _quarantine,
    State.SUSPECT: _suspect,
    State.STALE: _old,
    State.LATE: _old,
    State.WAITING: _plain(lambda: _("It has not run yet.")),
    State.NO_KEY: _no_key,
    State.PAUSED: _paused,
    State.OFF: _plain(lambda: _("The pack has it switched off.")),
    State.RESTING: _resting,
    State.LIVE: _live,
    State.REPLAYED: _plain(lambda: _("A recording is played as the city's time passes.")),
    State.SYNTHETIC: _plain(lambda: _("A generator makes these values; nobody measured them.")),
}
