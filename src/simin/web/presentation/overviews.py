"""Projects and pledges in one line each, above the themes of the administration."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from simin.domains.picture.card import Card
from simin.web.presentation.numbers import figure, in_words
from simin.web.presentation.vocabulary import ORIGINS


@dataclass(frozen=True)
class Overview:
    card: str
    title: str
    #: Its one number.
    figure: str
    #: What the number is of.
    of: str
    #: Level, how many, words: those that there are.
    parts: tuple[tuple[str, str, str], ...]
    #: Said only when they are not real.
    mark: str


def projects_overview(card: Card) -> Overview:
    counts = card.body["schedules"]
    parts = (
        ("very_bad", counts.get("late", 0), _("late projects")),
        ("bad", card.body["over"], _("projects over budget")),
        ("good", counts.get("on_time", 0) + counts.get("done", 0), _("on time or done")),
    )
    return _overview(card, figure(card.body["projects"]), _("projects"), parts)


def pledges_overview(card: Card) -> Overview:
    counts = card.body["statuses"]
    done = counts.get("completed", 0) + counts.get("continuing", 0)
    parts = (
        ("good", done, _("fulfilled pledges")),
        ("bad", counts.get("on_hold", 0) + counts.get("dropped", 0), _("on hold or given up")),
    )
    return _overview(card, f"{figure(card.body['percent'])} %", _("of all pledges"), parts)


def _overview(
    card: Card, number: str, of: str, parts: tuple[tuple[str, int, str], ...]
) -> Overview:
    origin = card.trust.origin.value
    return Overview(
        card=card.id,
        title=in_words(card.title),
        figure=number,
        of=of,
        parts=tuple((level, figure(count), said) for level, count, said in parts if count),
        mark="" if origin == "measured" else str(ORIGINS[origin]),
    )
