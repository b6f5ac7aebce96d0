"""The preview judges hours gone by as the engine judges what arrives."""

from simin.domains.alerts.episode import State
from simin.domains.alerts.past import Hour, fired
from simin.domains.alerts.vocabulary import Per
from tests.factories.alerts import HOUR, condition, rule, stations

DAY = 24 * HOUR


def hours(slug: str, values: list[float], start: int = 0) -> list[Hour]:
    return [
        Hour(slug=slug, start=start + n * HOUR, last=value, last_at=start + n * HOUR, total=value)
        for n, value in enumerate(values)
    ]


def test_alerts_of_a_mean_are_found_with_their_times() -> None:
    made = rule(
        condition("gte", limit=75, rests_at=35, lasting=2 * HOUR, of="mean"),
        per=Per.CITY,
        quiet=HOUR,
    )
    series = stations("mapo", "jung")
    low, high = [10.0] * 3, [100.0] * 4
    told = [
        *hours("air/pm25/mapo", [*low, *high, *low, *low]),
        *hours("air/pm25/jung", [*low, *(60.0 for _ in high), *low, *low]),
    ]
    (one,) = fired(made, series, told, since=0, until=13 * HOUR)
    assert one.place == ""
    # Hours 3 and 4 are the two; the second has come when it is over.
    assert one.episode.opened_at.timestamp() == 4 * HOUR
    assert one.episode.state is State.ENDED


def test_windows_are_filled_before_the_first_moment_and_let_go_again() -> None:
    made = rule(condition("total", limit=2, over=DAY, family="water/complaints"), quiet=0)
    series = stations("mapo", family="water/complaints")
    came = [0.0] * 72
    came[10] = came[30] = 1
    told = hours("water/complaints/mapo", came)
    (one,) = fired(made, series, told, since=24 * HOUR, until=72 * HOUR)
    assert one.place == "mapo"
    assert one.episode.opened_at.timestamp() == 30 * HOUR
    assert one.episode.rested_at is not None
    assert one.episode.rested_at.timestamp() == 34 * HOUR


def test_silence_in_the_past_is_found() -> None:
    made = rule(condition("absence", over=3 * HOUR), quiet=0)
    told = [*hours("air/pm25/mapo", [1.0] * 4), *hours("air/pm25/mapo", [1.0] * 4, 12 * HOUR)]
    (one,) = fired(made, stations("mapo"), told, since=0, until=16 * HOUR)
    assert one.episode.rested_at is not None
    assert one.episode.opened_at < one.episode.rested_at


def test_nothing_known_nothing_fired() -> None:
    assert fired(rule(condition("gt", limit=1)), stations("mapo"), [], since=0, until=DAY) == []
