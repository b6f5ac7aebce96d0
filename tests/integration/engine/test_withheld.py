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


def test_accounts_outside_the_office_are_told_nothing(sung: Sung) -> None:
    """What each of them may see, one who is all of them may."""
    everyone = (Role.CITIZEN, Role.DEPARTMENT_OFFICER, Role.SOURCE_ADMINISTRATOR)
    assert sung.heard(signed_in(*everyone)) == {}


def own(sung: Sung) -> set[str]:
    return {"/office/", "/en/office/", f"/card/{sung.card}", f"/card/{sung.card}.json"}


def test_a_publisher_sees_it_on_the_offices_pages(sung: Sung) -> None:
    publisher = signed_in(Role.PUBLISHER)
    assert all(sung.told(publisher, address) for address in own(sung))
    assert sung.told(publisher, "/") == []


def test_the_mayor_sees_it_on_the_offices_pages_and_nobody_keeps_them(sung: Sung) -> None:
    mayor = signed_in(Role.MAYOR)
    heard = sung.heard(mayor)
    assert own(sung) <= heard.keys()
    assert "/" not in heard and "/en/" not in heard
    for address in heard:
        kept = mayor.get(address)["Cache-Control"]
        assert "no-store" in kept and "private" in kept and "public" not in kept, address


def test_the_public_is_told_that_it_is_there(sung: Sung) -> None:
    (found,) = (card for card in sung.town.seen().cards if card.id == sung.card)
    assert isinstance(found, WithheldCard)
    assert isinstance(sung.town.card(sung.card), Card)
    attention = sung.town.card("city/attention")
    assert sung.card in {entry["card"] for entry in attention.body["entries"]}
