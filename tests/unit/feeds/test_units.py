"""Units are converted where both are stated, and never across kinds."""

import pytest

from simin.ingest.rows.units import UnitError, converted, known


@pytest.mark.parametrize(
    ("value", "sent", "wanted", "result"),
    [
        (1.0, "mg/m³", "µg/m³", 1000.0),
        (25.0, "㎍/㎥", "µg/m³", 25.0),
        (0.0, "℃", "K", 273.15),
        (212.0, "degF", "℃", 100.0),
        (3.6, "km/h", "m/s", 1.0),
        (48.0, "ppb", "ppm", 0.048),
        (7.0, "명", "명", 7.0),
    ],
)
def test_converted(value: float, sent: str, wanted: str, result: float) -> None:
    assert converted(value, sent, wanted) == pytest.approx(result)


@pytest.mark.parametrize(("sent", "wanted"), [("ppm", "µg/m³"), ("명", "대"), ("m", "s")])
def test_units_of_different_kinds_never_meet(sent: str, wanted: str) -> None:
    with pytest.raises(UnitError, match=f"{sent} cannot become {wanted}"):
        converted(1.0, sent, wanted)


def test_words_for_things_counted_are_no_units_of_measurement() -> None:
    assert known("µg/m³") and known("℃")
    assert not known("명")
