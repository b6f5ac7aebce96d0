"""Notices are published once and read page by page."""

from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from simin.domains.news import cards, queries, services
from simin.domains.news.errors import UnknownNoticeError
from simin.domains.news.events import NoticePublished
from simin.domains.news.services import Announcement
from simin.domains.picture.card import Card, Origin
from simin.domains.picture.wire import encode
from simin.kit.errors import RejectedError
from simin.kit.outbox import queries as outbox


def decoded(card: Card) -> Card:
    return msgspec.json.decode(encode(card), type=Card)


pytestmark = pytest.mark.django_db

NOON = datetime(2022, 3, 5, 3, tzinfo=UTC)


def published(external_id: str, *, after: int = 0, **other: object) -> int:
    at = NOON + timedelta(minutes=after)
    fields: dict[str, object] = {
        "source": "releases",
        "external_id": external_id,
        "title": {"ko": f"알림 {external_id}"},
        "published_at": at,
        "origin": Origin.REPLAYED,
    }
    announced = Announcement(**fields | other)  # type: ignore[arg-type]
    return services.publish(announced, received_at=at)


def test_the_same_notice_again_is_the_same_and_is_told_once() -> None:
    first = published("1")
    assert published("1", title={"ko": "other"}) == first
    assert queries.notice(first).title == {"ko": "알림 1"}
    events = [delivered.event for delivered in outbox.after(0)]
    assert events == [NoticePublished(notice=first, source="releases", published_at=NOON)]


def test_a_refused_notice_leaves_no_trace() -> None:
    with pytest.raises(RejectedError, match="link"):
        published("1", link="http://example.org")
    assert queries.newest() == []
    assert list(outbox.after(0)) == []


def test_pages_miss_nothing_and_repeat_nothing_while_more_arrives() -> None:
    numbers = [published(str(n), after=n // 2) for n in range(7)]
    first = queries.page(limit=3)
    published("late", after=99)
    second = queries.page(limit=3, cursor=first.cursor or "")
    third = queries.page(limit=3, cursor=second.cursor or "")
    seen = [row.id for page in (first, second, third) for row in page.rows]
    assert seen == numbers[::-1]
    assert third.cursor is None


@pytest.mark.parametrize("cursor", ["x", "%%%", "bnVsbA", "eyJhIjoxfQ"])
def test_a_cursor_that_is_none_is_refused(cursor: str) -> None:
    with pytest.raises(RejectedError, match="cursor"):
        queries.page(cursor=cursor)


def test_the_card_is_as_the_reference_says() -> None:
    number = published(
        "1",
        summary={"ko": "요약", "en": "Summary"},
        link="https://example.org/1",
        recorded_at=NOON - timedelta(days=364),
        district="east",
    )
    card = cards.card(number)
    assert (card.id, card.kind, card.section) == (f"news/{number}", "news", "news")
    assert card.body == {
        "published_at": "2022-03-05T03:00:00Z",
        "summary": {"ko": "요약", "en": "Summary"},
        "link": "https://example.org/1",
        "category": None,
        "ends_on": None,
    }
    assert card.trust.recorded_at == NOON - timedelta(days=364)
    assert decoded(card) == card
    with pytest.raises(UnknownNoticeError):
        cards.card(number + 1)


def test_the_picture_holds_the_newest_forty_of_a_month() -> None:
    old = published("old", after=-60 * 24 * 31)
    numbers = [published(str(n), after=n) for n in range(45)]
    shown = [card.id for card in cards.newest(NOON + timedelta(hours=1))]
    assert shown == [f"news/{number}" for number in numbers[:4:-1]]
    assert f"news/{old}" not in shown
