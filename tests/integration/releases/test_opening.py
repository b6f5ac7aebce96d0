"""What is opened late opens nothing that was promised under the decision after it."""

from datetime import timedelta

import pytest

from simin.domains.identity.roles import Role
from simin.domains.picture.decision import Decision
from simin.domains.picture.models import SealedContent
from simin.domains.releases import services
from simin.domains.releases.models import ReleaseDecision
from simin.domains.releases.services import Decider, Wanted
from simin.kit.clock import FixedClock
from simin.workflows import declassified_is_opened
from simin.workflows.dispatch import run_pending
from tests.factories import incidents as happening
from tests.factories.incidents import NOON

PRESS = Decider(username="press", roles=[Role.PUBLISHER], office={"en": "Records office"})


def decide(decision: Decision, minutes: int, seen: ReleaseDecision | None) -> ReleaseDecision:
    at = NOON + timedelta(minutes=minutes)
    wanted = Wanted(
        card="air/pm25",
        kind="indicator",
        decision=decision,
        reason="security",
        review_on=(at + timedelta(days=9)).date(),
        seen=seen.pk if seen else None,
        key=f"form-{minutes}",
    )
    return services.decide(wanted, by=PRESS, at=at)


def promise(minutes: int) -> None:
    SealedContent.objects.create(
        frame=minutes,
        city_time=NOON + timedelta(minutes=minutes),
        card="air/pm25",
        field="",
        salt="00" * 16,
        commitment=f"{minutes:064}",
        content=b"",
    )


@pytest.mark.django_db
def test_a_backlog_opens_what_the_decision_meant_and_no_more() -> None:
    happening.found_town()
    first = decide(Decision.WITHHOLD, 0, None)
    opened = decide(Decision.DECLASSIFY, 10, first)
    promise(9)  # drawn before, published after
    decide(Decision.WITHHOLD, 20, opened)
    promise(20)
    promise(25)
    run_pending([declassified_is_opened], clock=FixedClock(NOON))
    still = SealedContent.objects.filter(opened_at=None).order_by("frame")
    assert [one.frame for one in still] == [20, 25]
