"""CKAN's action API: ckanapi reads it all, and its faults are CKAN's."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from simin.domains.picture.card import WithholdingReason
from simin.domains.picture.rule import Policy, Rule
from simin.domains.releases import services as releases
from simin.web.doors import entries
from simin.workflows.open_data import opening
from tests.factories.datasets import NOON, define_parks
from tests.factories.doors_town import HOSTILE, found_doors_town

pytestmark = pytest.mark.django_db
ckanapi = pytest.importorskip("ckanapi", reason="ckanapi is not installed")


@pytest.fixture
def town(live_server: Any) -> Any:
    found_doors_town()
    return live_server


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("get_only", [True, False])
def test_the_client_reads_packages_and_rows(town: Any, get_only: bool) -> None:
    with ckanapi.RemoteCKAN(town.url, get_only=get_only) as site:
        names = site.action.package_list()
        assert names == ["parks", "observed-air-pm25", "observed-water-level"]
        parks = site.action.package_show(id="parks")
        assert (parks["title"], parks["organization"]["title"]) == ("주차장", "교통실")
        first = parks["resources"][0]
        assert site.action.resource_show(id=first["id"])["format"] == "CSV"
        found = site.action.package_search(q="주차장", fq="organization:transport", rows=5)
        assert [one["name"] for one in found["results"]] == ["parks"]
        rows = site.action.datastore_search(resource_id=first["id"], limit=2, sort="id desc")
        assert (rows["total"], rows["records"][0]["id"]) == (3, "00002")
        assert site.action.organization_show(id="transport")["package_count"] == 1
        assert site.action.status_show()["locale_default"] == "ko"
        with pytest.raises(ckanapi.NotFound):
            site.action.package_show(id="nothing")
        with pytest.raises(ckanapi.errors.SearchQueryError):
            site.action.package_search(q="a OR b")


@pytest.mark.django_db(transaction=True)
def test_all_data_sets_are_dumped(town: Any) -> None:
    """The command that copies a CKAN, with the fields of its DataStore."""
    script = "import sys; from ckanapi.cli.main import main; sys.exit(main())"
    asked = ["dump", "datasets", "--all", "--datastore-fields", "-p", "1", "-r", town.url]
    # Its workers are started by the name of the command.
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    done = subprocess.run(
        [sys.executable, "-c", script, *asked], capture_output=True, check=False, timeout=60,
        env={**os.environ, "PATH": path},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr.decode()
    dumped = [json.loads(line) for line in done.stdout.splitlines()]
    assert dumped[0]["name"] == "parks" and len(dumped) == 3
    fields = dumped[0]["resources"][0]["datastore_fields"]
    assert {"id": "spaces", "type": "int8"} in fields


@pytest.mark.django_db(transaction=True)
def test_entries_are_kept_and_what_is_withheld_goes_at_once(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    found_doors_town()
    releases.define_policy(Policy(rules=()), at=NOON)
    made: list[object] = []
    asked = opening.datasets
    monkeypatch.setattr(opening, "datasets", lambda: made.append(1) or asked())
    for _ in range(3):
        assert "parks" in called(client, "package_list")[1]["result"]
    assert len(made) == 1
    rule = Rule(id="a", kind="dataset", names=("parks",), reason=WithholdingReason.SECURITY)
    releases.define_policy(Policy(rules=(rule,)), at=NOON)
    assert "parks" not in called(client, "package_list")[1]["result"]
    entries.forget_kept()


def called(client: Client, name: str, /, **params: Any) -> Any:
    answer = client.post(f"/api/3/action/{name}", json.dumps(params), content_type="text/plain")
    return answer.status_code, json.loads(answer.content)


@pytest.mark.parametrize(
    ("params", "names"),
    [
        ({"filters": {"id": ["00000", "00001"]}}, ["00000", "00001"]),
        ({"filters": '{"free": false}'}, ["00001"]),
        ({"q": "주차장 00002"}, ["00002"]),
        ({"q": {"name": "ONCLICK"}}, ["00000"]),
        ({"offset": 1, "limit": 1}, ["00001"]),
        ({"limit": 0}, []),
    ],
)
def test_rows_are_asked_in_the_ways_of_the_datastore(
    client: Client, params: dict[str, Any], names: list[str]
) -> None:
    found_doors_town()
    status, told = called(client, "datastore_search", resource_id="parks", **params)
    assert status == 200, told
    assert [one["id"] for one in told["result"]["records"]] == names


@pytest.mark.parametrize(
    ("form", "records"),
    [
        ("lists", [[1, "00001", "2026-03-04T12:00:00+00:00", False]]),
        ("csv", "1,00001,2026-03-04T12:00:00+00:00,False\n"),
        ("tsv", "1\t00001\t2026-03-04T12:00:00+00:00\tFalse\n"),
        ("objects", [{"_id": 1, "id": "00001", "opened": "2026-03-04T12:00:00+00:00",
                      "free": False}]),
    ],
)  # fmt: skip
def test_rows_come_in_the_form_that_is_asked_for(client: Client, form: str, records: Any) -> None:
    found_doors_town()
    params = {"resource_id": "parks", "fields": "id,opened,free", "filters": {"id": "00001"}}
    _, told = called(client, "datastore_search", records_format=form, **params)
    assert (told["result"]["records_format"], told["result"]["records"]) == (form, records)
    assert [one["id"] for one in told["result"]["fields"]] == ["_id", "id", "opened", "free"]


def test_its_next_page_asks_the_same(client: Client) -> None:
    found_doors_town(parks=5)
    asked = {"resource_id": "parks", "filters": {"free": True}, "sort": "id desc", "limit": 2}
    _, told = called(client, "datastore_search", **asked)
    assert [one["id"] for one in told["result"]["records"]] == ["00004", "00002"]
    following = json.loads(client.get(told["result"]["_links"]["next"]).content)
    assert [one["id"] for one in following["result"]["records"]] == ["00000"]


def test_a_package_is_open_where_its_licence_is(client: Client) -> None:
    found_doors_town()
    define_parks(id="closed", licence="KOGL-4")
    for name, is_open in (("parks", True), ("closed", False)):
        assert called(client, "package_show", id=name)[1]["result"]["isopen"] is is_open


def test_what_was_typed_comes_as_it_was(client: Client) -> None:
    found_doors_town()
    _, told = called(client, "datastore_search", resource_id="parks", limit=1)
    assert told["result"]["records"][0]["name"] == HOSTILE


@pytest.mark.parametrize(
    ("name", "params", "status", "error"),
    [
        ("package_show", {}, 409, {"__type": "Validation Error", "id": ["Missing value"]}),
        ("datastore_search", {"resource_id": "parks", "filters": {"x": 1}}, 409,
         {"__type": "Validation Error", "filters": ['field "x" not in table']}),
        ("datastore_search", {"resource_id": "parks", "records_format": "xml"}, 409,
         {"__type": "Validation Error",
          "records_format": ["Value must be one of objects, lists, csv, tsv"]}),
        ("package_search", {"rows": "many"}, 409,
         {"__type": "Validation Error", "rows": ["Must be a natural number"]}),
        ("datastore_search", {"resource_id": "x"}, 404,
         {"__type": "Not Found Error", "message": "Not found: the catalogue has no 'x'"}),
    ],
)  # fmt: skip
def test_faults_name_the_parameter(
    client: Client, name: str, params: dict[str, Any], status: int, error: Any
) -> None:
    found_doors_town()
    assert called(client, name, **params)[0] == status
    assert called(client, name, **params)[1]["error"] == error


def test_what_is_no_call_is_told_so(client: Client) -> None:
    found_doors_town()
    assert called(client, "package_create")[0] == 400
    answer = client.post("/api/action/package_list", "{", content_type="application/json")
    assert answer.status_code == 400 and b"JSON Error" in answer.content
    assert client.put("/api/action/package_list").status_code == 405


def test_answers_are_kept_by_caches_and_open_to_every_page(client: Client) -> None:
    found_doors_town()
    answer = client.get("/api/action/package_list")
    assert (
        "s-maxage=60" in answer["Cache-Control"]
        and "stale-while-revalidate" in (answer["Cache-Control"])
    )
    assert answer["Access-Control-Allow-Origin"] == "*" and not answer.cookies
    again = client.get("/api/action/package_list", headers={"If-None-Match": answer["ETag"]})
    assert again.status_code == 304
