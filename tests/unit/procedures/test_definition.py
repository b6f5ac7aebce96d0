"""Which procedure is meant for an incident, and what no procedure may say."""

from typing import Any

import pytest

from simin.domains.procedures.definition import Definition, chosen
from tests.factories.procedure_town import FIRE, GENERAL, MAJOR, procedure, step

ALL = (GENERAL, FIRE, MAJOR)


@pytest.mark.parametrize(
    ("kind", "severity", "meant"),
    [
        ("fire", "moderate", FIRE),
        ("fire", "severe", MAJOR),
        ("flood", "severe", GENERAL),
    ],
)
def test_the_one_that_names_most_is_meant(kind: str, severity: str, meant: Definition) -> None:
    assert chosen(ALL, kind, severity) is meant


def test_where_none_fits_there_is_none() -> None:
    assert chosen((MAJOR,), "fire", "minor") is None


def faults(*steps: dict[str, Any], **told: Any) -> dict[str, str]:
    made = procedure("x", *steps, **told)
    return dict(made.faults(kinds={"fire"}, units={"fire"}, languages=("ko", "en")))


def test_a_right_one_has_no_fault() -> None:
    assert faults(step("a"), step("b", after="a"), kind="fire") == {}


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"minutes": 0}, "steps[1].minutes"),
        ({"minutes": 1e9}, "steps[1].minutes"),
        ({"after": "b"}, "steps[1].after"),
        ({"after": "c"}, "steps[1].after"),
        ({"id": "a"}, "steps[1].id"),
        ({"id": "a b"}, "steps[1].id"),
        ({"unit": "nowhere"}, "steps[1].unit"),
        ({"unit": ""}, "steps[1].role"),
        ({"role": "citizen"}, "steps[1].role"),
        ({"name": {"en": "Only English"}}, "steps[1].name"),
        ({"name": {"en": "x" * 200, "ko": "가"}}, "steps[1].name"),
        ({"action": {"do": "notify"}}, "steps[1].action.role"),
        ({"action": {"do": "open_cameras", "unit": "fire"}}, "steps[1].action"),
    ],
)
def test_each_fault_names_its_field(told: dict[str, Any], field: str) -> None:
    second = {**step("b"), **told}
    assert field in faults(step("a"), second)


def test_an_unknown_kind_and_severity_are_faults() -> None:
    assert set(faults(step("a"), kind="storm", severities=("worst",))) == {"kind", "severities"}
