"""``$filter`` over a data set's columns, and versions of which something is hidden."""

import pytest

from simin.domains.catalogue import queries, services
from simin.domains.catalogue.mask import Mask
from simin.domains.catalogue.queries import Measure, Question
from simin.kit.errors import RejectedError
from simin.kit.odata.expression import parse
from tests.factories.datasets import NOON, define_parks, park

pytestmark = pytest.mark.django_db

HIDDEN = Mask(hidden=frozenset({"id", "name"}), secret="secret")


@pytest.fixture
def version() -> queries.Version:
    define_parks()
    rows = [
        park("a", spaces=5, longitude=127.0, latitude=37.5, free=True, opened="2026-01-01T00:00Z"),
        park("b", spaces=50, longitude=127.1, latitude=37.6, free=False),
        park("c", spaces=None, name="O'Hara"),
    ]
    services.keep("parks", rows, run=None, at=NOON)
    return queries.version("parks")


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("spaces gt 5", "b"),
        ("5 lt spaces", "b"),
        ("spaces eq null", "c"),
        ("spaces ne 5", "bc"),
        ("not (spaces ge 5)", ""),
        ("free", "a"),
        ("free eq false", "b"),
        ("startswith(name,'주차장') and spaces lt 10", "a"),
        ("contains(tolower(name),'o''h')", "c"),
        ("opened ge 2026-01-01", "a"),
        ("opened gt 2026-01-01T00:00:00Z", ""),
        ("year(opened) eq 2026", "a"),
        ("spaces mul 2 eq 10 or name eq 'O''Hara'", "ac"),
        ("geo.distance(location, geography'POINT(127 37.5)') lt 500", "a"),
    ],
)
def test_the_language_of_filters(version: queries.Version, said: str, found: str) -> None:
    page = queries.rows(version, Question(where=parse(said)))
    assert "".join(row["id"] for row in page.rows) == found


@pytest.mark.parametrize(
    "said",
    [
        "spaces",
        "nothing eq 1",
        "spaces eq 'x'",
        "opened gt 'x'",
        "spaces gt null",
        "f(name) eq 1",
        "geo.distance(location, geography'x') lt 5",
        "name",
        "1 eq 1 eq 1",
    ],
)
def test_a_fault_names_the_filter(version: queries.Version, said: str) -> None:
    with pytest.raises(RejectedError) as error:
        queries.rows(version, Question(where=parse(said)))
    assert error.value.field == "$filter"


def test_what_is_hidden_is_in_no_answer_and_in_no_question(version: queries.Version) -> None:
    seen = queries.seen(version, HIDDEN)
    page = queries.rows(seen, Question(), limit=1)
    assert set(page.rows[0]) == {"_key", "spaces", "longitude", "latitude", "opened", "free"}
    assert page.cursor is not None and len(page.rows[0]["_key"]) == 64
    everything = [
        *queries.rows(seen, Question(), cursor=page.cursor).rows,
        *queries.sample(seen, 5),
        *queries.stream(seen, Question(), most=5),
    ]
    assert "주차장" not in str(everything) and "Hara" not in str(everything)
    for question in (Question(where=parse("name eq 'x'")), Question(sort="name")):
        with pytest.raises(RejectedError):
            queries.rows(seen, question)
    with pytest.raises(RejectedError):
        queries.aggregate(seen, Question(), by=["id"], measures=[Measure("count")])


def test_a_coarse_place_is_the_middle_of_its_cell_whatever_is_asked(
    version: queries.Version,
) -> None:
    seen = queries.seen(version, Mask(cell=100, secret="secret"), latitude=37.5)
    row = next(one for one in queries.rows(seen, Question()).rows if one["spaces"] == 5)
    assert (row["longitude"], row["latitude"]) != (127.0, 37.5)
    assert abs(row["longitude"] - 127.0) < 0.001 and abs(row["latitude"] - 37.5) < 0.001
    exact = queries.Box(126.99999, 37.49999, 127.00001, 37.50001)
    assert queries.count(seen, Question(box=exact)) == 0
    assert queries.count(version, Question(box=exact)) == 1
