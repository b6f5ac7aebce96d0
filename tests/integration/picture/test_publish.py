"""Publishing on the real database: numbers, hashes, checkpoints, what is forgotten."""

import json

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from simin.domains.picture import queries, services
from simin.domains.picture.card import Card, WithheldCard
from simin.domains.picture.errors import ForgottenFrameError, UnknownFrameError
from simin.domains.picture.frame import GENESIS, View, leaf_hash
from simin.domains.picture.models import Checkpoint, StoredFrame
from simin.domains.picture.release import commitment, for_public
from simin.domains.picture.wire import encode, public_frame
from tests.factories.cards import NOON, card, withheld

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_kept():
    queries.forget_kept()
    yield
    queries.forget_kept()


def publish(*changed: Card, removed: tuple[str, ...] = ()) -> int | None:
    return services.publish(changed=changed, removed=removed, at=NOON, city_time=NOON, speed=60.0)


def test_the_first_frame_follows_nothing():
    assert publish(card()) == 1
    assert public_frame(bytes(StoredFrame.objects.get().public)).previous == GENESIS


def test_nothing_new_is_no_frame():
    publish(card(value=1))
    assert publish(card(value=1)) is None
    assert publish(removed=("never/there",)) is None


def test_every_frame_names_the_hash_of_the_one_before():
    publish(card(value=1))
    publish(card(value=2))
    first, second = StoredFrame.objects.order_by("number")
    assert first.hash == leaf_hash(bytes(first.public))
    assert public_frame(bytes(second.public)).previous == first.hash
    assert queries.current(View.PUBLIC).hash == second.hash
    assert queries.current(View.OFFICE).hash == second.hash


def test_the_public_picture_is_the_offices_with_withheld_content_replaced_by_its_commitment():
    secret = withheld(title={"en": "canary-7731"})
    publish(card(), secret)
    office, public = queries.current(View.OFFICE), queries.current(View.PUBLIC)
    assert [for_public(shown) for shown in office.cards] == public.cards
    hidden = next(shown for shown in public.cards if isinstance(shown, WithheldCard))
    kept = next(shown for shown in office.cards if shown.id == secret.id)
    assert hidden.commitment == commitment(kept, kept.salt)
    assert b"canary-7731" not in encode(public)
    assert all(b"canary-7731" not in bytes(row.public) for row in StoredFrame.objects.all())


def test_a_withheld_card_keeps_its_salt_until_its_content_changes():
    publish(withheld(value=1))
    before = queries.current(View.OFFICE).cards[0].salt
    assert publish(withheld(value=1)) is None
    publish(withheld(value=2))
    assert queries.current(View.OFFICE).cards[0].salt != before


def test_any_kept_frame_can_be_seen_again(monkeypatch):
    monkeypatch.setattr(services, "CHECKPOINT_EVERY", 3)
    for value in range(8):
        publish(card(value=float(value)))
    assert [queries.at(n, View.PUBLIC).cards[0].body["value"] for n in range(1, 9)] == list(
        range(8)
    )
    assert Checkpoint.objects.count() == 3
    with pytest.raises(UnknownFrameError):
        queries.at(9, View.PUBLIC)


def test_forgetting_leaves_a_checkpoint_to_start_from(monkeypatch):
    monkeypatch.setattr(services, "CHECKPOINT_EVERY", 3)
    for value in range(10):
        publish(card(value=float(value)))
    assert services.forget(keep=3) == 5
    assert queries.at(6, View.OFFICE).cards[0].body["value"] == 5
    with pytest.raises(ForgottenFrameError):
        queries.at(5, View.OFFICE)


changes = st.lists(
    st.tuples(
        st.sampled_from(["air/pm25", "incident/1", "incident/2", "news/1"]),
        st.sampled_from(["show", "withhold", "remove"]),
        st.integers(0, 3),
    ),
    max_size=5,
)


class SnapshotAndFrames(TestCase):
    @given(history=st.lists(changes, max_size=12))
    def test_snapshot_plus_frames_is_snapshot(self, history):
        queries.forget_kept()
        expected: dict[str, Card] = {}
        for frame in history:
            shown = {i: (how, value) for i, how, value in frame}
            gone = [i for i, (how, _) in shown.items() if how == "remove"]
            new = [
                (card if how == "show" else withheld)(i, value)
                for i, (how, value) in shown.items()
                if how != "remove"
            ]
            publish(*new, removed=tuple(gone))
            for i in gone:
                expected.pop(i, None)
            expected.update({one.id: one for one in new})
        if not queries.head():
            return
        office, public = queries.current(View.OFFICE), queries.current(View.PUBLIC)
        assert [msgspec.structs.replace(one, salt=None) for one in office.cards] == [
            expected[i] for i in sorted(expected)
        ]
        assert public.cards == [for_public(one) for one in office.cards]
        assert json.loads(encode(public))["number"] == queries.head()
