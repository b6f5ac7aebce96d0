"""Whoever changes a row of a directive's chain, or what hangs on it, is found out."""

import pytest
from django.db import connection

from simin.domains.directives import queries, services
from simin.domains.directives.attachment import attachment
from simin.domains.directives.errors import UnknownDirectiveError
from simin.domains.directives.models import Evidence
from simin.domains.directives.services import Handed
from simin.domains.directives.states import Act
from simin.kit.clock import FixedClock
from simin.kit.file_store import RememberedStore, wire
from tests.factories.directive_town import JPEG, issued, reader

pytestmark = pytest.mark.usefixtures("clock")
CHAIN, ONE = "directives_chainentry", "2022-000001"


@pytest.fixture
def reported(clock: FixedClock) -> str:
    one = issued()
    issued("other")
    services.act(one, Act.ACKNOWLEDGE, by=reader("climate"))
    services.act(one, Act.START, by=reader("climate"))
    photo = Handed(files=[attachment("gate.jpg", JPEG)])
    services.act(one, Act.REPORT, by=reader("climate"), text="Washed.", handed=photo)
    return one


def run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.usefixtures("reported")
def test_whole_chains_are_whole() -> None:
    assert queries.verify() == (2, [])
    assert queries.verify(ONE) == (1, [])


@pytest.mark.usefixtures("reported")
@pytest.mark.parametrize(
    ("damage", "position", "reason"),
    [
        (f"UPDATE {CHAIN} SET text = 'Done long ago.' WHERE act = 'report'", 6, "changed"),
        (f"UPDATE {CHAIN} SET actor = 'fire' WHERE position = 3", 3, "changed"),
        (f"UPDATE {CHAIN} SET at = '2020-01-01 00:00:00+00:00' WHERE position = 4", 4, "changed"),
        (f"DELETE FROM {CHAIN} WHERE position = 3", 3, "missing"),
        (f"DELETE FROM {CHAIN} WHERE position = 6", 6, "removed from the end"),
        ("UPDATE directives_directive SET state = 'verified'", 0, "another state"),
        ("UPDATE directives_directive SET due_at = '2029-01-01 00:00:00+00:00'", 0, "due_at"),
        ("UPDATE directives_directive SET title = 'Wash one road'", 0, "title"),
        ("UPDATE directives_evidence SET kind = 'document'", 5, "evidence was changed"),
        ("DELETE FROM directives_evidence", 5, "evidence was removed"),
    ],
)
def test_the_first_damaged_entry_is_named(damage: str, position: int, reason: str) -> None:
    scoped = f"{damage} AND " if "WHERE" in damage else f"{damage} WHERE "
    column = "id" if "directives_directive" in damage else "directive_id"
    run(f"{scoped}{column} = '{ONE}'")
    looked, (broken,) = queries.verify()
    assert (looked, broken.directive, broken.position) == (2, ONE, position)
    assert reason in broken.reason


@pytest.mark.parametrize("there", [b"retouched", None], ids=["other bytes", "no file"])
def test_a_file_that_is_another_or_gone_is_found(reported: str, there: bytes | None) -> None:
    name = Evidence.objects.values_list("sha256", flat=True).get(directive=reported)
    files = RememberedStore({name: there} if there else {})
    wire(lambda _: files)
    try:
        (broken,) = queries.verify(reported)[1]
    finally:
        wire(None)
    assert broken.reason == "its evidence was changed"


def test_what_is_not_there_is_not_verified() -> None:
    with pytest.raises(UnknownDirectiveError):
        queries.verify("2022-999999")
