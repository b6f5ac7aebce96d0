"""What can be followed, by name; what is withheld cannot be, and is not named."""

from dataclasses import dataclass

from django.http import Http404
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from simin.domains.projects import queries as projects
from simin.domains.projects.errors import UnknownPledgeError, UnknownProjectError
from simin.domains.subscriptions.queries import Following
from simin.domains.subscriptions.topics import PLEDGES, SEVERITIES, WARNINGS, checked_topic, name_of
from simin.kit.errors import RejectedError
from simin.web.card.vocabulary import SEVERITIES as GRADES
from simin.web.presentation.city import district_names
from simin.web.presentation.numbers import in_words


@dataclass(frozen=True)
class Topic:
    """``card``: the page that it is about; empty for all of a kind."""

    topic: str
    name: str
    card: str = ""

    @property
    def feed(self) -> str:
        """Of ``/feeds/``; one card is asked for with ``?card=``."""
        kind = self.topic.partition("/")[0]
        return {"project": "projects", "pledge": "pledges"}.get(kind, kind)


def topic_of(said: str) -> Topic:
    """Raises ``Http404``, also for a project that is withheld."""
    try:
        topic = checked_topic(said)
        if topic == WARNINGS:
            return Topic(topic, _("Warnings to the public"))
        if topic == PLEDGES:
            return Topic(topic, _("All pledges"))
        return Topic(topic, in_words(_name(topic)), topic)
    except (RejectedError, UnknownProjectError, UnknownPledgeError) as error:
        raise Http404 from error


def _name(topic: str) -> dict[str, str]:
    if topic.startswith("pledge/"):
        return dict(projects.pledge(name_of(topic)).name)
    return dict(projects.project(name_of(topic), None).name)


def districts() -> list[tuple[str, str]]:
    return list(district_names().items())


def severities() -> list[tuple[str, str]]:
    """From the least to the worst, each "and worse"."""
    return [(one, str(GRADES[one])) for one in reversed(SEVERITIES)]


@dataclass(frozen=True)
class Followed:
    """Something that somebody follows, as the page writes it."""

    number: int
    name: str
    card: str
    detail: str


def followed(row: Following) -> Followed:
    try:
        known = topic_of(row.topic)
    except Http404:  # withheld since, or gone
        known = Topic(row.topic, _("Something that is not shown now"))
    return Followed(row.pk, known.name, known.card, _detail(row) if row.topic == WARNINGS else "")


def _detail(row: Following) -> str:
    names: dict[str, str | Promise] = dict(districts())
    where = ", ".join(str(names.get(one, one)) for one in row.districts) or _("the whole city")
    if row.rank >= len(SEVERITIES):
        return where
    least = str(GRADES[SEVERITIES[row.rank]])
    return f"{where} · " + _("from “%(severity)s” up") % {"severity": least}
