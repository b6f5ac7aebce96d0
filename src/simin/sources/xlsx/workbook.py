"""Cells of a workbook in Office Open XML, read by openpyxl after the archive has been looked at.

An archive can be small and unpack to a disk full, and its XML can declare entities: both are
refused before the library opens it. Formulas are never computed; what the file shows is read.
"""

import io
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

from simin.ingest.feeds.errors import SourceImplausibleError

#: Bytes that the unpacked archive may hold for each byte that an answer may have.
_UNPACKED = 4
#: Bytes that a cell takes in the unpacked archive, at least; more cells than that are made of air:
#: a sheet that claims a last column and a last row, and has nothing between.
_CELL = 16
#: What the archive's library raises; ``NotImplementedError`` is a ``RuntimeError``.
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError)
_DECLARATIONS = (b"<!DOCTYPE", b"<!ENTITY")


def lines_of_workbook(body: bytes, sheet: str | None, max_bytes: int) -> Iterator[list[Any]]:
    """Cells of the sheet, by default of the first; times as text."""
    import openpyxl  # noqa: PLC0415 — a fifth of a second, for cities that have workbooks

    _assert_harmless(body, max_bytes * _UNPACKED)
    try:
        workbook = openpyxl.load_workbook(io.BytesIO(body), read_only=True, data_only=True)
        names = workbook.sheetnames
        chosen = sheet if sheet is not None else names[0]
        if chosen not in names:
            raise SourceImplausibleError(
                f"the sheet {chosen} has vanished; there are {', '.join(names)}"
            )
        room = max_bytes * _UNPACKED // _CELL
        for cells in workbook[chosen].iter_rows(values_only=True):
            room -= len(cells)
            if room < 0:
                raise SourceImplausibleError("the sheet has more cells than the file can hold")
            yield [_plain(cell) for cell in cells]
    except SourceImplausibleError:
        raise
    except Exception as error:
        # openpyxl raises whatever the part of the archive that is broken leads to.
        raise SourceImplausibleError(f"the workbook is damaged: {error!r:.200}") from error


def _assert_harmless(body: bytes, most: int) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            if sum(member.file_size for member in archive.infolist()) > most:
                raise SourceImplausibleError("the workbook unpacks to more than is allowed")
            for member in archive.infolist():
                _assert_plain_xml(archive.read(member))
    except _DAMAGED as error:
        raise SourceImplausibleError(f"the workbook is damaged: {error}") from error


def _assert_plain_xml(content: bytes) -> None:
    if any(declaration in content for declaration in _DECLARATIONS):
        raise SourceImplausibleError("the workbook declares a document type or entities")


def _plain(cell: Any) -> Any:
    return cell.isoformat() if isinstance(cell, datetime | date | time) else cell
