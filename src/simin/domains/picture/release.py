"""The public's view of a card: the card itself, or its place, its reason and a commitment.

This is the only place that turns an office card into a public one (invariant 4). Pure: salts are
handed in, and nothing of what is withheld but what is listed here ever leaves.

What is committed to, byte for byte (``docs/reference/release.md``): of a withheld card its wire
bytes as they would have been public, with its withheld fields already covered and without salts;
of a field the JSON of card, field and the list of its values. The commitment is SHA-256, hex, over
the 16 bytes of the salt and then those bytes. ``opens`` checks it; it needs nothing else.
"""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import msgspec

from simin.domains.picture.card import Card, Place, Visibility, WithheldCard, WithheldField
from simin.domains.picture.fields import masked, values
from simin.domains.picture.wire import encode, encode_field


@dataclass(frozen=True)
class Sealed:
    """What a commitment stands for."""

    card: str
    #: Empty: the whole card.
    field: str
    salt: str
    #: What the commitment was made over, after the salt.
    content: bytes

    @property
    def commitment(self) -> str:
        return committed(self.salt, self.content)


def committed(salt: str, content: bytes) -> str:
    """SHA-256, hex, over the salt's bytes and ``content``."""
    return hashlib.sha256(bytes.fromhex(salt) + content).hexdigest()


def opens(commitment: str, salt: str, content: bytes) -> bool:
    """Whether ``content`` is what ``commitment`` was made over. Never raises."""
    try:
        return committed(salt, content) == commitment.lower()
    except ValueError:
        return False


def commitment(card: Card, salt: str) -> str:
    """Of the whole card."""
    return committed(salt, encode(public_form(card)))


def sealed(card: Card) -> Iterator[Sealed]:
    """All that the public view of ``card`` commits to."""
    for one in card.fields:
        yield Sealed(card.id, one.field, _salt(card, one.salt), _of_field(card, one))
    if card.release.visibility is not Visibility.PUBLIC:
        yield Sealed(card.id, "", _salt(card, card.salt), encode(public_form(card)))


def is_whole(card: Card) -> bool:
    """Whether everyone sees all of it."""
    return card.release.visibility is Visibility.PUBLIC and not card.fields


def salted(card: Card, salt: Callable[[], str]) -> Card:
    """With a new salt for everything that is committed to."""
    fields = tuple(msgspec.structs.replace(one, salt=salt()) for one in card.fields)
    whole = None if card.release.visibility is Visibility.PUBLIC else salt()
    return msgspec.structs.replace(card, fields=fields, salt=whole)


def salted_as(card: Card, known: Card) -> Card:
    """With the salts of ``known``, as far as both withhold the same."""
    salts = {one.field: one.salt for one in known.fields}
    fields = tuple(msgspec.structs.replace(one, salt=salts.get(one.field)) for one in card.fields)
    return msgspec.structs.replace(card, fields=fields, salt=known.salt)


def public_form(card: Card) -> Card:
    """``card`` with its withheld fields covered, each with its commitment; no salt is left."""
    shown = msgspec.structs.replace(
        card, salt=None, fields=tuple(_promised(card, one) for one in card.fields)
    )
    for one in card.fields:
        shown = masked(shown, one.field, one.mask, one.limit)
    return shown


def for_public(card: Card) -> Card | WithheldCard:
    """What everyone sees of ``card``. What is withheld must carry its salt by now."""
    if is_whole(card):
        return card
    if card.release.visibility is Visibility.PUBLIC:
        return public_form(card)
    return WithheldCard(
        id=card.id,
        kind=card.kind,
        section=card.section,
        rank=card.rank,
        domain=card.domain,
        release=card.release,
        commitment=commitment(card, _salt(card, card.salt)),
        place=Place(district=card.place.district) if card.place else None,
    )


def _promised(card: Card, one: WithheldField) -> WithheldField:
    promise = committed(_salt(card, one.salt), _of_field(card, one))
    return msgspec.structs.replace(one, salt=None, commitment=promise)


def _of_field(card: Card, one: WithheldField) -> bytes:
    return encode_field(card.id, one.field, values(card, one.field))


def _salt(card: Card, salt: str | None) -> str:
    if salt is None:
        raise ValueError(f"withheld card {card.id} has no salt")
    return salt
