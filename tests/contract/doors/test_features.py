"""OGC API - Features: GDAL's driver (through pyogrio) and OWSLib read the collections, and the
answers hold what the standard asks."""

import json
import os
import subprocess
import sys
from typing import Any

import pytest
from django.test import Client

from simin.domains.catalogue import services
from simin.workflows.open_data import opening
from tests.factories.datasets import NOON, park
from tests.factories.doors_town import HOSTILE, found_doors_town

pytestmark = pytest.mark.django_db
ITEMS = "/ogc/features/collections/parks/items"


def read(client: Client, path: str, /, **params: Any) -> Any:
    answer = client.get(path, params)
    assert answer.status_code == 200, answer.content
    return json.loads(answer.content)


@pytest.mark.django_db(transaction=True)
def test_gdal_reads_a_collection_page_by_page(live_server: Any) -> None:
    """In a process of its own, since GDAL asks from C and this one serves."""
    pytest.importorskip("pyogrio", reason="pyogrio is not installed")
    found_doors_town(parks=30)
    script = (
        "import json, sys, pyogrio\n"
        "source = f'OAPIF:{sys.argv[1]}/ogc/features/'\n"
        "layers = [str(one[0]) for one in pyogrio.list_layers(source)]\n"
        "meta, _, shapes, fields = pyogrio.raw.read(source, layer='parks', PAGE_SIZE='10')\n"
        "_, _, near, _ = pyogrio.raw.read(source, layer='parks', bbox=(126.9, 37, 127.0095, 38))\n"
        "print(json.dumps([layers, len(shapes), list(map(str, meta['fields'])), meta['crs'],"
        " len(near)]))"
    )
    quiet = {**os.environ, "GDAL_HTTP_TIMEOUT": "20", "no_proxy": "*"}
    done = subprocess.run(
        [sys.executable, "-c", script, live_server.url],
        capture_output=True, check=False, timeout=60, env=quiet,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr.decode()
    layers, count, fields, crs, near = json.loads(done.stdout)
    assert (layers, count, near) == (["parks"], 30, 10)
    assert {"id", "name", "spaces", "opened"} <= set(fields)
    assert crs in ("OGC:CRS84", "EPSG:4326")


@pytest.mark.django_db(transaction=True)
def test_owslib_reads_a_collection(live_server: Any) -> None:
    features = pytest.importorskip("owslib.ogcapi.features", reason="OWSLib is not installed")
    found_doors_town()
    service = features.Features(f"{live_server.url}/ogc/features/")
    assert service.feature_collections() == ["parks"]
    assert service.collection("parks")["itemType"] == "feature"
    found = service.collection_items("parks", limit=2, bbox=[126, 37, 128, 38])
    assert (found["numberMatched"], found["numberReturned"]) == (2, 2)
    one = service.collection_item("parks", "00001")
    assert one["geometry"]["coordinates"] == [127.001, 37.5]


def test_a_collection_says_what_it_is(client: Client) -> None:
    found_doors_town()
    [told] = read(client, "/ogc/features/collections")["collections"]
    assert (told["id"], told["itemType"], told["title"]) == ("parks", "feature", "주차장")
    assert told["extent"]["spatial"]["bbox"] == [[127.0, 37.5, 127.001, 37.5]]


def test_a_list_asks_for_no_version_a_second_time(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    found_doors_town(parks=4)
    asked: list[object] = []
    version = opening.version
    monkeypatch.setattr(opening, "version", lambda *of: asked.append(of) or version(*of))
    for _ in range(3):
        read(client, "/ogc/features/collections")
    assert len(asked) <= 1
    services.keep("parks", [park("9", longitude=127.5, latitude=37.5)], run=None, at=NOON)
    [told] = read(client, "/ogc/features/collections")["collections"]
    assert told["extent"]["spatial"]["bbox"][0][2] == 127.5


def test_pages_lead_on_and_end(client: Client) -> None:
    found_doors_town(parks=5)
    page, seen = read(client, ITEMS, limit=2), []
    while True:
        seen += [one["id"] for one in page["features"]]
        onward = [one["href"] for one in page["links"] if one["rel"] == "next"]
        if not onward:
            break
        page = read(client, onward[0])
    assert seen == ["00000", "00001", "00002", "00003", "00004"]


@pytest.mark.parametrize(
    ("params", "ids"),
    [
        ({"bbox": "127.0005,37,128,38"}, ["00001"]),
        ({"bbox": "127.0005,37,-10,128,38,10"}, ["00001"]),
        ({"bbox": "127.0005,37,-170,38"}, ["00001"]),
        ({"bbox": "170,37,127.0005,38"}, ["00000"]),
        ({"bbox": "170,37,-170,38"}, []),
        ({"datetime": "2026-03-04T12:00:00Z"}, ["00000", "00001", "00002"]),
        ({"datetime": "2026-03-04"}, ["00000", "00001", "00002"]),
        ({"datetime": "2026-03-05"}, []),
        ({"datetime": "../2026-03-04"}, ["00000", "00001", "00002"]),
        ({"datetime": "2026-03-05/.."}, []),
        ({"free": "false"}, ["00001"]),
        ({"limit": "1"}, ["00000"]),
    ],
)
def test_items_are_chosen(client: Client, params: dict[str, str], ids: list[str]) -> None:
    found_doors_town()
    assert [one["id"] for one in read(client, ITEMS, **params)["features"]] == ids


@pytest.mark.parametrize(
    "query",
    ["bbox=1,2,3", "bbox=0,2,1,1", "bbox=-181,0,1,1", "bbox=a,b,c,d", "bbox=nan,0,1,1",
     "datetime=noon", "limit=0", "datetime=2026-03-05/2026-03-04", "limit=x", "spaces=many",
     "nothing=1", "f=gml", "after=x", "limit=1&limit=2"],
)  # fmt: skip
def test_a_fault_names_its_parameter(client: Client, query: str) -> None:
    found_doors_town()
    answer = client.get(f"{ITEMS}?{query}")
    told = json.loads(answer.content)
    assert answer.status_code == 400 and told["code"] == "InvalidParameterValue"
    name = {"after": "cursor"}.get(query.partition("=")[0], query.partition("=")[0])
    assert told["description"].startswith(f"{name}:")


def test_what_is_not_there_is_not_found(client: Client) -> None:
    found_doors_town()
    for path in (f"{ITEMS}/nothing", "/ogc/features/collections/nothing"):
        assert json.loads(client.get(path).content)["code"] == "NotFound"


def test_pages_for_people_run_nothing_of_what_was_typed(client: Client) -> None:
    found_doors_town()
    page = client.get(ITEMS, headers={"accept": "text/html"})
    assert page["Content-Type"].startswith("text/html") and "Accept" in page["Vary"]
    assert "<b onclick" not in page.content.decode() and "&lt;b onclick" in page.content.decode()
    assert read(client, ITEMS)["features"][0]["properties"]["name"] == HOSTILE
