import pytest

from simin.domains.catalogue.columns import Gathered, natural_key
from simin.domains.catalogue.question import Filter, Question, condition
from simin.domains.catalogue.schema import Column, Schema, quoted
from simin.kit.errors import RejectedError

SHOPS = Schema(
    columns=(
        Column(name="상호"),
        Column(name="price", type="number"),
        Column(name="floors", type="integer"),
        Column(name="opened", type="time"),
        Column(name="open", type="boolean"),
        Column(name="shape", type="geometry"),
    ),
    key=("상호",),
    geometry="shape",
)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ({"price": "1,5"}, "price: '1,5' is no value of type number"),
        ({"price": float("nan")}, "price: nan is no value of type number"),
        ({"floors": 2.5}, "floors: 2.5 is no value of type integer"),
        ({"floors": 2**70}, "floors: 1180591620717411303424 is no value of type integer"),
        ({"opened": "2026-01-01T00:00"}, "opened: '2026-01-01T00:00' is no value of type time"),
        ({"open": "perhaps"}, "open: 'perhaps' is no value of type boolean"),
        ({"shape": "POINT(1"}, "shape: 'POINT(1' is no value of type geometry"),
        ({"shape": "POINT (500 1)"}, "shape: lies outside of longitude and latitude"),
    ],
)
def test_a_row_that_does_not_fit_costs_only_itself(row: dict[str, object], reason: str) -> None:
    rows = Gathered(SHOPS)
    rows.take("good", {"상호": "가", "price": 1})
    rows.take("bad", row)
    assert rows.keys == ["good"]
    assert rows.refused == [("bad", reason)]


@pytest.mark.parametrize(
    ("columns", "key"),
    [
        ((), "columns"),
        ((Column(name="_key"),), "columns"),
        ((Column(name="a"), Column(name="A")), "columns"),
        ((Column(name="a\n"),), "columns"),
    ],
)
def test_names_that_cannot_be(columns: tuple[Column, ...], key: str) -> None:
    assert [fault for fault, _ in Schema(columns=columns).faults()] == [key]


def test_places_need_columns_of_their_types() -> None:
    lonely = Schema(columns=(Column(name="x"),), longitude="x", key=("y",), geometry="x")
    faults = [field for field, _ in lonely.faults()]
    assert faults == ["key", "longitude", "longitude", "geometry"]


def test_a_key_of_two_columns_is_never_another_key() -> None:
    schema = Schema(columns=(Column(name="a"), Column(name="b")), key=("a", "b"))
    assert natural_key(schema, {"a": "1/2", "b": "3"}) != natural_key(
        schema, {"a": "1", "b": "2/3"}
    )
    with pytest.raises(RejectedError, match="the key is empty"):
        natural_key(schema, {"a": " "})


@pytest.mark.parametrize(
    "asked",
    [
        Filter("price; DROP", "eq", 1),
        Filter("price", "contains", "1"),
        Filter("price", "eq", "abc"),
        Filter("open", "lt", "true"),
        Filter("상호", "in", "가"),
        Filter("상호", "in", []),
    ],
)
def test_what_cannot_be_asked_names_the_column(asked: Filter) -> None:
    with pytest.raises(RejectedError):
        condition(SHOPS, Question(filters=(asked,)))


def test_values_are_never_part_of_a_statement() -> None:
    told, values = condition(SHOPS, Question(filters=(Filter("상호", "eq", "' OR 1=1 --"),)))
    assert (told, values) == ('("상호" = ?)', ["' OR 1=1 --"])
    assert quoted('a"b') == '"a""b"'
