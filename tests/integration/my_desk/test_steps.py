"""Steps of procedures on the desk's first page."""

from django.test import Client

from simin.domains.identity import queries as identity
from simin.domains.procedures import queries
from tests.factories.procedure_town import actor, burning, procedure_town


def seen(username: str) -> str:
    client = Client()
    client.force_login(identity.account(username))
    return client.get("/en/desk/?part=panels").content.decode()


def test_steps_wait_for_the_office_that_owns_them(db: None) -> None:
    with procedure_town() as clock:
        burning(clock)
        step = queries.open_steps_of(actor("duty"))[0].name["en"]
        assert step in seen("duty")
        assert step not in seen("climate")
        assert "Steps of procedures" not in seen("auditor"), "who only looks has no steps"
