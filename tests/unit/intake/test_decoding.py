"""Which bodies the short way knows, and what it makes of them."""

import json

import pytest

from simin.web.intake import decoding
from simin.web.intake.moments import NONE

AT = "2026-01-01T00:00:00.123456+09:00"
MICROS = 1767193200123456


def observation(**fields: object) -> bytes:
    whole = {"phenomenonTime": AT, "result": 3, "Datastream": {"@iot.id": 7}} | fields
    return json.dumps({name: value for name, value in whole.items() if value != ""}).encode()


def group(**fields: object) -> bytes:
    whole = {
        "Datastream": {"@iot.id": 7},
        "components": ["result", "phenomenonTime"],
        "dataArray@iot.count": 2,
        "dataArray": [[1, AT], [2.5, AT]],
    }
    return json.dumps([whole | fields]).encode()


def test_one_observation() -> None:
    batch = decoding.single(observation(), None)
    assert batch is not None
    assert batch.datastreams.tolist() == [7]
    assert batch.phenomenon_times.tolist() == [MICROS]
    assert batch.result_times.tolist() == [NONE]
    assert batch.results.tolist() == [3.0]


def test_the_address_may_name_the_datastream() -> None:
    batch = decoding.single(observation(Datastream=""), 9)
    assert batch is not None
    assert batch.datastreams.tolist() == [9]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b'{"result": 1}',
        b"\xff",
        observation(phenomenonTime="2026-01-01T00:00:00"),
        observation(phenomenonTime="2026-01-01T00:00:00Z/2026-01-02T00:00:00Z"),
        observation(result="warm"),
        observation(result=True),
        observation(result=None),
        observation(colour="red"),
        observation(parameters={}),
        observation(Datastream=""),
        observation(Datastream={"@iot.id": "7"}),
        observation(Datastream={"@iot.id": 0}),
        observation(Datastream={"@iot.id": 2**64}),
        observation(Datastream={"name": "new"}),
    ],
)
def test_what_it_does_not_know_is_left_to_others(body: bytes) -> None:
    assert decoding.single(body, None) is None


def test_two_datastreams_are_left_to_others() -> None:
    assert decoding.single(observation(), 7) is None


def test_an_array() -> None:
    batch = decoding.grouped(group())
    assert batch is not None
    assert batch.results.tolist() == [1.0, 2.5]
    assert batch.phenomenon_times.tolist() == [MICROS, MICROS]


def test_result_times_may_be_missing() -> None:
    body = group(
        components=["phenomenonTime", "result", "resultTime"],
        dataArray=[[AT, 1, None], [AT, 1, AT]],
    )
    batch = decoding.grouped(body)
    assert batch is not None
    assert batch.result_times.tolist() == [NONE, MICROS]


@pytest.mark.parametrize(
    "fields",
    [
        {"components": ["result"]},
        {"components": ["result", "result"]},
        {"components": ["result", "phenomenonTime", "FeatureOfInterest/id"]},
        {"dataArray": []},
        {"dataArray": [[1]]},
        {"dataArray": [["x", AT]]},
        {"dataArray@iot.count": 3},
        {"Datastream": {"@iot.id": -1}},
        {"more": 1},
    ],
)
def test_other_arrays_are_left_to_others(fields: dict[str, object]) -> None:
    assert decoding.grouped(group(**fields)) is None
    assert decoding.grouped(b"[]") is None
