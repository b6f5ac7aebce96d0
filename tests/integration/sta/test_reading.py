"""What SensorThings tells of a town: sets, paths, options, filters, errors."""

from contextlib import AbstractContextManager

import duckdb
import pytest
from django.db import OperationalError, connection
from django.test import Client

from simin.domains.observations import patience, relation, searching
from simin.domains.observations.errors import QuestionTooLargeError
from simin.domains.observations.models import Datastream
from tests.factories.deep_filters import deepest, doubling
from tests.factories.sta_town import BASE, found_sta_town, get, names, results
from tests.standing import standing

pytestmark = pytest.mark.django_db


town = standing(found_sta_town, autouse=True)


def key(client: Client, entities: str, name: str) -> int:
    return int(get(client, entities, filter=f"name eq '{name}'")["value"][0]["@iot.id"])


def test_the_root_tells_the_sets_and_what_is_kept_of_the_standard(client: Client) -> None:
    root = get(client, "")
    assert len(root["value"]) == 8
    assert any("datamodel" in part for part in root["serverSettings"]["conformance"])
    assert root["value"][0]["url"] == f"http://testserver{BASE}/Things"


def test_a_path_leads_four_steps_deep(client: Client) -> None:
    stream = get(client, "Datastreams", filter="name eq 'pm25 pm25'")["value"][0]["@iot.id"]
    thing = get(client, f"Datastreams({stream})/Thing")["@iot.id"]
    path = f"Things({thing})/Datastreams({stream})/Observations"
    seen = get(client, path, top=1, orderby="result desc")["value"][0]
    deep = f"{path}({seen['@iot.id']})/Datastream"
    assert get(client, deep)["@iot.id"] == stream
    assert get(client, f"{deep}/name") == {"name": "pm25 pm25"}
    assert client.get(f"{BASE}/{deep}/name/$value").content == b"pm25 pm25"
    assert get(client, f"{deep}/ObservedProperty/$ref").keys() == {"@iot.selfLink"}
    assert get(client, f"{deep}/unitOfMeasurement/symbol") == {"symbol": "µg/m³"}


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("result gt 30", [50.0, 40.0, 99.0]),
        ("result eq 3.5", [3.5]),
        ("result ne 3.5 and result lt 20", [10.0]),
        ("not (result ge 10)", [3.5]),
        ("result add 1 eq 11", [10.0]),
        ("result mod 20 eq 10 and result lt 40", [30.0, 10.0]),
        ("result div 2 gt 24 or false", [50.0, 99.0]),
        ("round(result) eq 4", [3.5]),
        ("floor(result) eq 3 and ceiling(result) eq 4", [3.5]),
        ("phenomenonTime gt 2022-03-05T09:00:00Z", [50.0]),
        ("phenomenonTime le 2022-03-05T15:00:00+09:00", [10.0, 99.0, 3.5]),
        ("hour(phenomenonTime) eq 8 and year(phenomenonTime) eq 2022", [30.0]),
        ("month(phenomenonTime) ne 3", []),
        ("phenomenonTime lt 2022-03-05T07:00:00Z/2022-03-06T00:00:00Z", [10.0, 99.0, 3.5]),
        ("Datastream/ObservedProperty/name eq 'level'", [3.5]),
        ("Datastream/Thing/name eq 'nothing'", []),
        ("startswith(Datastream/name,'lev') and result gt 1", [3.5]),
        ("result eq 'text'", []),
        ("id eq 0", []),
    ],
)
def test_observations_are_filtered(client: Client, asked: str, found: list[float]) -> None:
    assert sorted(results(client, filter=asked)) == sorted(found)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("name eq 'level'", ["level"]),
        ("substringof('eve',name)", ["level"]),
        ("contains(name,'eve') eq true", ["level"]),
        ("startswith(name,'pm') and endswith(name,'25')", ["pm25", "pm25"]),
        ("length(name) gt 4", ["level"]),
        ("indexof(name,'v') eq 2", ["level"]),
        ("substring(name,1) eq 'evel'", ["level"]),
        ("substring(name,1,2) eq 'ev'", ["level"]),
        ("toupper(name) eq 'LEVEL'", ["level"]),
        ("trim(concat(concat(' ',name),'x')) eq 'levelx'", ["level"]),
        ("Datastreams/ObservedProperty/name eq 'level'", ["level"]),
        ("not (Datastreams/ObservedProperty/name eq 'level')", ["pm25", "pm25"]),
        ("id lt 0", []),
        ("id eq 99999999999999999999999", []),
        ("length(name) mod 4 eq 1 and length(name) div 5 eq 1", ["level"]),
        ("length(name) div 0 eq 1", []),
        ("properties/owner eq 'nobody'", []),
        ("description eq 'level'", ["level"]),
        ("name eq 'O''Brien'", []),
    ],
)
def test_entities_are_filtered(client: Client, asked: str, found: list[str]) -> None:
    assert sorted(names(client, "Things", filter=asked)) == found


