"""Cards become words: numbers, ages, sparks, order; in tables."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from simin.domains.picture.card import Card, WithheldCard
from simin.domains.picture.frame import View
from simin.web.presentation import incidents, indicators, spark
from simin.web.presentation.city import CityFrame, Theme
from simin.web.presentation.front import replay_band
from simin.web.presentation.numbers import figure, unit_words
from simin.web.presentation.screen import Screen
from simin.web.presentation.times import CityTime, age_words, city_now
from simin.web.presentation.trust import trust_line
from simin.web.presentation.withheld import withheld
from tests.factories import picture
from tests.factories import picture_seoul as rows

ZONE = ZoneInfo("Asia/Seoul")
TIME = CityTime(picture.CITY_TIME, ZONE)


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def screen(view: View = View.PUBLIC, **asked: str) -> Screen:
    themes = tuple(Theme(theme, name) for theme, _, name in rows.THEMES)
    city = CityFrame("Simin", "Mayor's office", ZONE, {}, themes, ())
    shown = picture.snapshot(view)
    return Screen(shown, city, shown.at, asked)


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (None, 0, "–"),
        (0.0, 0, "0"),
        (1234.5, 1, "1,234.5"),
        (157.5, 0, "158"),
        (0.049, 2, "0.05"),
        (-0.5, 0, "-1"),
        (10_412_000, 0, "10,412,000"),
    ],
)
def test_a_number_is_rounded_and_grouped(value: float | None, decimals: int, text: str) -> None:
    assert figure(value, decimals) == text


def test_a_unit_is_a_sign_or_words() -> None:
    assert unit_words("µg/m³") == "µg/m³"
    assert unit_words({"ko": "명", "en": "people"}) == "people"
    assert unit_words(None) == ""


@pytest.mark.parametrize(
    ("seconds", "english", "korean"),
    [
        (-5, "just now", "방금"),
        (59, "just now", "방금"),
        (60, "1 min ago", "1분 전"),
        (3599, "59 min ago", "59분 전"),
        (3600, "1 h ago", "1시간 전"),
        (47 * 3600, "47 h ago", "47시간 전"),
        (48 * 3600, "2 days ago", "2일 전"),
    ],
)
def test_an_age_in_words(seconds: int, english: str, korean: str) -> None:
    assert age_words(timedelta(seconds=seconds)) == english
    with translation.override("ko"):
        assert age_words(timedelta(seconds=seconds)) == korean


def test_what_never_arrived_has_no_age() -> None:
    assert TIME.age(datetime(1970, 1, 1, tzinfo=UTC)) == "never"


def test_city_time_runs_at_its_speed_and_never_back() -> None:
    shown = picture.snapshot()
    later = shown.at + timedelta(seconds=2)
    assert city_now(shown, later) == shown.city_time + timedelta(minutes=2)
    assert city_now(shown, shown.at - timedelta(seconds=9)) == shown.city_time


def test_no_number_is_without_its_mark() -> None:
    shown = screen()
    cards = [*shown.now, *shown.counters, *(row for theme in shown.themes for row in theme.rows)]
    for card in cards:
        assert isinstance(card, indicators.Indicator)
        assert card.trust.source and card.trust.at
        assert card.trust.mark or card.trust.origin == "measured"


def test_a_replayed_value_says_its_original_date() -> None:
    assert trust_line(picture.trust(1), TIME).mark == "replayed 2022-03-05"
    assert trust_line(picture.trust(2), TIME).mark == "synthetic"
    assert trust_line(picture.trust(0), TIME).mark == ""


@given(st.lists(st.none() | st.floats(-1e6, 1e6), min_size=0, max_size=24))
def test_a_spark_stays_in_its_box_and_leaves_gaps(values: list[float | None]) -> None:
    drawn = spark.spark({"spark": {"values": values, "step": 3600}})
    known = [value for value in values if value is not None]
    assert (drawn is None) == (len(known) < 2)
    if drawn:
        numbers = [float(part) for part in drawn.path.replace("M", " ").replace("L", " ").split()]
        assert len(numbers) == 2 * len(known)
        assert all(0 <= x <= spark.WIDTH for x in numbers[::2])
        assert all(0 <= y <= spark.HEIGHT for y in numbers[1::2])


def test_grave_incidents_come_first_and_withheld_ones_after_the_open() -> None:
    cards = [card for card in picture.snapshot().cards if card.kind == "incident"]
    ordered = incidents.in_order(cards)
    assert [card.id for card in ordered] == [
        "incident/2022-000123",
        "incident/2022-000119",
        "incident/2022-000121",
        "incident/2022-000118",
    ]


def test_a_withheld_card_tells_why_and_nothing_else() -> None:
    cards = picture.snapshot().cards
    card = next(card for card in cards if isinstance(card, WithheldCard))
    shown = withheld(card)
    assert (shown.kind, shown.reason) == ("Incident", "Privacy")
    assert (shown.office, shown.review) == (
        "Fire headquarters",
        "reviewed again on March 12, 2022",
    )


def test_the_office_reads_it_and_that_citizens_do_not() -> None:
    shown = {one.id: one for one in screen(View.OFFICE).incidents}
    card = shown["incident/2022-000118"]
    assert isinstance(card, incidents.Incident)
    assert card.locked


def test_every_indicator_of_the_administration_stands_in_a_theme() -> None:
    assert sum(len(theme.rows) for theme in screen().themes) == len(rows.ADMINISTRATION) == 32


def test_the_map_shows_what_was_asked_for_or_the_default() -> None:
    assert _map(screen()) == "domain/air"
    assert _map(screen(domain="traffic")) == "domain/traffic"
    assert _map(screen(domain="no-such")) == "domain/air"


def _map(shown: Screen) -> str:
    card = shown.map_card
    assert isinstance(card, Card)
    return card.id


def test_the_neighbourhood_begins_with_what_the_map_shows() -> None:
    shown = screen(district="mapo").neighbourhood
    assert shown[0].id == "air/cai"
    assert all(isinstance(card, indicators.Indicator) and card.district for card in shown)
    assert screen(district="atlantis").neighbourhood == []
    assert screen().neighbourhood == []


def test_the_band_says_what_is_replayed() -> None:
    inside = {"speed": 60.0, "window": ["2022-01-01", "2022-08-31"]}
    assert replay_band(inside, TIME) == "Recording of March 5, 2022, replayed at 60×"
    looped = {"speed": 1.0, "window": ["2021-01-01", "2021-08-31"]}
    assert "Jan. 1, 2021" in replay_band(looped, TIME) or "January 1" in replay_band(looped, TIME)
    assert replay_band(None, TIME) == ""
