"""Whoever waits for the turn of the outbox holds no row of the field."""

import pytest
from django.db import connection

from simin.domains.field import services
from simin.domains.field.queries import Invitation
from simin.domains.field.states import Side
from tests.factories.field_town import REAL, field_town, invited, sent
from tests.factories.turns import while_one_waits

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor == "sqlite",
        reason="the tests' SQLite lives in memory and knows no second writer",
    ),
]


def test_a_phone_sends_and_calls_while_its_link_is_written_to() -> None:
    with field_town():
        link = invited()

        def held() -> Invitation:
            return Invitation.objects.select_for_update().get(handle=link.handle)

        def rings() -> object:
            return services.call_up(link.handle, side=Side.PHONE, account="", now=REAL)

        for number, act in enumerate((lambda: _sends(link), lambda: _moves(link), rings)):
            assert while_one_waits(act, held), number


def _sends(link: Invitation) -> object:
    return services.report_text(link.handle, text="Smoke", sent=sent())


def _moves(link: Invitation) -> object:
    return services.set_unit_state(link.handle, state="arrived", sent=sent("two"))
