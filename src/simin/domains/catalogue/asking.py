"""Asks the engine about one version, patiently but not for ever."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass
from typing import Any

import duckdb
import msgspec

from simin.domains.catalogue import contents, folder
from simin.domains.catalogue.errors import QuestionTooLargeError
from simin.domains.catalogue.mask import Mask, masked_rows, masked_schema
from simin.domains.catalogue.models import Version
from simin.domains.catalogue.schema import Schema
from simin.kit.errors import RejectedError
from simin.kit.parquet.patience import limited
from simin.kit.parquet.reading import Reading

#: Seconds that one question may take.
PATIENCE = 20.0
#: Where a version says what is hidden of it.
SEEN = "simin_seen"


@dataclass(frozen=True, slots=True)
class Seen:
    """The schema of the files, what is hidden of them, and where the city lies."""

    schema: Schema
    mask: Mask
    latitude: float


def ask(of: Version, statement: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    """In the statement ``everything`` is the version's rows.

    A version that was made one file since it was looked up is looked up once more.
    """
    try:
        return _answer(of, statement, values)
    except duckdb.IOException:
        of.refresh_from_db(fields=["files"])
        return _answer(of, statement, values)


def read(
    of: Version, statement: str, values: Sequence[Any], *, in_order: bool = False
) -> Iterator[tuple[Any, ...]]:
    """The same, as it is asked for; how slowly the rows are taken does not count."""
    with bounded(), folder.reading() as engine:
        parts = engine.batches(_over(of, statement, in_order=in_order), values)
        while part := _next(parts, engine):
            yield from part


def _next(parts: Iterator[list[tuple[Any, ...]]], engine: Reading) -> list[tuple[Any, ...]]:
    with limited(engine, PATIENCE):
        return next(parts, [])


def _answer(of: Version, statement: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    with bounded(), folder.reading() as engine, limited(engine, PATIENCE):
        return engine.rows(_over(of, statement), values)


def _over(of: Version, statement: str, *, in_order: bool = False) -> str:
    return f"WITH everything AS ({everything(of, in_order=in_order)}) {statement}"


def everything(of: Version, *, in_order: bool = False) -> str:
    """All rows of the version that whoever asks may see; ``in_order`` of one file."""
    rows = contents.current(folder.of(of.dataset_id), folder.names(of.files))
    seen: Seen | None = getattr(of, SEEN, None)
    if in_order and len(of.files) > 1:
        rows = contents.ordered(seen.schema if seen else msgspec.convert(of.schema, Schema), rows)
    return rows if seen is None else masked_rows(seen.schema, seen.mask, rows, seen.latitude)


def seen(of: Version, mask: Mask, *, latitude: float = 0.0) -> Version:
    """The version as it is for whom ``mask`` stands: what it hides is in no answer and no question.

    ``latitude``: where the city lies, for cells that are as wide as high.
    """
    if not mask.hides:
        return of
    schema = msgspec.convert(of.schema, Schema)
    found = copy(of)
    found.schema = msgspec.to_builtins(masked_schema(schema, mask))
    setattr(found, SEEN, Seen(schema, mask, latitude))
    return found


@contextmanager
def bounded() -> Iterator[None]:
    """What the engine cannot do in time or memory is a question too large; what it cannot reckon
    with the values that were asked for is asked wrongly."""
    try:
        yield
    except (duckdb.InterruptException, duckdb.OutOfMemoryException) as error:
        raise QuestionTooLargeError from error
    except (duckdb.DataError, duckdb.InvalidInputException) as error:
        raise RejectedError("$filter", "a number in it is too large to be reckoned with") from error
