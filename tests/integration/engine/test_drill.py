"""A drill of a kind that is public sings on no page, in no frame and in no feed (domain.md)."""

from datetime import timedelta

import pytest
from django.test import Client

from simin.domains.identity.roles import Role
from simin.domains.picture.card import Origin
from simin.domains.picture.frame import View
from simin.domains.warnings import services as warnings
from simin.workflows.incident_suggests_warning import suggestion
from tests.factories import canary
from tests.factories.warnings import SECOND, WRITER
from tests.integration.engine.conftest import Town
from tests.integration.engine.sung import PUBLIC, Sung, signed_in
from tests.integration.engine.test_withheld_ended import heard_live
from tests.integration.live.conftest import BOOTH


@pytest.fixture
def sung(town: Town) -> Sung:
    """Its procedure runs, a warning of it was approved, a script event was told."""
    sung = Sung(town, PUBLIC, drill=True)
    now = town.clock.now()
    number = warnings.draft(
        suggestion(sung.incident, now),
        incident=sung.incident,
        origin=Origin.MEASURED,
        submission="drill",
        by=WRITER,
        at=now,
        exercise=True,
    )
    warnings.approve(number, revision=1, by=SECOND, at=now)
    town.live(30)
    return sung


def test_no_page_tells_the_public_anything_of_a_drill(sung: Sung, client: Client) -> None:
    assert sung.heard(client) == {}
    cap = client.get("/cap/")
    assert b"<entry>" not in cap.content


def test_no_page_of_the_picture_shows_it_to_the_office_as_real(sung: Sung) -> None:
    assert sung.card not in {card.id for card in sung.town.seen(View.OFFICE).cards}
    assert signed_in(Role.MAYOR).get(f"/card/{sung.card}").status_code == 404


def test_no_frame_holds_it_not_even_as_a_commitment(sung: Sung) -> None:
    ids = {card.id for view in View for card in sung.town.seen(view).cards}
    assert sung.card not in ids and not any(one.startswith("warning/") for one in ids)
    sung.town.clock.advance(timedelta(seconds=1))
    assert heard_live(sung.at, "view=public") == set()
    ticket = f"view={View.OFFICE}&ticket={BOOTH.issue('kim')}"
    assert heard_live(sung.at, ticket) == set()
    assert canary.sung(b"kestrel", sung.at), "the canary can be heard"
