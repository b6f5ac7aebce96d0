"""No number without a trust mark (invariant 5)."""

import msgspec
import pytest

from simin.domains.picture.card import Card, Freshness, Origin
from simin.domains.picture.wire import encode
from tests.factories.cards import card, trust


def on_the_wire(**changes: object) -> dict[str, object]:
    decoded: dict[str, object] = msgspec.json.decode(encode(card()))
    return {**decoded, **changes}


def test_no_card_without_a_trust_mark() -> None:
    """Neither made in Python nor read from the wire."""
    without = {name: value for name, value in on_the_wire().items() if name != "trust"}
    with pytest.raises(msgspec.ValidationError, match="trust"):
        msgspec.json.decode(msgspec.json.encode(without), type=Card)
    with pytest.raises(TypeError, match="trust"):
        Card(**{name: getattr(card(), name) for name in ("id", "kind", "section", "title", "body")})


@pytest.mark.parametrize("field", ["source", "origin", "freshness", "phenomenon_time"])
def test_no_trust_mark_without_its_parts(field: str) -> None:
    mark = on_the_wire()["trust"]
    assert isinstance(mark, dict)
    torn = on_the_wire(trust={name: value for name, value in mark.items() if name != field})
    with pytest.raises(msgspec.ValidationError, match=field):
        msgspec.json.decode(msgspec.json.encode(torn), type=Card)


@pytest.mark.parametrize("origin", list(Origin))
@pytest.mark.parametrize("freshness", list(Freshness))
def test_origin_and_freshness_travel_side_by_side(origin: Origin, freshness: Freshness) -> None:
    """A replayed value can be late, a synthetic one stale: neither hides the other."""
    sent = encode(card(trust=trust(origin=origin, freshness=freshness)))
    mark = msgspec.json.decode(sent)["trust"]
    assert (mark["origin"], mark["freshness"]) == (origin, freshness)
