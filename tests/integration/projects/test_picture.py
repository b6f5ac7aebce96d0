"""Projects and pledges in the picture, the attention list and the audit trail."""

from datetime import timedelta

import msgspec
import pytest

from simin.domains.audit import queries as audit
from simin.domains.picture.card import Card, Freshness, Origin, Visibility
from simin.domains.picture.wire import encode
from simin.domains.projects import cards, services
from simin.kit.clock import FixedClock
from simin.kit.outbox import queries as outbox
from simin.workflows import dispatch, projects_are_audited
from simin.workflows.attention.projects_now import projects_now
from simin.workflows.picture_follows.touched import touched
from tests.factories.directive_town import reader
from tests.factories.observed import NOON, ZONE
from tests.factories.project_town import TODAY, bridge

pytestmark = pytest.mark.usefixtures("clock")


def shown() -> dict[str, Card]:
    return {card.id: card for card in cards.shown(NOON)}


def test_every_card_reads_back_and_is_the_same_again() -> None:
    found = shown()
    assert set(found) == {
        "project/bridge", "project/garden", "pledge/river", "pledge/green",
        "city/projects", "city/pledges",
    }  # fmt: skip
    for card in found.values():
        assert msgspec.json.decode(encode(card), type=Card) == card
    assert shown() == found


def test_a_card_says_how_it_stands_and_how_far_it_is_trusted() -> None:
    card = shown()["project/bridge"]
    assert (card.body["schedule"], card.body["cost"], card.body["level"]) == (
        "late", "over", "very_bad",
    )  # fmt: skip
    assert card.body["forecast"]["days_late"] == 250
    assert card.trust.origin is Origin.MEASURED
    assert card.trust.freshness is Freshness.LIVE
    assert shown()["project/garden"].trust.origin is Origin.SYNTHETIC
    later = {one.id: one for one in cards.shown(NOON + timedelta(days=60))}
    assert later["project/bridge"].trust.freshness is Freshness.LATE


def test_a_withheld_project_is_withheld_with_its_reason() -> None:
    hidden = bridge(withheld="security", review_on=TODAY + timedelta(days=90))
    services.take([hidden], by=reader("mayor"))
    release = shown()["project/bridge"].release
    assert release.visibility is Visibility.WITHHELD
    assert (release.reason, release.office) == ("security", {"en": "Climate", "ko": "climate 과"})
    found = list(projects_now(NOON, ZONE))
    assert {one.withheld for one in found if one.card == "project/bridge"} == {True}


def test_the_sum_of_all_does_not_tell_what_is_withheld_of_one() -> None:
    open_to_all = shown()["city/projects"].body
    hidden = bridge(withheld="security", review_on=TODAY + timedelta(days=90))
    services.take([hidden], by=reader("mayor"))
    told = shown()["city/projects"].body
    assert told["projects"] == open_to_all["projects"] - 1
    assert told["budget"] < open_to_all["budget"]


def test_events_touch_the_picture_and_reach_the_audit_trail(clock: FixedClock) -> None:
    services.take([bridge(phase="suspended")], by=reader("climate"))
    assert touched(one.event for one in outbox.after(0)).projects
    dispatch.run_pending((projects_are_audited,), clock=clock)
    newest = audit.entries()[0]
    assert (newest.account, newest.action) == ("climate", "project.recorded")
    assert (newest.subject, newest.details["parts"]) == ("project/bridge", ["projects"])


def test_what_needs_the_mayor() -> None:
    found = [(one.card, one.days_late, one.milestone) for one in projects_now(NOON, ZONE)]
    assert found[0] == ("project/bridge", 250, None)
    assert found[-1][0] == "project/garden" and found[-1][2]
