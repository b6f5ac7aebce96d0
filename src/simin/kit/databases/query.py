"""What is asked of a database and what it answers, as the JSON that travels and is kept."""

import re
from typing import Any

import msgspec

#: As SQLAlchemy finds bound parameters in a text; ``::`` is PostgreSQL's cast.
_NAMED = re.compile(r"(?<![:\w\\]):(\w+)(?!:)")


class Query(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The body of a request to a database."""

    #: One SELECT with parameters as ``:name``.
    statement: str
    #: Texts are compared with whatever type the column has.
    parameters: dict[str, str | int | float] = {}
    #: Rows that are taken; the answer says whether there are more.
    most: int
    #: IANA zone of the session.
    time_zone: str = "UTC"


class Reply(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The body of the answer: times in ISO 8601, decimals as texts, bytes in hexadecimal."""

    columns: list[str]
    rows: list[list[Any]]
    #: There are rows behind the last one.
    more: bool = False


def names_in(statement: str) -> set[str]:
    """The parameters that a statement wants."""
    return set(_NAMED.findall(statement))
