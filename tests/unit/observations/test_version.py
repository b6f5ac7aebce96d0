from datetime import UTC, datetime, timedelta

import pytest

from simin.domains.observations.version import Arrival, Version, counting, judge

AT = datetime(2022, 3, 5, tzinfo=UTC)
HOUR = timedelta(hours=1)


def version(result: float | None, resulted: int = 0, quality: str = "") -> Version:
    return Version(AT, AT + resulted * HOUR, result, quality)


@pytest.mark.parametrize(
    ("new", "known", "newest", "arrival"),
    [
        (version(1), [], None, Arrival.NEW),
        (version(1), [], AT - HOUR, Arrival.NEW),
        (version(1), [], AT + HOUR, Arrival.LATE),
        (version(1, 1), [version(1)], AT, Arrival.REPEATED),
        (version(2), [version(1)], AT, Arrival.CORRECTION),
        (version(2, 1), [version(1)], AT + HOUR, Arrival.CORRECTION),
        (version(2), [version(1, 1)], AT, Arrival.OUTDATED),
        (version(2), [version(2), version(1, 1)], AT, Arrival.REPEATED),
        (version(2, 2), [version(2), version(1, 1)], AT, Arrival.CORRECTION),
        (version(1, quality="점검및교정"), [version(1)], AT, Arrival.CORRECTION),
        (version(None), [version(1)], AT, Arrival.CORRECTION),
    ],
)
def test_what_a_further_version_does(
    new: Version, known: list[Version], newest: datetime | None, arrival: Arrival
) -> None:
    assert judge(new, known, newest) is arrival


def test_the_newest_result_counts_and_of_equals_the_last_to_arrive() -> None:
    assert counting([version(1, 1), version(2)]).result == 1
    assert counting([version(1), version(2)]).result == 2


@pytest.mark.parametrize(
    ("seen", "valid"),
    [(version(0.0), True), (version(None), False), (version(1, quality="통신장애"), False)],
)
def test_a_flag_or_no_result_makes_it_invalid(seen: Version, valid: bool) -> None:
    assert seen.valid is valid
