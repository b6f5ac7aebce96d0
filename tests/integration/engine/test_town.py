"""The sample town lives: what is played becomes the picture, by the design's invariants."""

from datetime import timedelta

import pytest

from simin.domains.catalogue import queries as catalogue
from simin.domains.incidents.models import Incident
from simin.domains.observations.models import Observation
from simin.domains.picture.card import Card, Origin, WithheldCard
from simin.domains.picture.frame import View
from simin.domains.picture.release import for_public
from simin.ingest.models import CityTime, Run
from simin.workflows.load_pack import load_pack
from tests.integration.engine.conftest import Town


def test_the_first_beat_draws_the_whole_city(town: Town):
    assert town.engine.tick() == 1
    ids = {card.id for card in town.seen().cards}
    assert {"city/city", "city/stage", "city/attention"} <= ids
    assert {indicator.id for indicator in town.pack.indicators} <= ids
    assert {f"domain/{domain.id}" for domain in town.pack.city.domains} <= ids


def test_no_number_without_a_trust_mark_and_none_passes_for_measured(town: Town):
    """Invariant 5: replayed and synthetic data are marked wherever they appear."""
    town.live(180)
    numbers = [card for card in town.seen().cards if card.kind in ("indicator", "incident")]
    assert numbers
    for card in numbers:
        assert isinstance(card, Card | WithheldCard)
        if isinstance(card, Card):
            assert card.trust.origin in (Origin.REPLAYED, Origin.SYNTHETIC)
            if card.trust.origin is Origin.REPLAYED and card.body.get("value") is not None:
                assert card.trust.recorded_at is not None


def test_the_public_picture_is_the_offices_with_withheld_content_replaced(town: Town):
    """Invariant 4, on a living town."""
    town.live(600)
    office, public = town.seen(View.OFFICE), town.seen(View.PUBLIC)
    assert office.number == public.number
    assert [for_public(card) for card in office.cards] == public.cards


def test_values_arrive_with_city_time(town: Town):
    town.engine.tick()
    before = town.card(town.pack.indicators[0].id).trust.phenomenon_time
    town.live(180)
    assert town.card(town.pack.indicators[0].id).trust.phenomenon_time > before


def test_incidents_move_through_their_states_and_leave_the_picture(town: Town):
    shown: dict[str, set[str]] = {}
    for _ in range(36):
        town.live(10)
        for card in town.seen(View.OFFICE).cards:
            if card.kind == "incident":
                shown.setdefault(card.id, set()).add(card.body["state"])
    assert any(len(states) > 2 for states in shown.values())
    town.engine.follower.sweep = timedelta(0)
    town.live(12 * 60, step=60)
    old = [
        i
        for i in Incident.objects.exclude(closed_at=None)
        if town.clock.now() - i.closed_at > timedelta(hours=2)
    ]
    ids = {card.id for card in town.seen().cards}
    assert old
    assert not ids & {f"incident/{incident.id}" for incident in old}


def test_playing_the_same_span_again_changes_nothing(town: Town):
    """Invariant 2: none is shown twice, also when the position was lost."""
    town.live(120)
    observations, incidents = Observation.objects.count(), Incident.objects.count()
    begin = town.clock.now() - timedelta(minutes=120)
    town.engine.replay.play(begin, town.clock.now())
    assert Observation.objects.count() == observations
    assert Incident.objects.count() == incidents


def test_runs_count_what_came_in(town: Town):
    town.live(60)
    runs = list(Run.objects.all())
    assert runs
    assert all(run.fetched == run.stored + run.rejected for run in runs)
    assert town.card(town.pack.indicators[0].id).trust.run in {run.id for run in runs} | {None}


def test_a_failing_beat_leaves_the_city_where_it_was(town: Town, monkeypatch):
    town.live(30)
    stood = CityTime.objects.get().played_until
    number = town.seen().number

    def broken(*_: object, **__: object) -> None:
        raise OSError("no news today")

    monkeypatch.setattr(town.engine.replay, "_count", broken)
    town.clock.advance(timedelta(hours=1))
    with pytest.raises(OSError, match="no news"):
        town.engine.tick()
    assert CityTime.objects.get().played_until == stood
    assert town.seen().number == number


def test_loading_the_pack_again_changes_nothing(town: Town):
    town.live(60)
    before = town.seen(View.OFFICE).cards
    load_pack(town.pack, at=town.clock.now())
    town.engine.tick()
    after = {card.id: card for card in town.seen(View.OFFICE).cards}
    assert all(after[card.id] == card for card in before if card.kind == "indicator")


def test_requests_are_played_into_their_data_set_and_marked(town: Town):
    town.live(48 * 60, step=120)
    version = catalogue.version("requests")
    assert version.rows > 5 and (version.run or "").startswith("requests#")
    assert town.engine.replay.origins[catalogue.dataset("requests").source] is Origin.SYNTHETIC
    rows = catalogue.rows(version, catalogue.Question()).rows
    known = {one.id for one in town.pack.districts}
    assert {row["district"] for row in rows} <= known
    assert all(row["requested_at"] < version.at.replace(tzinfo=None) for row in rows)
