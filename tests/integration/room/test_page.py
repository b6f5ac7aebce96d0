"""The room's page and its parts, and who may see them."""

import pytest
from django.http import HttpResponse
from django.test import Client

from simin.domains.identity.policies import ROOM_ROLES
from simin.domains.identity.roles import Role
from simin.domains.procedures.models import Drill
from tests.factories import room_town
from tests.factories.incidents import reported
from tests.factories.room_town import FIRE
from tests.integration.room.conftest import SignedIn

ROOM = "/en/room/"


def words(response: HttpResponse) -> str:
    return response.content.decode()


def test_the_room_shows_what_is_open_the_gravest_first(signed_in: SignedIn) -> None:
    room_town.happen(12)
    page = words(signed_in().get(ROOM))
    assert page.count('class="room-row"') == 14
    severities = [part.split('"')[0] for part in page.split('data-severity="')[1:]]
    order = ["extreme", "severe", "moderate", "minor", "unknown"]
    rows = [one for one in severities if one in order]
    assert rows == sorted(rows, key=order.index)


@pytest.mark.parametrize("role", [None, *Role])
def test_only_who_runs_the_room_gets_in(signed_in: SignedIn, role: Role | None) -> None:
    client = signed_in(role) if role else Client()
    for path in ("", "board", "rows", f"incident/{FIRE}", f"incident/{FIRE}/parts"):
        answer = client.get(ROOM + path)
        if role in ROOM_ROLES:
            assert answer.status_code == 200
        else:
            assert answer.status_code == (403 if role else 302)
            assert "room-row" not in words(answer)


def test_the_chosen_one_is_shown_in_full(signed_in: SignedIn) -> None:
    page = words(signed_in().get(f"{ROOM}incident/{FIRE}"))
    assert "Warehouse fire, Eastside" in page
    assert 'data-state="operating"' in page
    assert "Pump 1" in page
    assert "Under control" in page


def test_a_drill_shows_its_band_and_may_draft_a_warning(signed_in: SignedIn) -> None:
    drill = reported("drill", after=90, drill=True)
    told = {"name": {"en": "Night fire drill"}, "started_by": "duty", "started_at": room_town.NOW}
    Drill.objects.create(key="k", incident=drill, **told)
    page = words(signed_in().get(f"{ROOM}incident/{drill}"))
    assert "drill-band" in page and "Night fire drill" in page
    assert "Draft a warning" in page


def test_an_incident_that_is_not_there_is_a_page_that_says_so(signed_in: SignedIn) -> None:
    for path in ("incident/2022-999999", "incident/%00", "incident/2022-999999/parts"):
        answer = signed_in().get(ROOM + path)
        assert answer.status_code == 404
        assert "To the situation room" in words(answer)


def test_filters_narrow_the_board_and_its_counts(signed_in: SignedIn) -> None:
    room_town.happen(30)
    client = signed_in()
    page = words(client.get(ROOM, {"kind": "fire", "text": "warehouse"}))
    assert page.count('class="room-row"') == 1
    assert '<span class="count" data-count-of="all">1</span>' in page
    page = words(client.get(ROOM, {"kind": "nothing", "text": "\0"}))
    assert "Nothing that is open matches the filters." in page


def test_a_long_list_says_how_much_is_left_and_leads_there(signed_in: SignedIn) -> None:
    room_town.happen(150)
    client = signed_in()
    board = words(client.get(f"{ROOM}board"))
    shown = board.count('class="room-row"')
    assert 'data-total="152"' in board
    further = board.split('data-more="minor"')[0].rsplit('href="', 1)[1].split('"')[0]
    assert further == "?more=minor%3A140"
    assert words(client.get(f"{ROOM}board{further}")).count('class="room-row"') > shown


def test_rows_that_left_are_not_among_those_that_come(signed_in: SignedIn) -> None:
    told = words(signed_in().get(f"{ROOM}rows", {"id": [FIRE, "2022-000003", "nothing"]}))
    assert told.count('class="room-row"') == 1
    assert 'data-count-of="severe">1' in told
