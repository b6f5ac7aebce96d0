"""A warning from its draft to its end, and every way in which it may be tried twice or wrongly."""

from datetime import timedelta

import msgspec
import pytest
from lxml import etree

from simin.domains.picture.card import Origin
from simin.domains.warnings import cards, queries, services
from simin.domains.warnings.content import Area
from simin.domains.warnings.errors import (
    NotSecondPersonError,
    StaleEditError,
    UnknownWarningError,
    WrongFieldsError,
    WrongStepError,
)
from simin.domains.warnings.events import (
    DraftDiscarded,
    WarningCancelled,
    WarningDrafted,
    WarningEdited,
    WarningExpired,
    WarningIssued,
    WarningUpdated,
)
from simin.kit.outbox import queries as outbox
from simin.kit.outbox.event import Event
from tests.factories.incidents import NOON, found_town, minutes
from tests.factories.warnings import SECOND, WRITER, content, drafted, issued, reason, reworded

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _town() -> None:
    found_town()


def said() -> list[type[Event]]:
    kinds = [type(delivered.event) for delivered in outbox.after(0)]
    return [kind for kind in kinds if kind.__name__ != "PlacesDefined"]


def state(number: int) -> str:
    return queries.warning(number).state


def test_a_draft_is_seen_by_nobody_outside() -> None:
    number = drafted()
    assert state(number) == "drafted"
    assert cards.shown(NOON) == []
    assert queries.feed(NOON) == []
    with pytest.raises(UnknownWarningError):
        cards.card(str(number))


def test_the_same_form_sent_twice_is_one_draft() -> None:
    assert drafted("form-1") == drafted("form-1") != drafted("form-2")
    assert said() == [WarningDrafted] * 2


def test_a_wrong_field_leaves_no_trace() -> None:
    with pytest.raises(WrongFieldsError) as caught:
        drafted(headline={"ko": "화재"}, expires=NOON)
    assert set(caught.value.faults) == {"headline_en", "expires"}
    assert said() == []
    assert queries.page().rows == []


def test_who_drafted_may_not_approve() -> None:
    number = drafted()
    with pytest.raises(NotSecondPersonError):
        services.approve(number, revision=1, by=WRITER, at=NOON)
    assert state(number) == "drafted"
    assert said() == [WarningDrafted]


def test_who_changed_a_word_may_not_approve_either() -> None:
    number = drafted()
    services.edit(number, reworded("Fire"), revision=1, by=SECOND, at=NOON)
    for writer in (WRITER, SECOND):
        with pytest.raises(NotSecondPersonError):
            services.approve(number, revision=2, by=writer, at=NOON)
    services.approve(number, revision=2, by="mayor", at=NOON)
    assert queries.messages(number)[0].authors == [WRITER, SECOND]


def test_the_second_of_two_edits_is_refused_and_loses_nothing_of_the_first() -> None:
    number = drafted()
    services.edit(number, reworded("First"), revision=1, by=WRITER, at=NOON)
    with pytest.raises(StaleEditError) as caught:
        services.edit(number, reworded("Second"), revision=1, by=SECOND, at=NOON)
    assert caught.value.revision == 2
    found = queries.draft_of(queries.warning(number))
    assert found is not None and found.headline["en"] == "First"
    assert said() == [WarningDrafted, WarningEdited]


def test_the_same_edit_sent_twice_is_one_edit() -> None:
    number = drafted()
    for _ in range(2):
        assert services.edit(number, reworded("One"), revision=1, by=WRITER, at=NOON) == 2
    assert said() == [WarningDrafted, WarningEdited]


def test_what_was_changed_since_it_was_read_is_not_approved() -> None:
    number = drafted()
    services.edit(number, reworded("Other"), revision=1, by=WRITER, at=NOON)
    with pytest.raises(StaleEditError):
        services.approve(number, revision=1, by=SECOND, at=NOON)
    assert state(number) == "drafted"


def test_approved_twice_by_one_hand_is_sent_once() -> None:
    number = drafted()
    first = services.approve(number, revision=1, by=SECOND, at=NOON)
    assert services.approve(number, revision=1, by=SECOND, at=minutes(1)) == first
    assert len(queries.messages(number)) == 1
    with pytest.raises(WrongStepError):
        services.approve(number, revision=1, by="mayor", at=minutes(1))


def test_a_draft_whose_time_has_run_out_is_not_sent() -> None:
    number = drafted()
    with pytest.raises(WrongFieldsError, match="expires"):
        services.approve(number, revision=1, by=SECOND, at=minutes(360))


def test_a_warning_in_force_is_first_among_cards_and_never_withheld() -> None:
    number = issued()
    (card,) = cards.shown(NOON)
    assert (card.id, card.title["en"]) == (f"warning/{number}", "Fire warning for Eastside")
    assert card.rank < -1_999_999_000
    assert card.release.visibility == "public"
    assert card.trust.origin is Origin.MEASURED


