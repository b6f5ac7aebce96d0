"""Nothing of a withheld incident is shown to the public, wherever the public looks (invariant 4).

What is public by design: that it is there, its number, its kind, its district, its day, who
decided, why, until when; that it needs attention; and the counts of its kind.
"""

import pytest

from simin.domains.identity.roles import Role
from simin.domains.picture.card import Card, WithheldCard
from simin.ingest.pack import find_pack, read_pack
from tests.integration.engine.conftest import loaded
from tests.integration.engine.sung import WITHHELD, Sung, signed_in
from tests.standing import standing

pytestmark = pytest.mark.django_db
sung = standing(lambda: Sung(loaded(read_pack(find_pack("sample"))), WITHHELD))


@pytest.mark.parametrize("role", [Role.CITIZEN, Role.DEPARTMENT_OFFICER, Role.SOURCE_ADMINISTRATOR])
def test_an_account_outside_the_office_is_told_nothing(sung: Sung, role: Role) -> None:
    assert sung.heard(signed_in(role)) == {}


@pytest.mark.parametrize("role", [Role.MAYOR, Role.PUBLISHER])
def test_the_office_sees_it_on_its_pages_only(sung: Sung, role: Role) -> None:
    heard = sung.heard(signed_in(role))
    own = {"/office/", "/en/office/", f"/card/{sung.card}", f"/card/{sung.card}.json"}
    assert own <= heard.keys()
    assert "/" not in heard and "/en/" not in heard


def test_what_the_office_sees_nobody_keeps(sung: Sung) -> None:
    mayor = signed_in(Role.MAYOR)
    for address in sung.heard(mayor):
        kept = mayor.get(address)["Cache-Control"]
        assert "no-store" in kept and "private" in kept and "public" not in kept, address


def test_the_public_is_told_that_it_is_there(sung: Sung) -> None:
    (found,) = (card for card in sung.town.seen().cards if card.id == sung.card)
    assert isinstance(found, WithheldCard)
    assert isinstance(sung.town.card(sung.card), Card)
    attention = sung.town.card("city/attention")
    assert sung.card in {entry["card"] for entry in attention.body["entries"]}
