from datetime import UTC, datetime, timedelta
from functools import reduce

from hypothesis import given
from hypothesis import strategies as st

from simin.domains.observations.tally import Tally, of, of_versions
from simin.domains.observations.version import Version

START = datetime(2022, 3, 5, tzinfo=UTC)

#: Quarters add up exactly, so that equality can be asked for.
RESULTS = st.none() | st.integers(-4000, 4000).map(lambda quarters: quarters / 4)


@st.composite
def versions(draw: st.DrawFn) -> list[Version]:
    minutes = draw(st.lists(st.integers(0, 59), unique=True, max_size=12))
    return [
        Version(
            START + timedelta(minutes=minute),
            START,
            draw(RESULTS),
            draw(st.sampled_from(["", "", "통신장애"])),
        )
        for minute in minutes
    ]


@given(versions(), st.randoms())
def test_adding_up_in_any_order_gives_what_summing_up_gives(found: list[Version], random) -> None:  # type: ignore[no-untyped-def]
    shuffled = list(found)
    random.shuffle(shuffled)
    half = len(shuffled) // 2
    left = reduce(Tally.__add__, map(of, shuffled[:half]), Tally())
    right = reduce(Tally.__add__, map(of, shuffled[half:]), Tally())
    assert left + right == of_versions(found)


@given(versions())
def test_a_tally_is_what_its_values_say(found: list[Version]) -> None:
    good = [version for version in found if version.valid]
    values = [version.result for version in good if version.result is not None]
    tally = of_versions(found)
    assert (tally.count, tally.invalid) == (len(values), len(found) - len(values))
    assert tally.total == sum(values)
    assert tally.minimum == min(values, default=None)
    assert tally.maximum == max(values, default=None)
    newest = max(good, key=lambda version: version.phenomenon_time, default=None)
    assert tally.last == (newest.result if newest else None)


def test_nothing_has_no_mean() -> None:
    assert Tally(invalid=3).mean is None
    assert of_versions([Version(START, START, 4.0, "")]).mean == 4.0
