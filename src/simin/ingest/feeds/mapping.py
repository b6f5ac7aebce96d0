"""How the fields of a source become records, as a feed's TOML says. Pure; nothing is applied here.

How a field is pointed at is the kind's own: a JSON pointer, a column's heading, a tag.
"""

from typing import Literal

import msgspec


class Moment(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where a record's time stands and how it is written."""

    #: One field, or several that are joined by a space (date and hour apart).
    fields: tuple[str, ...]
    #: Of ``strptime``; also ``iso``, ``unix``, ``unix-ms``.
    format: str = "iso"
    #: IANA zone of times that carry none; the feed's where absent.
    time_zone: str | None = None
    #: What the time marks: the begin or the end of the period that the value describes.
    marks: Literal["begin", "end"] = "begin"


class Column(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One field of the source, and what it becomes."""

    field: str
    #: Of an observation its datastream (``air/pm25/{district}``), of all else the value's name.
    #: Placeholders are filled from ``Mapping.names``.
    to: str
    type: Literal["number", "integer", "text", "time", "boolean"] = "number"
    #: Unit as sent; converted to the datastream's where given.
    unit: str | None = None
    #: Texts that say that there is no value.
    missing: tuple[str, ...] = ()
    #: Sent text to the flag that it raises: ``{"통신장애" = "offline"}``.
    flags: dict[str, str] = {}
    #: A number is refused below and above.
    minimum: float | None = None
    maximum: float | None = None
    required: bool = False


class Mapping(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """From a payload's rows to records."""

    into: Literal["observation", "row", "place", "alert", "notice", "request", "incident"] = (
        "observation"
    )
    #: Where the rows stand in the payload.
    records: str = ""
    #: Fields that together are the natural key; observations have datastream and time.
    key: tuple[str, ...] = ()
    #: None: the moment of fetching.
    at: Moment | None = None
    columns: tuple[Column, ...] = ()
    #: Placeholder of ``Column.to`` to the field that fills it.
    placeholders: dict[str, str] = {}
    #: Placeholder to what is sent, to what the pack says: ``{district = {"마포구" = "mapo"}}``.
    names: dict[str, dict[str, str]] = {}