def test_options_choose_sort_count_and_page(client: Client) -> None:
    first = get(client, "Observations", top=2, orderby="result desc", count="true")
    assert [row["result"] for row in first["value"]] == [99.0, 50.0]
    assert first["@iot.count"] == 7
    second = client.get(first["@iot.nextLink"]).json()
    assert [row["result"] for row in second["value"]] == [40.0, 30.0]
    seen = set()
    page = get(client, "Observations", top=3)
    while True:
        seen |= {row["@iot.id"] for row in page["value"]}
        if "@iot.nextLink" not in page:
            break
        page = client.get(page["@iot.nextLink"]).json()
    assert len(seen) == 7
    chosen = get(client, "Things", select="name,Datastreams", top=1)["value"][0]
    assert chosen.keys() == {"name", "Datastreams@iot.navigationLink"}


def test_expansions_nest_and_take_options(client: Client) -> None:
    expand = (
        "Datastreams($select=name;$expand=Observations($top=2;$orderby=result desc;$count=true),"
        "ObservedProperty)"
    )
    thing = get(client, "Things", filter="name eq 'level'", expand=expand)["value"][0]
    stream = thing["Datastreams"][0]
    assert stream["Observations"][0]["result"] == 3.5
    assert stream["Observations@iot.count"] == 1
    assert stream["ObservedProperty"]["name"] == "level"
    path = get(client, "Observations", top=1, expand="Datastream/Thing,Datastream/Sensor")
    stream = path["value"][0]["Datastream"]
    assert {"Thing", "Sensor"} <= stream.keys()


def test_what_is_not_measured_is_marked_wherever_it_is_told(client: Client) -> None:
    for row in get(client, "Observations", select="result")["value"]:
        assert row["@simin.trust"]["origin"] == "replayed"
    for group in get(client, "Observations", resultFormat="dataArray")["value"]:
        assert group["@simin.trust"]["origin"] == "replayed"
    flagged = get(client, "Observations", filter="result eq 99")["value"][0]
    assert flagged["resultQuality"] == ["통신장애"]


def test_a_data_array_holds_what_the_plain_answer_holds(client: Client) -> None:
    groups = get(client, "Observations", resultFormat="dataArray", select="@iot.id,result")["value"]
    rows = {tuple(row) for group in groups for row in group["dataArray"]}
    plain = get(client, "Observations")["value"]
    assert rows == {(row["@iot.id"], row["result"]) for row in plain}


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("Nothings", 404),
        ("Things(0)", 404),
        ("Things('a')", 404),
        ("Things(1)/nothing", 404),
        ("Things(1)/Datastreams(0)", 404),
        ("Things/name", 404),
        ("Things(1)/$value", 404),
        ("Things?$filter=", 400),
        ("Things?$filter=name", 400),
        ("Things?$filter=name eq", 400),
        ("Things?$filter=name eq 'a", 400),
        ("Things?$filter=nothing eq 1", 400),
        ("Things?$filter=nothing(name)", 400),
        ("Things?$filter=length(name,name) eq 1", 400),
        ("Things?$filter=" + "(" * 100, 400),
        ("Things?$top=x", 400),
        ("Things?$top=-1", 400),
        ("Things?$expand=Nothing", 400),
        ("Things?$select=nothing", 400),
        ("Things?$nothing=1", 400),
        ("Things?$orderby=Datastreams/name", 400),
        ("Things?$resultFormat=dataArray", 400),
        ("Observations?$filter=nothing eq 1", 400),
        ("Observations?$orderby=nothing", 400),
        ("Things?$filter=name eq '%00'", 400),
    ],
)
def test_what_is_wrong_is_told(client: Client, path: str, status: int) -> None:
    answer = client.get(f"{BASE}/{path}")
    assert answer.status_code == status
    assert answer.json()["message"]


