"""Whatever is done to warnings, each message refers to all that it replaces, and is valid CAP."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from simin.domains.warnings import queries, services
from simin.domains.warnings.references import named
from simin.ingest.payloads.xml_document import text_of, xml_document
from tests.factories.incidents import NOON, found_town
from tests.factories.warnings import SECOND, WRITER, issued, reason, reworded

DEEDS = ("update", "update and approve", "discard", "cancel", "let time pass")


class Chains(TestCase):
    @settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
    @given(st.lists(st.sampled_from(DEEDS), max_size=8))
    def test_a_message_refers_to_every_one_before_it(self, deeds: list[str]) -> None:
        found_town()
        number = issued()
        for minute, deed in enumerate(deeds, 1):
            _do(deed, number, minute)
        sent = queries.messages(number)
        for place, message in enumerate(sent):
            root = xml_document(bytes(queries.message(message.identifier).document))
            assert named(text_of(root, "references") or "") == [
                one.reference for one in sent[:place]
            ]
            own = ",".join(text_of(root, name) or "" for name in ("sender", "identifier", "sent"))
            assert own == message.reference
        assert [one.type == "alert" for one in sent] == [place == 0 for place in range(len(sent))]
        assert "cancel" not in [one.type for one in sent[:-1]]


def _do(deed: str, number: int, minute: int) -> None:
    at = NOON + timedelta(minutes=minute)
    if queries.warning(number).state not in ("issued", "updated"):
        return
    if deed == "cancel":
        services.cancel(number, reason=reason(), by=WRITER, at=at)
    elif deed == "discard":
        services.discard(number, by=WRITER, at=at)
    elif deed == "let time pass":
        services.expire_due(at + timedelta(hours=3))
    else:
        revision = services.begin_update(number, by=WRITER, at=at)
        if deed == "update and approve":
            text = f"Update {minute}"
            revision = services.edit(number, reworded(text), revision=revision, by=WRITER, at=at)
            services.approve(number, revision=revision, by=SECOND, at=at)


pytestmark = pytest.mark.django_db
