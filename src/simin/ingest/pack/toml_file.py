"""A TOML file of a pack that still knows on which line each table and key stands.

``tomllib`` forgets positions, so they are found again in the text; that costs nothing until a
problem has to be named. Nothing here raises: problems are collected.
"""

import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec

from simin.ingest.pack.problem import Problems

_AT_LINE = re.compile(r"at line (\d+)")
_INSIDE = re.compile(r"([\w.]+)\[(\d+)\]\.(.+)")
#: A table inside a table: ``steps[2].name``.
_NESTED = re.compile(r"(\w+)\[(\d+)\](?:\.(.+))?")
_QUOTED = re.compile(r"`([^`]+)`")


@dataclass
class Entries[T]:
    """The tables of one name, each with its place in the file."""

    file: "TomlFile"
    table: str
    #: Place in the file and struct; tables that could not be converted are missing.
    placed: list[tuple[int, T]] = field(default_factory=list)
    #: Ids of all tables, those with problems included, so that one fault is told once.
    ids: set[str] = field(default_factory=set)

    def __iter__(self) -> Any:
        return iter(self.structs())

    def structs(self) -> tuple[T, ...]:
        return tuple(entry for _, entry in self.placed)


@dataclass
class TomlFile:
    """One file: its text, its document, and where its problems go."""

    folder: Path
    name: str
    problems: Problems
    text: str = ""
    document: dict[str, Any] = field(default_factory=dict)
    #: Whether there is a document at all, be it an empty one.
    parsed: bool = False

    def read(self, *, required: bool = True) -> "TomlFile":
        path = self.folder / self.name
        try:
            self.text = path.read_text(encoding="utf-8")
            self.document = tomllib.loads(self.text)
            self.parsed = True
        except FileNotFoundError:
            if required:
                self.problems.add(self.name, None, "", "the file is missing")
        except (OSError, UnicodeDecodeError) as error:
            self.problems.add(self.name, None, "", f"the file cannot be read: {error}")
        except tomllib.TOMLDecodeError as error:
            at = _AT_LINE.search(str(error))
            self.problems.add(self.name, int(at[1]) if at else None, "", f"not TOML: {error}")
        return self

    def only(self, *names: str) -> None:
        """Refuse top-level keys other than ``names``."""
        for key in self.document:
            if key not in names:
                self.problems.add(self.name, self.line(None, 0, key), key, "unknown key")

    def whole[T](self, kind: type[T]) -> T | None:
        """The document as one struct."""
        return self._convert(self.document, kind, None, 0) if self.parsed else None

    def part[T](self, name: str, kind: type[T]) -> T | None:
        """The one table ``[name]`` as a struct; None where there is none."""
        raw = self.document.get(name)
        return None if raw is None else self._convert(raw, kind, name, 0)

    def tables[T](self, name: str, kind: type[T]) -> Entries[T]:
        """``[[name]]``, each as a struct; ids twice are a problem."""
        entries: Entries[T] = Entries(self, name)
        for index, raw in enumerate(self._raw_tables(name)):
            self._note_id(entries, index, raw)
            entry = self._convert(raw, kind, name, index)
            if entry is not None:
                entries.placed.append((index, entry))
        return entries

    def kinds_of_tables[T](self, name: str, kinds: dict[str, type[T]]) -> Entries[T]:
        """``[[name]]`` whose ``kind`` says which struct each is."""
        entries: Entries[T] = Entries(self, name)
        for index, raw in enumerate(self._raw_tables(name)):
            self._note_id(entries, index, raw)
            kind = kinds.get(str(raw.get("kind")))
            if kind is None:
                known = ", ".join(kinds)
                self.add(name, index, "kind", f"{raw.get('kind')!r} is none of {known}")
            elif (entry := self._convert(raw, kind, name, index)) is not None:
                entries.placed.append((index, entry))
        return entries

    def add(self, table: str | None, index: int, key: str, reason: str) -> None:
        """A problem at ``key`` of the table."""
        place = f"{table}{self._label(table, index)}.{key}" if table else key
        self.problems.add(self.name, self.line(table, index, key), place, reason)

    def line(self, table: str | None, index: int, key: str = "") -> int | None:
        """The line of ``key`` in the table, else of the table, else None."""
        lines = self.text.splitlines()
        start, end = self._block(lines, table, index)
        if table and (inner := self._inner(lines, table, key, start, end)):
            start, end, key = inner
        first = re.escape(key.split(".", maxsplit=1)[0].partition("[")[0])
        inside = rf"\[+\s*({re.escape(table)}\.)?" if table else r"\[+\s*"
        wanted = re.compile(rf'\s*({inside})?"?{first}"?\s*[.=\]]')
        for number in range(start, end):
            if key and wanted.match(lines[number]):
                return number + 1
        return max(start, 1) if table and lines else None

    def _block(self, lines: list[str], table: str | None, index: int) -> tuple[int, int]:
        """First line after the header (counted from 0) and the line where the block ends."""
        if table is None:
            return 0, len(lines)
        header = re.compile(rf"\s*\[\[?\s*{re.escape(table)}\s*\]\]?")
        starts = [number for number, line in enumerate(lines) if header.match(line)]
        if index >= len(starts):
            return 0, 0
        begin = starts[index] + 1
        inside = re.compile(rf"\s*\[+\s*{re.escape(table)}\.")
        for number in range(begin, len(lines)):
            if re.match(r"\s*\[", lines[number]) and not inside.match(lines[number]):
                return begin, number
        return begin, len(lines)

    @staticmethod
    def _inner(
        lines: list[str], table: str, key: str, start: int, end: int
    ) -> tuple[int, int, str] | None:
        """The block of ``[[table.steps]]`` that ``steps[2].name`` speaks of, and ``name``."""
        nested = _NESTED.fullmatch(key)
        if nested is None:
            return None
        header = re.compile(rf"\s*\[\[\s*{re.escape(table)}\.{re.escape(nested[1])}\s*\]\]")
        starts = [number for number in range(start, end) if header.match(lines[number])]
        place = int(nested[2])
        if place >= len(starts):
            return None
        last = starts[place + 1] if place + 1 < len(starts) else end
        return starts[place] + 1, last, nested[3] or ""

    def _raw_tables(self, name: str) -> list[dict[str, Any]]:
        raw = self.document.get(name, [])
        if isinstance(raw, list) and all(isinstance(table, dict) for table in raw):
            return raw
        self.problems.add(self.name, self.line(None, 0, name), name, f"must be tables [[{name}]]")
        return []

    def _note_id(self, entries: Entries[Any], index: int, raw: dict[str, Any]) -> None:
        key = next((key for key in ("id", "username") if key in raw), None)
        if key is None:
            return
        if str(raw[key]) in entries.ids:
            self.add(entries.table, index, key, f'"{raw[key]}" stands twice')
        entries.ids.add(str(raw[key]))

    def _convert[T](self, raw: Any, kind: type[T], table: str | None, index: int) -> T | None:
        try:
            return msgspec.convert(raw, kind, strict=True)
        except msgspec.ValidationError as error:
            reason, _, path = str(error).partition(" - at ")
            key = _key_of(reason, path)
            if table is None and (inside := _INSIDE.fullmatch(key)):
                table, index, key = inside[1], int(inside[2]), inside[3]
            self.add(table, index, key, reason)
            return None

    def _label(self, table: str | None, index: int) -> str:
        """``[id]`` of one of several tables; nothing for a table that is there once."""
        raw = self.document.get(table or "", [])
        if isinstance(raw, dict):
            return ""
        named = raw[index].get("id", raw[index].get("username")) if index < len(raw) else None
        return f"[{named or index + 1}]"


def _key_of(reason: str, path: str) -> str:
    """The key that msgspec speaks of: from its path, or from the name in its sentence."""
    named = path.strip("`").removeprefix("$").removeprefix(".")
    if "field" in reason and (quoted := _QUOTED.search(reason)):
        return f"{named}.{quoted[1]}" if named else quoted[1]
    return named or "id"
