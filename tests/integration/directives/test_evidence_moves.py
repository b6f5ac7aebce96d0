"""The migration that takes the bytes of evidence out of the database, and what it leaves."""

import hashlib
from collections.abc import Iterator

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from simin.domains.directives import queries
from simin.domains.directives.models import Evidence
from simin.kit.file_store import RememberedStore, wire
from tests.factories.observed import NOON
from tests.factories.pictures import CANARY, told_where

BEFORE, NOW = ("directives", "0002_deliveries"), ("directives", "0004_no_bytes_in_rows")


@pytest.fixture
def files() -> Iterator[RememberedStore]:
    kept = RememberedStore()
    wire(lambda _: kept)
    yield kept
    wire(None)


@pytest.mark.django_db(transaction=True)
def test_bytes_move_as_they_are_and_are_shown_without_where_they_were_taken(
    files: RememberedStore,
) -> None:
    """Their hash stands in the chain, so they are not drawn anew when they move."""
    MigrationExecutor(connection).migrate([BEFORE])
    try:
        number = _kept_in_the_database(told_where())
    finally:
        MigrationExecutor(connection).migrate([NOW])
    piece = Evidence.objects.get(id=number)
    assert files.files == {piece.sha256: told_where()}
    shown = queries.bytes_of(piece)
    assert shown.startswith(b"\xff\xd8\xff") and CANARY.encode() not in shown


def _kept_in_the_database(content: bytes) -> int:
    apps = MigrationExecutor(connection).loader.project_state([BEFORE]).apps
    directive = apps.get_model("directives", "Directive").objects.create(
        id="2022-000001", form_key="a", state="reported", state_since=NOON, title="Wash",
        issuer="mayor", issuer_role="mayor", priority="normal", required_evidence="any",
        due_at=NOON, drafted_at=NOON, head="",
    )  # fmt: skip
    piece = apps.get_model("directives", "Evidence").objects.create(
        directive=directive, position=1, kind="photo", name="gate.jpg", media_type="image/jpeg",
        content=content, sha256=hashlib.sha256(content).hexdigest(), by="climate", at=NOON,
    )  # fmt: skip
    return int(piece.pk)
