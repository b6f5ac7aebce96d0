"""What changed between two versions of a data set, row by row: for whoever keeps a copy."""

from typing import Any

import msgspec

from simin.domains.catalogue.asking import ask, everything
from simin.domains.catalogue.errors import OtherSchemaError
from simin.domains.catalogue.models import Version
from simin.domains.catalogue.schema import Schema, quoted
from simin.kit.paging import Page, checked_limit, seal, unseal


class ChangedRow(msgspec.Struct, frozen=True, kw_only=True):
    """``row`` is none of one that was removed."""

    key: str
    #: ``added``, ``changed`` or ``removed``.
    change: str
    row: dict[str, Any] | None


class _After(msgspec.Struct, frozen=True):
    old: int
    new: int
    key: str


def rows_changed(
    old: Version, new: Version, *, limit: int, cursor: str | None, most: int
) -> Page[ChangedRow]:
    """In order of keys. Raises ``OtherSchemaError``; ``RejectedError`` for a cursor of others."""
    schema = msgspec.convert(new.schema, Schema)
    if msgspec.convert(old.schema, Schema).shape != schema.shape:
        raise OtherSchemaError(old.dataset_id, old.number, new.number)
    key = _key_of(cursor, old.number, new.number)
    found = ask(new, _statement(old, schema, checked_limit(limit, most) + 1), [key, key])
    page = [_read(schema, row) for row in found[:limit]]
    more = len(found) > limit
    sealed = seal(_After(old.number, new.number, page[-1].key)) if more else None
    return Page(page, sealed)


def cursor_versions(cursor: str) -> tuple[int, int]:
    """The versions between which the reader of ``cursor`` began."""
    after = unseal(cursor, _After)
    return after.old, after.new


def _key_of(cursor: str | None, old: int, new: int) -> str:
    if not cursor:
        return ""
    after = unseal(cursor, _After)
    return after.key if (after.old, after.new) == (old, new) else ""


def _statement(old: Version, schema: Schema, most: int) -> str:
    names = ", ".join(f"n.{quoted(name)}" for name in schema.names)
    row = ", ".join(map(quoted, schema.names))
    return (
        f"SELECT coalesce(n._key, o._key) AS key, n._key IS NULL, o._key IS NULL, {names} "
        f"FROM (SELECT *, hash({row}) AS _content FROM everything WHERE _key > ?) AS n "
        f"FULL JOIN (SELECT _key, hash({row}) AS _content FROM ({everything(old)}) "
        "WHERE _key > ?) AS o USING (_key) "
        "WHERE n._key IS NULL OR o._key IS NULL OR n._content <> o._content "
        f"ORDER BY key LIMIT {int(most)}"
    )


def _read(schema: Schema, row: tuple[Any, ...]) -> ChangedRow:
    key, gone, new, *values = row
    change = "removed" if gone else "added" if new else "changed"
    told = None if gone else dict(zip(schema.names, values, strict=True))
    return ChangedRow(key=key, change=change, row=told)
