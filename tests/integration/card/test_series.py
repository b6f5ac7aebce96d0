"""The machine-readable side of a card: the card, its history, its rows."""

import csv
import io

import pytest
from django.test import Client

from tests.factories import card_town

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("town")]
HISTORY, ROWS = "/card/air/pm25/history.json", "/card/air/pm25/rows.csv"


def table(client: Client, address: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(client.get(address).content.decode())))


def test_the_card_is_the_pictures_and_carries_its_trust(client: Client) -> None:
    shown = client.get("/card/air/pm25.json").json()
    assert shown["form"] == "open"
    assert shown["trust"]["origin"] == "replayed"


@pytest.mark.parametrize("address", ["/card/air/pm25.json", HISTORY])
def test_what_has_not_changed_is_not_sent_again(client: Client, address: str) -> None:
    first = client.get(address)
    assert "public" in first["Cache-Control"]
    again = client.get(address, headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304


def test_the_history_of_a_day(client: Client) -> None:
    series = client.get(HISTORY + "?range=day&district=west&district=nowhere").json()
    assert series["step"] == 3600
    assert 24 <= len(series["times"]) <= 25
    assert len(series["city"]) == len(series["times"]) == len(series["districts"]["west"])
    assert list(series["districts"]) == ["west"]
    assert series["bands"][0] == {"level": "good", "from": None, "to": 15}
    assert series["target"] == 15
    assert series["trust"]["origin"] == "replayed"
    assert series["zone"] == "Asia/Seoul"


def test_a_flagged_value_is_a_gap_in_the_districts_series(client: Client) -> None:
    series = client.get(HISTORY + "?district=west").json()
    gap = int(card_town.NOW.timestamp()) - 5 * 3600
    assert series["districts"]["west"][series["times"].index(gap)] is None


def test_a_month_comes_in_days(client: Client) -> None:
    assert client.get(HISTORY + "?range=month").json()["step"] == 86_400


def test_an_unknown_range_is_named(client: Client) -> None:
    response = client.get(HISTORY + "?range=year")
    assert response.status_code == 400
    assert "range" in response.json()["detail"]


def test_an_incident_has_no_series(client: Client) -> None:
    assert client.get("/card/incident/2022-000001/history.json").status_code == 404


def test_no_such_card_is_said_as_a_problem(client: Client) -> None:
    response = client.get("/card/air/none.json")
    assert response.status_code == 404
    assert response["Content-Type"] == "application/problem+json"


def test_rows_say_quality_origin_and_run(client: Client) -> None:
    rows = table(client, ROWS + "?stream=air/pm25/west")
    assert len(rows) == 31
    newest, flagged = rows[0], rows[5]
    assert newest["datastream"] == "air/pm25/west"
    assert newest["phenomenon_time"] == "2022-03-05T05:00:00Z"
    assert newest["origin"] == "replayed"
    assert newest["recorded_at"] == "2021-03-06T05:00:00Z"
    assert newest["run"] == "run-7"
    assert flagged["quality"] == "점검"
    assert float(newest["result"]) == card_town.dust(1, 0)


def test_older_rows_follow_without_gap_or_repeat(client: Client) -> None:
    page = client.get("/card/air/pm25?stream=air/pm25/west").content.decode()
    older = page[page.index('rel="next"') :].split('href="', 1)[1].split('"', 1)[0]
    query = older.replace("&amp;", "&").partition("#")[0]
    rest = table(client, ROWS + query)
    times = [row["phenomenon_time"] for row in table(client, ROWS + "?stream=air/pm25/west")]
    assert [row["phenomenon_time"] for row in rest] == times[20:]


@pytest.mark.parametrize(
    "query", ["?before=x", "?before=-1", "?stream=none", "?before=99999999999999999999"]
)
def test_a_cursor_that_is_none_begins_at_the_newest(client: Client, query: str) -> None:
    assert len(table(client, ROWS + query)) > 0
    assert client.get("/card/air/pm25" + query).status_code == 200
