"""``organisation.toml`` and ``people.toml``: who answers for what."""

from simin.ingest.pack.city import Slug
from simin.ingest.pack.words import Entry, Words


class Department(Entry, frozen=True, kw_only=True):
    """A part of the city's government that owns indicators and receives directives."""

    id: Slug
    name: Words
    #: The department it belongs to.
    parent: str | None = None
    #: How its head is addressed.
    head: Words | None = None


class Agency(Entry, frozen=True, kw_only=True):
    """A station or body that acts in the field."""

    id: Slug
    name: Words
    department: str
    district: str | None = None
    longitude: float | None = None
    latitude: float | None = None


class Role(Entry, frozen=True, kw_only=True):
    """What an account may be."""

    id: Slug
    name: Words


class Person(Entry, frozen=True, kw_only=True):
    """An invented demo account."""

    username: Slug
    name: Words
    role: str
    department: str | None = None
