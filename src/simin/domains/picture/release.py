"""The public's view of a card: the card itself, or its place, its reason and a commitment.

This is the only place that turns an office card into a public one (invariant 4). Pure: the salt is
handed in, and nothing of a withheld card but what is listed here ever leaves.
"""

import hashlib

import msgspec

from simin.domains.picture.card import Card, Place, Visibility, WithheldCard
from simin.domains.picture.wire import encode


def commitment(card: Card, salt: str) -> str:
    """SHA-256, hex, over the salt's bytes and the card's wire bytes without its salt."""
    content = encode(msgspec.structs.replace(card, salt=None))
    return hashlib.sha256(bytes.fromhex(salt) + content).hexdigest()


def for_public(card: Card) -> Card | WithheldCard:
    """What everyone sees of ``card``. A withheld card must carry its salt by now."""
    if card.release.visibility is Visibility.PUBLIC:
        return card
    if card.salt is None:
        raise ValueError(f"withheld card {card.id} has no salt")
    return WithheldCard(
        id=card.id,
        kind=card.kind,
        section=card.section,
        rank=card.rank,
        domain=card.domain,
        release=card.release,
        commitment=commitment(card, card.salt),
        place=Place(district=card.place.district) if card.place else None,
    )
