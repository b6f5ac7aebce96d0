"""``simin directives verify``, and what the audit trail keeps against a rewritten chain."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection

from simin.config import installation
from simin.config.command import directives as command
from simin.domains.audit import queries as audit
from simin.domains.directives import queries
from simin.domains.directives.chain import link_hash
from simin.domains.directives.models import ChainEntry, Directive
from simin.domains.directives.queries.verifying import link_of
from simin.kit.clock import FixedClock
from simin.kit.hash_chain import GENESIS
from simin.workflows import directives_are_audited, dispatch
from tests.factories.directive_town import issued


@pytest.fixture
def verify(clock: FixedClock, monkeypatch: pytest.MonkeyPatch) -> Iterator[object]:
    @contextmanager
    def here(_: object) -> Iterator[None]:
        yield

    monkeypatch.setattr(installation, "opened", here)

    def run(directive_id: str | None = None) -> int:
        return command.run(argparse.Namespace(act="verify", id=directive_id))

    yield run


def test_a_tampered_row_is_found_and_named(
    verify: object, capsys: pytest.CaptureFixture[str]
) -> None:
    one = issued()
    assert verify() == 0  # type: ignore[operator]
    with connection.cursor() as cursor:
        cursor.execute("UPDATE directives_chainentry SET actor = 'x' WHERE position = 2")
    assert verify(one) == 1  # type: ignore[operator]
    assert f"WRONG  {one}: entry 2 was changed" in capsys.readouterr().out


def test_a_chain_that_was_rewritten_whole_is_found_by_the_audit_trail(clock: FixedClock) -> None:
    one = issued()
    dispatch.run_pending([directives_are_audited], clock=clock)
    (noted,) = audit.entries(subject=f"directive/{one}")
    assert noted.action == "directive.issue"
    rewrite(one)
    (broken,) = queries.verify()[1]
    assert "audit trail" in broken.reason


def rewrite(directive_id: str) -> None:
    """As somebody who knows how the chain is made and has the database."""
    previous = GENESIS
    for entry in ChainEntry.objects.filter(directive=directive_id).order_by("position"):
        entry.actor = "nobody"
        entry.previous, entry.hash = previous, link_hash(link_of(entry), previous)
        entry.save()
        previous = entry.hash
    Directive.objects.filter(id=directive_id).update(head=previous)
