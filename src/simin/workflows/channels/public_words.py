"""What a subscriber is told, in their language, from what everybody may see now."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from simin.domains.places import queries as places
from simin.domains.projects import queries as projects
from simin.domains.projects.errors import UnknownPledgeError, UnknownProjectError
from simin.domains.subscriptions.queries import Announcement
from simin.domains.subscriptions.topics import kind_of, name_of
from simin.domains.warnings import queries as warnings
from simin.domains.warnings.errors import UnknownMessageError
from simin.kit.text import pick


@dataclass(frozen=True)
class Said:
    """``text`` may be empty; ``card`` is the page to read it on."""

    title: str
    text: str
    card: str
    #: City time at which it is over; None: it does not end.
    until: datetime | None = None


def said_of(news: Announcement, language: str, now: datetime) -> Said | None:
    """None for what nobody is to know (any more); ``now``: city time."""
    card = str(news.what["card"])
    say = {"warning": _warning, "project": _project, "pledge": _pledge}[kind_of(card)]
    try:
        with override(language):
            said = say(news.what, card, language)
    except (UnknownMessageError, UnknownProjectError, UnknownPledgeError):
        return None
    return None if said.until and said.until <= now else said


def _warning(what: dict[str, str], card: str, language: str) -> Said:
    message = warnings.newest_message(what["message"])
    content = message.content
    headline = pick(content["headline"], language)
    title = _headed(message.type) % {"title": headline}
    mark = _mark(warnings.warning(message.warning_id).origin)
    parts = [
        pick(content["area"]["description"], language),
        pick(content["description"], language),
    ]
    if message.type != "cancel":
        time = message.expires_at.astimezone(places.zone()).strftime("%Y-%m-%d %H:%M")
        parts += [pick(content["instruction"], language), _("Until %(time)s") % {"time": time}]
    title = f"({mark}) {title}" if mark else title
    until = None if message.type == "cancel" else message.expires_at
    return Said(title, "\n\n".join(part for part in parts if part), card, until)


def _headed(kind: str) -> str:
    """The headline of a cancellation says so itself."""
    said = {"update": _("Updated warning: %(title)s"), "cancel": "%(title)s"}
    return said.get(kind, _("Warning: %(title)s"))


def _mark(origin: str) -> str:
    """What did not happen here and now says so first."""
    marks = {"replayed": _("Replayed from a recording"), "synthetic": _("Made by a generator")}
    return marks.get(origin, "")


def _project(what: dict[str, str], card: str, language: str) -> Said:
    found = projects.project(name_of(card), None)
    if what["act"] == "milestone":
        text = _("Milestone: %(name)s") % {"name": _milestone(found, what["milestone"], language)}
    elif what["act"] == "photo":
        text = _("There is a new photo of the site.")
    else:
        text = _("It now stands: %(state)s") % {"state": _schedule(found.schedule)}
    return Said(_invented(pick(found.name, language), invented=found.invented), text, card)


def _milestone(found: projects.Project, key: str, language: str) -> str:
    named = {one.key: one.name for one in found.milestones.all()}
    return pick(named.get(key, {}), language) or key


def _schedule(state: str) -> str:
    return {
        "late": pgettext("project", "late"),
        "at_risk": pgettext("project", "at risk"),
        "on_time": pgettext("project", "on time"),
        "done": pgettext("project", "done"),
        "stopped": pgettext("project", "stopped"),
    }.get(state, pgettext("project", "not known"))


def _pledge(what: dict[str, str], card: str, language: str) -> Said:
    found = projects.pledge(name_of(card))
    text = _("%(state)s, %(percent)s %% fulfilled") % {
        "state": _status(found.status),
        "percent": f"{found.percent:g}",
    }
    return Said(_invented(pick(found.name, language), invented=found.invented), text, card)


def _status(status: str) -> str:
    return {
        "planned": pgettext("pledge", "not begun"),
        "on_track": pgettext("pledge", "on track"),
        "partial": pgettext("pledge", "in part"),
        "continuing": pgettext("pledge", "fulfilled, goes on"),
        "completed": pgettext("pledge", "fulfilled"),
        "on_hold": pgettext("pledge", "on hold"),
        "dropped": pgettext("pledge", "given up"),
    }.get(status, status)


def _invented(name: str, *, invented: bool) -> str:
    return f"{name} ({_('invented')})" if invented else name
