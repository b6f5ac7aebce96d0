"""The log's page, and the door of witnesses."""

from collections.abc import Iterator
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.test import Client

from simin.domains.transparency import services
from simin.domains.transparency.cosignature import cosign
from simin.domains.transparency.note import WITNESS, Verifier, read_note
from tests.integration.transparency.conftest import Logged

PRIVATE = Ed25519PrivateKey.from_private_bytes(b"w" * 32)
WHO = Verifier("witness.example/w1", WITNESS, PRIVATE.public_key().public_bytes_raw())


@pytest.fixture
def wired(logged: Logged, settings: Any) -> Iterator[Logged]:
    settings.SIMIN_LOG = logged.folder.folder
    settings.SIMIN_LOG_WITNESSES = (str(WHO),)
    logged.publish(3)
    services.extend(logged.opened())
    yield logged


def cosigned(logged: Logged, private: Ed25519PrivateKey = PRIVATE) -> bytes:
    note = read_note(logged.folder.read("checkpoint") or b"")
    return str(note.with_([cosign(note, WHO.name, private, 1_790_000_000)])).encode()


def post(client: Client, body: bytes) -> Any:
    return client.post("/log/cosignatures", body, content_type="text/plain")


@pytest.mark.parametrize("address", ["/log/", "/en/log/", "/verify/", "/en/verify/?frame=2"])
def test_pages_are_everyones_and_set_no_cookie(wired: Logged, client: Client, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 200
    assert not answer.cookies
    assert "public" in answer["Cache-Control"]


def test_the_page_says_where_the_log_stands(wired: Logged, client: Client) -> None:
    said = client.get("/en/log/").content.decode()
    assert wired.opened().checkpoint.short_root in said
    assert "nothing yet" in said
    assert post(client, cosigned(wired)).json() == {"witness": "witness.example/w1", "size": 3}
    assert "2026-09-21" in client.get("/en/log/").content.decode()


def test_a_log_that_cannot_be_read_is_said_so(wired: Logged, client: Client) -> None:
    wired.folder.write("checkpoint", b"nonsense")
    assert "no checkpoint that can be read" in client.get("/en/log/").content.decode()


def test_what_no_witness_signed_is_refused_by_name(wired: Logged, client: Client) -> None:
    stranger = cosigned(wired, Ed25519PrivateKey.generate())
    for body in (b"", b"nonsense", wired.folder.read("checkpoint") or b"", stranger):
        answer = post(client, body)
        assert answer.status_code == 400
        assert answer.json()["field"] in {"note", "cosignature", "signature"}
    assert client.get("/log/cosignatures").status_code == 405
