"""The description of the API is true: schemathesis asks what Django answers by it, rightly and
wrongly, and finds nothing. The gateway's few are asked in ``tests/integration/live``."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.core.wsgi import get_wsgi_application
from django.test import Client
from hypothesis import HealthCheck, Phase, given, settings

from simin.kit import clock
from simin.kit.clock import FixedClock
from simin.web.doors import door
from simin.web.plaza import door as plaza_door
from tests.factories.datasets import NOON
from tests.factories.doors_town import found_doors_town

pytestmark = pytest.mark.django_db
#: Raw ASGI before Django.
BESIDE = "^/(live|observations)/"
PLAIN = {"Accept-Encoding": "identity"}
#: Names that are there, so that what lies behind them is asked too.
THERE = {"name": "parks", "service": "parks", "version": "1", "family": "air/pm25"}
FEW = settings(
    max_examples=4, deadline=None, database=None, derandomize=True, phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)  # fmt: skip


@pytest.fixture(autouse=True)
def town(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock._Wired, "clock", FixedClock(NOON + timedelta(hours=1)))
    found_doors_town()


@pytest.mark.parametrize("mode", ["positive", "negative"])
def test_schemathesis_finds_nothing(mode: str, monkeypatch: pytest.MonkeyPatch) -> None:
    schemathesis = pytest.importorskip("schemathesis", reason="schemathesis is not installed")
    for one in (door, plaza_door):
        monkeypatch.setattr(one.allowance, "wait", lambda *_: 0.0)
    # What $filter, bbox and their like may say is more than a schema of JSON can.
    languages = pytest.importorskip("schemathesis.specs.openapi.checks").positive_data_acceptance
    described = schemathesis.openapi.from_wsgi("/openapi.json", get_wsgi_application())
    chosen = described.exclude(path_regex=BESIDE)
    asked = 0
    for found in chosen.get_all_operations():
        operation = found.ok()
        if mode == "negative" and not (operation.query and "json/{service}" not in operation.path):
            continue
        wanted = schemathesis.GenerationMode(mode)

        @FEW
        @given(case=operation.as_strategy(generation_mode=wanted))
        def check(case: Any) -> None:
            told = case.path_parameters or {}
            told.update({name: THERE[name] for name in THERE if name in told})
            case.call_and_validate(headers=PLAIN, excluded_checks=[languages])

        check()
        asked += 1
    assert asked > 10


def test_every_address_of_the_description_is_a_route(client: Client) -> None:
    """With names that are there; what the gateway answers is not Django's."""
    described = json.loads(client.get("/openapi.json").content)
    names = {"name": "parks", "key": "00001", "service": "parks", "start": "1", "end": "5",
             "topic": "news", "version": "1", "kind": "csv"}  # fmt: skip
    for path, told in described["paths"].items():
        if path.startswith(("/live/", "/observations/", "/data/series/")) or path.endswith(
            ("groups", "changes", "_show", "_search")
        ):
            continue
        answer = client.get(path.format(**names))
        assert answer.status_code == 200, path
        assert (
            answer["Content-Type"].partition(";")[0] in told["get"]["responses"]["200"]["content"]
        )
        assert not answer.cookies


def test_the_page_of_doors_has_a_line_for_each_client(client: Client) -> None:
    for language in ("", "/en"):
        page = client.get(f"{language}/data/standards/").content.decode()
        for line in (
            "ckanapi dump datasets --all",
            "ogr2ogr parks.gpkg",
            "/sample/json/parks/1/5/",
        ):
            assert line in page
        assert "/ogc/features/collections/{name}/items" in page