def test_any_page_may_read_and_nobody_writes_without_a_key(client: Client) -> None:
    assert client.get(f"{BASE}/Things")["Access-Control-Allow-Origin"] == "*"
    refused = client.post(f"{BASE}/Things", "{}", content_type="application/json")
    assert refused.status_code == 401
    assert "Bearer" in refused["WWW-Authenticate"]


@pytest.mark.parametrize("path", ["Things", "Observations"])
def test_whoever_asks_for_nothing_is_not_led_on(client: Client, path: str) -> None:
    """A client that follows the links would ask for ever."""
    assert get(client, path, top=0) == {"value": []}


@pytest.mark.parametrize("asked", ["true or name eq 'x'", "not false", "not (false and true)"])
def test_truth_is_a_condition(client: Client, asked: str) -> None:
    assert names(client, "Things", filter=asked) == names(client, "Things")
    assert names(client, "Things", filter=f"not ({asked})") == []


def test_a_question_that_takes_too_long_is_ended(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    if connection.vendor == "sqlite":
        monkeypatch.setattr(relation, "limited", _out_of_time)
    else:
        ask = searching.asked
        monkeypatch.setattr(searching, "asked", lambda *_: ask("SELECT pg_sleep(60)", []))
        monkeypatch.setattr(patience, "PATIENCE", 0.05)
    answer = client.get(f"{BASE}/Observations")
    assert (answer.status_code, "narrower" in answer.json()["message"]) == (400, True)
    monkeypatch.undo()
    assert client.get(f"{BASE}/Observations").status_code == 200


def _out_of_time(*_: object) -> AbstractContextManager[None]:
    raise duckdb.InterruptException("INTERRUPT Error: Interrupted!")


SLOW = {
    "sqlite": "WITH RECURSIVE n(v) AS (SELECT 1 UNION ALL SELECT v FROM n) SELECT SUM(v) FROM n",
    "postgresql": "SELECT pg_sleep(60)",
}


def test_a_question_to_a_table_is_ended_too_and_the_transaction_goes_on() -> None:
    with connection.cursor() as cursor:
        with pytest.raises(QuestionTooLargeError), patience.limited(0.05):
            cursor.execute(SLOW[connection.vendor])
        with patience.limited(60):
            cursor.execute("SELECT 1")
        if connection.vendor == "postgresql":
            cursor.execute("SHOW statement_timeout")
            assert cursor.fetchone() == ("0",)
    assert Datastream.objects.exists()


def test_another_fault_of_the_database_stays_what_it_is() -> None:
    with pytest.raises(OperationalError), patience.limited(60):
        raise OperationalError("the disk is full")


@pytest.mark.parametrize("asked", doubling("result"))
def test_what_would_double_with_each_level_is_refused(client: Client, asked: str) -> None:
    answer = client.get("/sta/v1.1/Observations", {"$filter": asked})
    assert answer.status_code == 400, asked


@pytest.mark.parametrize("asked", doubling("name"))
def test_entities_too(client: Client, asked: str) -> None:
    assert client.get("/sta/v1.1/Things", {"$filter": asked}).status_code == 400


@pytest.mark.parametrize("asked", deepest("name", "id"))
def test_what_is_as_deep_as_may_be_is_answered(client: Client, asked: str) -> None:
    assert client.get("/sta/v1.1/Things", {"$filter": asked}).status_code == 200, asked
    observed = asked.replace("name", "result")
    assert client.get("/sta/v1.1/Observations", {"$filter": observed}).status_code == 200, asked
