"""A notice names the field that cannot be taken."""

from datetime import UTC, datetime

import pytest

from simin.domains.news.announcement import Announcement
from simin.domains.picture.card import Origin
from simin.kit.errors import RejectedError


def announced(**other: object) -> Announcement:
    fields: dict[str, object] = {
        "source": "releases",
        "external_id": "1",
        "title": {"en": "News"},
        "published_at": datetime(2022, 3, 5, tzinfo=UTC),
        "origin": Origin.MEASURED,
    }
    return Announcement(**fields | other)  # type: ignore[arg-type]


@pytest.mark.parametrize("link", ["", "https://example.org", "https://例え.jp/ㅁ?q=1#a"])
def test_a_plain_notice_is_taken(link: str) -> None:
    announced(link=link).check()


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("source", {"source": ""}),
        ("external_id", {"external_id": ""}),
        ("external_id", {"external_id": "x" * 201}),
        ("title", {"title": {}}),
        ("title", {"title": {"ko": "  ", "en": ""}}),
        ("published_at", {"published_at": datetime(2022, 3, 5)}),
        ("origin", {"origin": "invented"}),
        ("link", {"link": "http://example.org"}),
        ("link", {"link": "javascript:alert(1)"}),
        ("link", {"link": "https://"}),
        ("link", {"link": "https://bank.example@evil.example/"}),
        ("link", {"link": "https://evil.example\\@bank.example/"}),
        ("link", {"link": "https://example.org/a b"}),
        ("link", {"link": "https://example.org/\n"}),
        ("link", {"link": "https://[::1"}),
        ("link", {"link": "https://example.org/" + "a" * 1000}),
    ],
)
def test_a_wrong_notice_names_the_field(field: str, wrong: dict[str, object]) -> None:
    with pytest.raises(RejectedError) as caught:
        announced(**wrong).check()
    assert caught.value.field == field
