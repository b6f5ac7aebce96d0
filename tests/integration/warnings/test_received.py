"""Warnings of other authorities, in whatever order they come."""

from datetime import timedelta
from typing import Any

import pytest

from simin.domains.places import services as places
from simin.domains.warnings import cards, services
from simin.domains.warnings.errors import UnknownWarningError
from simin.domains.warnings.events import ReceivedWarningsChanged
from simin.domains.warnings.models import ReceivedWarning
from simin.kit.errors import RejectedError
from simin.kit.outbox import queries as outbox
from tests.factories.incidents import NOON, found_town, minutes
from tests.factories.places import square
from tests.factories.warnings import received

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _town() -> None:
    found_town()


def shown(after: float = 1) -> list[str]:
    return [card.title["ko"] for card in cards.shown(minutes(after))]


def update(identifier: str, kind: str, *names: str, headline: str = "") -> Any:
    infos = (
        received().values["info"]
        if not headline
        else [{**received().values["info"][0], "headline": headline}]
    )
    references = " ".join(received(name).key for name in names)
    return received(identifier, msg_type=kind, references=references, info=infos)


def test_it_is_a_card_with_its_source_and_trust() -> None:
    assert services.receive(received(), received_at=NOON)
    (card,) = cards.shown(NOON)
    assert card.id.startswith("warning/received-")
    assert card.trust.source == "weather"
    assert card.trust.source_name == {"ko": "기상청"}
    assert card.body["area"]["description"] == {"ko": "마을 전역"}
    assert (card.body["own"], card.body["severity"]) == (False, "severe")
    assert cards.card(card.id.removeprefix("warning/")) == card


def test_the_same_message_again_changes_nothing() -> None:
    assert services.receive(received(), received_at=NOON)
    assert not services.receive(received(), received_at=minutes(3))
    events = [one.event for one in outbox.after(0)]
    assert sum(isinstance(event, ReceivedWarningsChanged) for event in events) == 1


def test_a_key_too_long_to_keep_is_refused_and_one_that_is_named_is_nothing() -> None:
    """On PostgreSQL a longer one would end the whole run of its feed."""
    with pytest.raises(RejectedError, match="longer than 400"):
        services.receive(received("L" * 500), received_at=NOON)
    assert services.receive(update("B", "Update", "M" * 500), received_at=NOON)
    assert len(shown()) == 1


@pytest.mark.parametrize("turned", [False, True])
def test_an_update_takes_the_place_of_what_it_names(turned: bool) -> None:
    both = [received("A"), update("B", "Update", "A", headline="호우 경보, 커짐")]
    for one in reversed(both) if turned else both:
        services.receive(one, received_at=NOON)
    assert shown() == ["호우 경보, 커짐"]


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0), (2, 0, 1)])
def test_a_cancel_takes_away_all_that_it_names(order: tuple[int, ...]) -> None:
    sent = [received("A"), update("B", "Update", "A"), update("C", "Cancel", "A", "B")]
    for place in order:
        services.receive(sent[place], received_at=NOON)
    assert shown() == []


def test_another_source_cannot_take_away_what_it_did_not_send() -> None:
    services.receive(received("A"), received_at=NOON)
    cancel = update("C", "Cancel", "A")
    forged = services.Received(
        source="stranger", key=cancel.key, values=cancel.values, sent_at=NOON, origin=cancel.origin
    )
    services.receive(forged, received_at=NOON)
    assert shown() == ["호우 경보"]


@pytest.mark.parametrize(
    "other", [{"status": "Exercise"}, {"status": "Test"}, {"scope": "Restricted"}, {"info": []}]
)
def test_what_is_not_meant_for_everyone_is_kept_and_not_shown(other: dict[str, Any]) -> None:
    assert services.receive(received(**other), received_at=NOON)
    assert shown() == []


def test_it_ends_by_the_clock() -> None:
    services.receive(received(), received_at=NOON)
    end = NOON + timedelta(hours=6)
    assert services.expire_due(end - timedelta(seconds=1)) == 0
    assert services.expire_due(end) == 1
    assert services.expire_due(end) == 0
    assert cards.shown(end) == []


def test_without_an_end_it_is_shown_for_a_day() -> None:
    info = {key: value for key, value in received().values["info"][0].items() if key != "expires"}
    services.receive(received(info=[info]), received_at=NOON)
    assert cards.shown(NOON + timedelta(hours=23)) != []
    assert cards.shown(NOON + timedelta(hours=24)) == []


def test_what_lies_elsewhere_is_not_shown() -> None:
    places.define_districts([square("east", 127.0)], at=NOON)
    circle = {"centre": [130.0, 0.5], "radius_km": 20.0}
    for name, centre in (("far", [130.0, 0.5]), ("near", [128.05, 0.5])):
        area = {"area_desc": name, "polygons": [], "circles": [{**circle, "centre": centre}]}
        info = {**received().values["info"][0], "headline": name, "area": [area]}
        services.receive(received(name, info=[info]), received_at=NOON)
    assert shown() == ["near"]


def test_every_circle_of_an_area_is_on_the_card() -> None:
    places.define_districts([square("east", 127.0)], at=NOON)
    centres = [[127.5, 0.5], [127.6, 0.5]]
    circles = [{"centre": centre, "radius_km": 2.0} for centre in centres]
    area = {"area_desc": "two hills", "polygons": [], "circles": circles}
    info = {**received().values["info"][0], "area": [area]}
    services.receive(received(info=[info]), received_at=NOON)
    told = cards.shown(NOON)[0].body["area"]
    found = [told["circle"], *told["circles"]]
    assert [[one["longitude"], one["latitude"]] for one in found] == centres


@pytest.mark.parametrize(
    ("other", "field"),
    [({"msg_type": "Shout"}, "msg_type"), ({"info": [{"expires": "soon"}]}, "expires")],
)
def test_what_cannot_be_read_is_refused_by_its_field(other: dict[str, Any], field: str) -> None:
    with pytest.raises(RejectedError) as caught:
        services.receive(received(**other), received_at=NOON)
    assert caught.value.field == field
    assert shown() == []


@pytest.mark.parametrize(
    "told", [{"scope": "Restricted"}, {"scope": "Private"}, {"status": "Test"}]
)
def test_what_is_not_for_everyone_is_no_card_and_takes_nothing_away(told: dict[str, str]) -> None:
    services.receive(received("A"), received_at=NOON)
    services.receive(
        received("B", msg_type="Cancel", references=received("A").key, **told),
        received_at=minutes(1),
    )
    services.receive(received("C", **told), received_at=minutes(2))
    assert shown(3) == ["호우 경보"]
    for number in ReceivedWarning.objects.exclude(key=received("A").key).values_list(
        "pk", flat=True
    ):
        with pytest.raises(UnknownWarningError):
            cards.card(f"received-{number}")
