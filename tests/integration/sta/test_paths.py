"""Every resource path to four steps, with ``$ref``, properties and ``$value`` (18-088, 9.2)."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from simin.domains.observations.sensorthings.entities import TYPES, EntityType
from simin.domains.observations.sensorthings.viewer import Viewer
from simin.kit.odata.resource import UnknownResourceError
from simin.web.sta import reads
from tests.factories.sta_town import found_placed_town, get
from tests.standing import standing

pytestmark = pytest.mark.django_db
BASE = "http://testserver/sta/v1.1"
STEPS = 4

town = standing(found_placed_town, autouse=True)


def ask(path: str) -> Any:
    return reads.answer(path.removeprefix(BASE), "", Viewer(), BASE)


def paths(entity: EntityType, key: int, path: str, steps: int) -> Iterator[tuple[str, str, str]]:
    """Each path behind an entity that is known by ``key``, what is there, and its short address."""
    for name, link in entity.links.items():
        longer, short = f"{path}/{name}", f"{BASE}/{entity.plural}({key})/{name}"
        yield longer, link.target, short
        if steps <= 2:
            continue
        found = ask(short)
        below = found["value"][:1] if link.many else [found]
        for row in below:
            number = row["@iot.id"]
            step = f"{longer}({number})" if link.many else longer
            yield from paths(TYPES[link.target], number, step, steps - 1)


@pytest.mark.parametrize("entity", TYPES.values(), ids=TYPES)
def test_every_set_answers_and_its_links_lead_on(client: Client, entity: EntityType) -> None:
    rows = get(client, entity.plural)["value"]
    assert rows
    for row in rows:
        links = [link for name, link in row.items() if name.endswith("@iot.navigationLink")]
        assert len(links) == len(entity.links)
        for link in (row["@iot.selfLink"], *links):
            assert client.get(link).status_code == 200, link


@pytest.mark.parametrize("entity", TYPES.values(), ids=TYPES)
def test_every_path_leads_where_its_links_lead(entity: EntityType) -> None:
    first = ask(entity.plural)["value"][0]["@iot.id"]
    checked = 0
    for path, target, short in paths(entity, first, f"{entity.plural}({first})", STEPS):
        told, expected = ask(path), ask(short)
        assert told == expected | (
            {"@iot.nextLink": told["@iot.nextLink"]} if "@iot.nextLink" in told else {}
        ), path
        _check_references(path, told)
        if "value" not in told:
            _check_properties(path, target, told)
        checked += 1
    assert checked > 4


def _check_references(path: str, told: Any) -> None:
    links = [{"@iot.selfLink": row["@iot.selfLink"]} for row in told.get("value", [told])]
    assert ask(f"{path}/$ref") == ({"value": links} if "value" in told else links[0])


def _check_properties(path: str, target: str, told: Any) -> None:
    for name in TYPES[target].properties:
        if told.get(name) is None:
            continue
        assert ask(f"{path}/{name}") == {name: told[name]}
        raw = ask(f"{path}/{name}/$value")
        assert isinstance(raw, reads.Raw)
        if isinstance(told[name], str):
            assert raw.text == told[name]
    for wrong in ("nothing", "$value", "@iot.id"):
        with pytest.raises(UnknownResourceError):
            ask(f"{path}/{wrong}")
