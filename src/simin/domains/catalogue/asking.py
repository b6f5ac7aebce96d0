"""Asks the engine about one version, patiently but not for ever."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import duckdb

from simin.domains.catalogue import contents, folder
from simin.domains.catalogue.errors import QuestionTooLargeError
from simin.domains.catalogue.models import Version
from simin.kit.parquet.patience import limited
from simin.kit.parquet.reading import Reading

#: Seconds that one question may take.
PATIENCE = 20.0


def ask(of: Version, statement: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    """In the statement ``everything`` is the version's rows.

    A version that was made one file since it was looked up is looked up once more.
    """
    try:
        return _answer(of, statement, values)
    except duckdb.IOException:
        of.refresh_from_db(fields=["files"])
        return _answer(of, statement, values)


def read(of: Version, statement: str, values: Sequence[Any]) -> Iterator[tuple[Any, ...]]:
    """The same, as it is asked for; how slowly the rows are taken does not count."""
    with _bounded(), folder.reading() as engine:
        parts = engine.batches(_over(of, statement), values)
        while part := _next(parts, engine):
            yield from part


def _next(parts: Iterator[list[tuple[Any, ...]]], engine: Reading) -> list[tuple[Any, ...]]:
    with limited(engine, PATIENCE):
        return next(parts, [])


def _answer(of: Version, statement: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    with _bounded(), folder.reading() as engine, limited(engine, PATIENCE):
        return engine.rows(_over(of, statement), values)


def _over(of: Version, statement: str) -> str:
    everything = contents.current(folder.of(of.dataset_id), folder.names(of.files))
    return f"WITH everything AS ({everything}) {statement}"


@contextmanager
def _bounded() -> Iterator[None]:
    try:
        yield
    except (duckdb.InterruptException, duckdb.OutOfMemoryException) as error:
        raise QuestionTooLargeError from error
