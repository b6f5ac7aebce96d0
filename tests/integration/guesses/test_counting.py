"""A guess is two counts and an event; nothing else is left of it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from simin.domains.guesses import queries, services
from simin.domains.guesses.bounds import Bounds
from simin.domains.guesses.definition import GuessDefinition
from simin.domains.guesses.events import GuessCounted
from simin.domains.guesses.models import Counted, UsedForm
from simin.domains.guesses.services import Guess, LineGuess
from simin.kit.errors import RejectedError
from simin.kit.outbox.event import decode
from simin.kit.outbox.models import StoredEvent

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 27)
SCALE = Bounds(0, 100, 1)
LATER = datetime(2026, 11, 27, 18, tzinfo=UTC)


def guessed(guess: float, form: str, *, value: float = 40, bounds: Bounds = SCALE) -> bool:
    told = Guess(indicator="air/pm25", day=DAY, bounds=bounds, guess=guess, value=value)
    return services.count(told, form=form, until=LATER)


def test_a_form_counts_once_and_tells_that_it_did() -> None:
    assert guessed(12, "a") and not guessed(77, "a") and guessed(12, "b")
    found = queries.tally("air/pm25", DAY, SCALE)
    assert found.total == 2 and found.guessed[2] == 2 and found.off[14] == 2
    (event, _) = (decode(one.name, one.payload) for one in StoredEvent.objects.all())
    assert isinstance(event, GuessCounted)
    assert (event.indicator, event.day) == ("air/pm25", DAY)


def test_nothing_but_counts_is_kept() -> None:
    guessed(12.345, "a")
    kept = [field.name for model in (Counted, UsedForm) for field in model._meta.fields]
    assert kept == ["id", "question", "kind", "place", "count", "digest", "until"]
    assert b"12.345" not in b"".join(StoredEvent.objects.values_list("payload", flat=True))


def test_a_guess_beyond_the_bounds_leaves_no_trace() -> None:
    with pytest.raises(RejectedError) as caught:
        guessed(101, "a")
    assert caught.value.field == "guess"
    assert not UsedForm.objects.exists() and not StoredEvent.objects.exists()


def test_the_first_bounds_of_a_day_hold_for_the_day() -> None:
    guessed(12, "a")
    guessed(180, "b", bounds=Bounds(0, 200, 1))
    found = queries.tally("air/pm25", DAY, Bounds(0, 200, 1))
    assert queries.settled("air/pm25", DAY) == (0, 100) == (found.bounds.low, found.bounds.high)
    assert found.guessed[2] == 1 and found.guessed[-1] == 1
    assert queries.settled("air/pm25", DAY + timedelta(days=1)) is None


def test_forms_are_forgotten_once_they_are_taken_no_more() -> None:
    guessed(12, "a")
    assert services.forget(now=LATER - timedelta(seconds=1)) == 0
    assert services.forget(now=LATER) == 1
    assert queries.tally("air/pm25", DAY, SCALE).total == 1


def test_counts_of_long_ago_are_forgotten() -> None:
    guessed(12, "a")
    services.forget(now=LATER + services.COUNTS_KEPT)
    assert queries.tally("air/pm25", DAY, SCALE).total == 0 and not Counted.objects.exists()


def test_the_list_of_the_pack_is_defined_anew_as_a_whole() -> None:
    words = {"ko": "얼마?", "en": "How much?"}
    services.define(
        [GuessDefinition(indicator="b", question=words), GuessDefinition(indicator="a")]
    )
    assert list(queries.definitions()) == ["b", "a"]
    services.define([GuessDefinition(indicator="a", low=0, high=9)])
    assert queries.definitions() == {"a": GuessDefinition(indicator="a", low=0, high=9)}


def test_a_line_is_counted_beside_the_number_point_by_point() -> None:
    told = LineGuess(
        indicator="air/pm25",
        day=DAY,
        bounds=SCALE,
        guesses=(10, 20, 30, 40),
        values=(12, 24, 26, 48),
    )
    guessed(12, "a")
    assert services.count_line(told, form="b", until=LATER)
    assert not services.count_line(told, form="b", until=LATER)
    found = queries.line_tally("air/pm25", DAY, SCALE, 4)
    assert [points.index(1) for points in found.points] == [2, 4, 6, 8]
    assert found.off.index(1) == 2 and found.total == 1
    assert queries.tally("air/pm25", DAY, SCALE).total == 1
    with pytest.raises(RejectedError) as caught:
        services.count_line(replace(told, guesses=(1, 2, 101, 4)), form="c", until=LATER)
    assert caught.value.field == "point2"
