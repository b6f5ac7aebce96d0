"""Alerts follow data sets: a new version, or time that passes over a window, is judged by rules.

Couples ``catalogue`` with ``alerts``: a version makes their conditions be asked anew, all of a
round at once, and what came of it is handed in. Rows are never judged here, and never copied.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from simin.domains.alerts import queries, services
from simin.domains.alerts.events import AlertRuleChanged
from simin.domains.alerts.measured import Asked
from simin.domains.catalogue.events import DatasetChanged
from simin.kit.clock import Clock
from simin.kit.outbox.event import Event
from simin.kit.outbox.queries import Delivered
from simin.workflows.dataset_questions import Questions

REACTS_TO: tuple[type[Event], ...] = (DatasetChanged, AlertRuleChanged)


def react(delivered: Delivered, *, clock: Clock) -> None:
    """Ask what looks at a data set that changed, or what a rule says anew."""
    react_together([delivered], clock=clock)


def react_together(heard: Sequence[Delivered], *, clock: Clock) -> None:
    """A run of many pages is asked about once."""
    events = [one.event for one in heard]
    datasets = {one.dataset for one in events if isinstance(one, DatasetChanged)}
    rules = {one.rule for one in events if isinstance(one, AlertRuleChanged)}
    asked = [
        one
        for one in queries.asked(queries.watching())
        if one.told.dataset in datasets or one.rule in rules
    ]
    _judge(asked, clock.now())


def look(now: datetime) -> None:
    """Rows leave windows as time passes."""
    _judge(queries.asked_as_time_passes(), now)


def _judge(asked: Iterable[Asked], now: datetime) -> None:
    questions = Questions(now)
    measured = [questions.measured(one) for one in asked]
    known = [one for one in measured if one is not None]
    if known:
        services.judge_measured(measured=known, now=now)
