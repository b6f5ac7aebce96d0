"""What a condition may ask of a data set, and what is wrong with one that may not."""

from typing import Any

import msgspec
import pytest

from simin.domains.alerts.definition import Condition, Rule
from simin.domains.alerts.rows import family_of_rows

TABLES = {
    "requests": {
        "code": "text",
        "district": "text",
        "asked": "time",
        "litres": "number",
        "allowed": "integer",
        "urgent": "boolean",
    }
}
PLAIN = {
    "kind": "rows",
    "dataset": "requests",
    "by": "district",
    "time": "asked",
    "over": 604800,
    "limit": 2,
}
VALUE = {"kind": "row_value", "dataset": "requests", "by": "district", "column": "litres"}
CHANGED = {"kind": "changed", "dataset": "requests", "over": 3600, "limit": 5}


def faults(told: dict[str, Any], per: str = "district") -> list[str]:
    plain = {"id": "r", "name": {"en": "R"}, "severity": "bad", "conditions": [told], "per": per}
    found = msgspec.convert(plain, Rule).faults({"air/pm25"}, TABLES)
    return [field.removeprefix("conditions[0].") for field, _ in found]


@pytest.mark.parametrize(
    ("told", "per"),
    [
        (PLAIN, "district"),
        ({**PLAIN, "by": ""}, "city"),
        ({**PLAIN, "time": "", "over": None}, "district"),
        ({**PLAIN, "direction": "down", "rests_at": 3}, "district"),
        ({**PLAIN, "rests_at": 1, "lasting": 3600}, "district"),
        ({**PLAIN, "where": [{"column": "code", "value": "water"}]}, "district"),
        ({**PLAIN, "where": [{"column": "code", "operator": "in", "value": ["a"]}]}, "city"),
        ({**PLAIN, "where": [{"column": "asked", "operator": "null"}]}, "city"),
        ({**PLAIN, "where": [{"column": "litres", "operator": "ge", "than": "allowed"}]}, "city"),
        *(({**VALUE, "of": of, "limit": 3}, "district") for of in ("sum", "mean", "max", "min")),
        (CHANGED, "city"),
        ({**CHANGED, "direction": "down"}, "city"),
    ],
)
def test_what_may_be_asked(told: dict[str, Any], per: str) -> None:
    assert faults({name: one for name, one in told.items() if one is not None}, per) == []


@pytest.mark.parametrize(
    ("told", "per", "field"),
    [
        ({**PLAIN, "limit": None}, "district", "limit"),
        ({**PLAIN, "dataset": ""}, "district", "dataset"),
        ({**PLAIN, "dataset": "wishes"}, "district", "dataset"),
        ({**PLAIN, "family": "air/pm25"}, "district", "family"),
        ({**PLAIN, "over": None}, "district", "time"),
        ({**PLAIN, "time": ""}, "district", "time"),
        ({**PLAIN, "time": "litres"}, "district", "time"),
        ({**PLAIN, "by": ""}, "district", "by"),
        ({**PLAIN, "by": "zone"}, "district", "by"),
        ({**PLAIN, "column": "litres"}, "district", "column"),
        ({**PLAIN, "of": "mean"}, "district", "of"),
        ({**PLAIN, "rests_at": 3}, "district", "rests_at"),
        (PLAIN, "datastream", "dataset"),
        ({**PLAIN, "where": [{"column": "no", "value": 1}]}, "city", "where"),
        ({**PLAIN, "where": [{"column": "code"}]}, "city", "where"),
        ({**PLAIN, "where": [{"column": "litres", "value": "much"}]}, "city", "where"),
        ({**PLAIN, "where": [{"column": "code", "value": 1, "than": "asked"}]}, "city", "where"),
        ({**PLAIN, "where": [{"column": "urgent", "operator": "gt", "value": 1}]}, "city", "where"),
        ({**VALUE, "limit": 3}, "district", "of"),
        ({**VALUE, "limit": 3, "of": "sum", "column": ""}, "district", "column"),
        ({**VALUE, "limit": 3, "of": "sum", "column": "code"}, "district", "column"),
        (CHANGED, "district", "kind"),
        ({**CHANGED, "over": 90_000}, "city", "over"),
        ({**CHANGED, "by": "district"}, "city", "by"),
        ({"kind": "gt", "family": "air/pm25", "limit": 1, "by": "district"}, "city", "by"),
        ({"kind": "gt", "limit": 1}, "city", "family"),
    ],
)
def test_what_may_not(told: dict[str, Any], per: str, field: str) -> None:
    assert field in faults({name: one for name, one in told.items() if one is not None}, per)


def test_who_asks_the_same_is_answered_together() -> None:
    one, other = (msgspec.convert({**PLAIN, "limit": limit}, Condition) for limit in (2, 4))
    month = msgspec.convert({**PLAIN, "over": 2592000}, Condition)
    assert family_of_rows(one) == family_of_rows(other) != family_of_rows(month)
