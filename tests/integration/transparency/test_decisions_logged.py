"""What was decided about release becomes a document without a name, and a leaf, once."""

import json
from datetime import date

from django.db import transaction

from simin.domains.releases.events import ReleaseDecided
from simin.domains.transparency import queries
from simin.domains.transparency.entries import entry_of
from simin.kit.clock import FixedClock
from simin.kit.outbox import services as outbox
from simin.workflows import decisions_are_logged
from simin.workflows.dispatch import run_pending
from tests.factories.cards import NOON


def decided(number: int) -> ReleaseDecided:
    return ReleaseDecided(
        id=number,
        card="incident/2022-000001",
        kind="incident",
        field="",
        decision="withhold",
        reason="privacy",
        at=NOON,
        by="canary-account",
        office={"en": "Records office"},
        until=None,
        review_on=date(2022, 3, 20),
        commitment="",
    )


def test_a_decision_is_logged_once_and_names_nobody(db: None) -> None:
    with transaction.atomic():
        # The second was proposed first: numbers of proposals do not grow as decisions do.
        outbox.append(decided(7), decided(3), at=NOON)
    for _ in range(2):
        run_pending([decisions_are_logged], clock=FixedClock(NOON))
    first, second = queries.document("decision", 1), queries.document("decision", 2)
    assert first is not None and second is not None
    assert b"canary-account" not in first + second
    told = json.loads(first)
    assert (told["decision_id"], told["leaf"], told["review_on"]) == (7, 0, "2022-03-20")
    assert [entry for _, entry in queries.waiting(9)] == [
        entry_of("decision", 1, first).encoded(),
        entry_of("decision", 2, second).encoded(),
    ]
