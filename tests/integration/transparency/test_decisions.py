"""A decision is a document for everyone and a leaf; one that was changed later is caught."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from a2wsgi import WSGIMiddleware
from django.core.wsgi import get_wsgi_application
from django.db import transaction
from django.test import Client

from simin.domains.transparency import queries, services
from simin.domains.transparency.entries import Entry
from simin.domains.transparency.models import Document
from simin.domains.transparency.tiles import tile_of
from simin.live.log_door import LogDoor
from simin.live.memory_store import MemoryStore
from simin.verify.command import main
from tests.factories.frames import History
from tests.integration.live.conftest import Running, running
from tests.integration.transparency.conftest import Logged


def decide(card: str) -> int:
    with transaction.atomic():
        return services.submit_document("decision", {"card": card, "decision": "withhold"})


def test_a_decision_is_handed_out_as_the_bytes_that_were_hashed(
    logged: Logged, client: Client
) -> None:
    logged.publish(2)
    assert decide("incident/1") == 1
    logged.publish(1)
    assert decide("incident/2") == 2
    services.extend(logged.opened())
    leaves = logged.folder.entries(tile_of(None, 0, 5))
    answer = client.get("/log/decisions/1")
    assert answer.content == b'{"card":"incident/1","decision":"withhold","leaf":2,"number":1}'
    assert [leaf.split()[0] for leaf in leaves] == [b"frame", b"frame", b"decision", b"frame",
                                                    b"decision"]  # fmt: skip
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert not answer.cookies
    assert client.get("/log/decisions/head").json() == {"number": 2}
    assert client.get("/log/decisions/3").status_code == 404


@contextmanager
def shown(home: Path) -> Iterator[Running]:
    """The frames of the log's first leaves are those of a history beside the database."""
    store = MemoryStore()
    for frame in HISTORY.frames:
        store.add(frame)
    pages = WSGIMiddleware(get_wsgi_application(), workers=2)  # type: ignore[arg-type]
    with running(store, doors=[LogDoor(home / "log")], fallback=pages) as live:
        yield live


HISTORY = History()
HISTORY.run(3)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("tampering", [None, "changed", "gone"])
def test_a_decision_that_was_tampered_with_is_caught(
    tmp_path: Path, tampering: str | None, capsys: pytest.CaptureFixture[str]
) -> None:
    logged = Logged(tmp_path)
    with transaction.atomic():
        services.submit([Entry("frame", one.number, one.hash) for one in HISTORY.frames[:2]])
    decide("incident/1")
    with transaction.atomic():
        services.submit([Entry("frame", 3, HISTORY.frames[2].hash)])
    services.extend(logged.opened())
    assert queries.taken("decision") == 1
    if tampering == "changed":
        body = bytes(Document.objects.get().body).replace(b"withhold", b"publish!")
        Document.objects.update(body=body)
    elif tampering == "gone":
        Document.objects.all().delete()
    with shown(tmp_path) as live:
        url = f"http://127.0.0.1:{live.port}"
        code = main([url, "--memory", str(tmp_path / "memory.json")])
    said = capsys.readouterr().out
    if tampering is None:
        assert (code, "1 decisions about release are in the log" in said) == (0, True)
    else:
        assert code == 1
        assert "decision 1 is" in said