def test_an_update_replaces_what_is_said_and_keeps_what_was() -> None:
    number = issued()
    revision = services.begin_update(number, by=WRITER, at=minutes(5))
    assert cards.shown(minutes(5))[0].title["en"] == "Fire warning for Eastside"
    revision = services.edit(number, reworded("Wider"), revision=revision, by=WRITER, at=minutes(6))
    services.approve(number, revision=revision, by=SECOND, at=minutes(7))
    assert state(number) == "updated"
    assert cards.shown(minutes(7))[0].title["en"] == "Wider"
    first, second = queries.messages(number)
    assert (first.content["headline"]["en"], second.type) == ("Fire warning for Eastside", "update")
    assert said() == [WarningDrafted, WarningIssued, WarningDrafted, WarningEdited, WarningUpdated]


def test_an_update_begun_twice_is_one_and_may_be_given_up() -> None:
    number = issued()
    assert services.begin_update(number, by=WRITER, at=NOON) == 2
    assert services.begin_update(number, by=SECOND, at=NOON) == 2
    assert services.discard(number, by=WRITER, at=NOON)
    assert not services.discard(number, by=WRITER, at=NOON)
    assert state(number) == "issued"
    assert said()[-2:] == [WarningDrafted, DraftDiscarded]


def test_a_draft_is_discarded_once_and_for_all() -> None:
    number = drafted()
    assert services.discard(number, by=WRITER, at=NOON)
    assert not services.discard(number, by=WRITER, at=NOON)
    with pytest.raises(WrongStepError):
        services.edit(number, reworded("Late"), revision=1, by=WRITER, at=NOON)
    with pytest.raises(WrongStepError):
        services.approve(number, revision=1, by=SECOND, at=NOON)


def test_a_cancel_needs_a_reason_in_every_language() -> None:
    number = issued()
    with pytest.raises(WrongFieldsError) as caught:
        services.cancel(number, reason={"ko": "끝"}, by=WRITER, at=NOON)
    assert set(caught.value.faults) == {"reason_en"}
    assert state(number) == "issued"


def test_a_cancelled_warning_goes_at_once_and_its_history_stays() -> None:
    number = issued()
    services.begin_update(number, by=WRITER, at=minutes(1))
    first = services.cancel(number, reason=reason(), by=WRITER, at=minutes(9))
    assert services.cancel(number, reason=reason(), by=SECOND, at=minutes(10)) == first
    assert cards.shown(minutes(9)) == []
    assert queries.warning(number).draft is None
    card = cards.card(str(number))
    assert card.body["state"] == "cancelled"
    assert card.body["reason"]["en"] == "The fire is out."
    assert [one["type"] for one in card.body["messages"]] == ["alert", "cancel"]
    assert said()[-1] is WarningCancelled and said().count(WarningCancelled) == 1


def test_a_warning_ends_by_the_clock() -> None:
    number = issued()
    end = NOON + timedelta(hours=6)
    assert services.expire_due(end - timedelta(seconds=1)) == 0
    assert cards.shown(end) == []
    assert services.expire_due(end) == 1
    assert services.expire_due(end) == 0
    assert (state(number), queries.warning(number).ended_at) == ("expired", end)
    assert said().count(WarningExpired) == 1
    with pytest.raises(WrongStepError):
        services.cancel(number, reason=reason(), by=WRITER, at=end)
    with pytest.raises(WrongStepError):
        services.begin_update(number, by=WRITER, at=end)


def test_what_was_sent_is_not_changed() -> None:
    number = issued()
    message = queries.message(queries.messages(number)[0].identifier)
    before = bytes(message.document)
    with pytest.raises(TypeError, match="not changed"):
        message.save()
    with pytest.raises(TypeError, match="not forgotten"):
        message.delete()
    services.cancel(number, reason=reason(), by=WRITER, at=minutes(5))
    assert bytes(queries.message(message.identifier).document) == before


def test_what_is_about_a_replay_is_an_exercise() -> None:
    number = issued(origin=Origin.SYNTHETIC)
    root = etree.fromstring(bytes(queries.message(queries.messages(number)[0].identifier).document))
    assert root.findtext("{*}status") == "Exercise"
    assert cards.shown(NOON)[0].trust.origin is Origin.SYNTHETIC


def test_the_list_is_paged_and_searched_by_the_beginnings_of_words() -> None:
    numbers = [drafted(f"form-{place}") for place in range(5)]
    other = drafted("other", headline={"ko": "홍수", "en": "Flood at the Quay"})
    first = queries.page(limit=4)
    second = queries.page(limit=4, cursor=first.cursor or "")
    assert [one.pk for one in (*first.rows, *second.rows)] == [other, *reversed(numbers)]
    assert second.cursor is None
    assert [one.pk for one in queries.page(search="flo qua").rows] == [other]
    assert [one.pk for one in queries.page(search="홍수").rows] == [other]
    assert queries.page(search="flo fire-engine").rows == []
    services.discard(other, by=WRITER, at=NOON)
    assert [one.pk for one in queries.page(state="discarded").rows] == [other]


def test_an_area_of_districts_alone_is_enough() -> None:
    ring = ((127.0, 37.5), (127.1, 37.5), (127.1, 37.6), (127.0, 37.5))
    area = Area(description=content().area.description, districts=("east",), polygons=(ring,))
    number = issued(area=area)
    assert msgspec.to_builtins(cards.card(str(number)).place)["district"] == "east"
