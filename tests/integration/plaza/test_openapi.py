"""The description of the API says what the API takes."""

import json

import pytest
from django.test import Client

from simin.web.doors.described.plaza import SCHEMAS, paths

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("parks")]

SAID = {"name": "parks", "version": "1", "kind": "csv", "family": "air/pm25"}
GOOD = {"since": "1", "limit": "10", "$top": "5", "version": "1", "lang": "en", "bom": "1"}


@pytest.mark.parametrize("path", [path for path in paths() if "series" not in path])
def test_every_option_that_is_told_is_taken_and_no_other(client: Client, path: str) -> None:
    operation = paths()[path]["get"]
    address = path.format(**SAID)
    told = {one["name"] for one in operation["parameters"] if one["in"] == "query"}
    asked = {name: GOOD[name] for name in told & GOOD.keys()}
    answer = client.get(address, asked)
    assert answer.status_code == 200, getattr(answer, "content", b"")
    refused = client.get(address, asked | {"colour": "red"})
    known = json.loads(refused.content)["message"]
    assert refused.status_code == 400 and all(name in known for name in told)


def test_every_schema_that_is_named_is_there() -> None:
    told = json.dumps(paths())
    for name in SCHEMAS:
        assert f"#/components/schemas/{name}" in told
