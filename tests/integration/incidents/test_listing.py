"""Incidents page by page."""

import pytest

from simin.domains.incidents.queries import Filters, page
from simin.kit.errors import RejectedError
from tests.factories.incidents import advanced, found_town, reported

pytestmark = pytest.mark.django_db


@pytest.fixture
def five() -> list[str]:
    """Five incidents: two of them at the same time, the second arrived at in 9 minutes."""
    found_town()
    ids = [reported(str(n), after=n // 2) for n in range(4)]
    ids.append(
        reported("flood", after=9, kind="flood", district="west", neighbourhood={"ko": "서쪽동"})
    )
    advanced(ids[0], "arrived", 4)
    advanced(ids[1], "arrived", 9)
    advanced(ids[1], "closed", 20)
    return ids


def listed(limit: int = 2, sort: str = "newest", **wanted: str) -> list[str]:
    """All pages of ``limit``, put together."""
    seen, cursor = [], ""
    while True:
        found = page(Filters(**wanted), sort=sort, cursor=cursor, limit=limit)
        assert len(found.rows) <= limit
        seen += [row.id for row in found.rows]
        if found.cursor is None:
            return seen
        cursor = found.cursor


@pytest.mark.parametrize("limit", [1, 2, 3, 5, 200])
def test_pages_together_are_the_whole_in_order(five: list[str], limit: int) -> None:
    assert listed(limit) == five[::-1]
    assert listed(limit, "oldest") == five
    assert listed(limit, "slowest") == [five[1], five[0]]


@pytest.mark.parametrize(
    ("wanted", "places"),
    [
        ({"kind": "flood"}, [4]),
        ({"district": "east"}, [3, 2, 1, 0]),
        ({"state": "closed"}, [1]),
        ({"state": "open"}, [4, 3, 2, 0]),
        ({"state": "arrived", "kind": "fire"}, [0]),
        ({"text": "EASTS"}, [3, 2, 1, 0]),
        ({"text": "서쪽"}, [4]),
        ({"text": "fire eastside 000002"}, [1]),
        ({"text": "astside"}, []),
        ({"text": "%"}, [4, 3, 2, 1, 0]),
    ],
)
def test_filters(five: list[str], wanted: dict[str, str], places: list[int]) -> None:
    assert listed(**wanted) == [five[place] for place in places]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"sort": "biggest"}, "sort"),
        ({"limit": 0}, "limit"),
        ({"limit": 201}, "limit"),
        ({"cursor": "nonsense"}, "cursor"),
    ],
)
def test_a_wrong_question_names_its_field(wrong: dict[str, object], field: str) -> None:
    with pytest.raises(RejectedError) as caught:
        page(**wrong)  # type: ignore[arg-type]
    assert caught.value.field == field
