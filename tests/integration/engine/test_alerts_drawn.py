"""How often alerts are judged and drawn: not in long spans of the past, and once a frame."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from simin.domains.alerts import queries
from simin.domains.incidents import services as incidents
from simin.workflows import alerts_follow
from tests.integration.engine.conftest import Town


@pytest.mark.parametrize("judged", [False, True])
def test_no_alert_is_judged_in_a_long_span_of_the_past(
    town: Town, monkeypatch: pytest.MonkeyPatch, *, judged: bool
) -> None:
    """Not either in the second round of stories, which a change of the stage starts."""
    heard: list[datetime] = []
    # Both are of the round that looks at all events together.
    monkeypatch.setattr(
        alerts_follow, "react_together", lambda _, *, clock: heard.append(clock.now())
    )
    first = town.clock.now()
    assess = incidents.assess_stage

    def changes(now: datetime) -> bool:
        town.engine.replay.play(now, now + timedelta(hours=1), generated_incidents=False)
        assess(now)
        return True

    monkeypatch.setattr(incidents, "assess_stage", changes)
    town.engine.live_until(first + timedelta(hours=3), generated_incidents=judged)
    assert bool(heard) is judged


def test_alerts_are_drawn_once_a_frame(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    town.live(10)
    drawn: list[Any] = []
    shown = queries.shown
    monkeypatch.setattr(queries, "shown", lambda now: drawn.append(now) or shown(now))
    town.engine.follower.sweep = timedelta(0)
    town.live(10)
    assert len(drawn) == 1
