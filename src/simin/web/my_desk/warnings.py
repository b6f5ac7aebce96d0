"""Warnings to the public that wait for a second person: the reader."""

from django.urls import reverse
from django.utils.translation import gettext as _

from simin.domains.warnings import policies, queries
from simin.domains.warnings.queries import PublicWarning
from simin.web.card.vocabulary import SEVERITIES
from simin.web.my_desk.panel import Panel, Waiting, panel
from simin.web.presentation.numbers import in_words
from simin.web.presentation.times import CityTime


def waiting(username: str, time: CityTime) -> Panel:
    """Drafts of others, the oldest first; what the reader wrote waits for somebody else."""
    drafts = [
        one
        for one in queries.drafts()
        if policies.is_second_person(one.authors, username) and queries.draft_of(one)
    ]
    return panel(
        [_line(one, time) for one in drafts],
        name="approvals",
        title=_("Warnings to approve"),
        icon="megaphone",
        empty=_("No draft waits for a second person."),
        more=reverse("warnings"),
    )


def _line(one: PublicWarning, time: CityTime) -> Waiting:
    content = queries.draft_of(one)
    assert content is not None
    return Waiting(
        title=in_words(content.headline),
        address=reverse("warning", args=[one.pk]),
        state=str(SEVERITIES[content.severity]),
        facts=[in_words(content.area.description), time.age(one.changed_at)],
        tone="bad",
        shape="megaphone",
    )
