"""A mapping as a person types it: TOML to mapping with every fault by line and field, and back.

The same text may be copied into the pack's ``feeds/NAME.toml``.
"""

import json
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from simin.ingest.feeds import Column, Feed, Mapping, SourceKind
from simin.ingest.pack.problem import Problems
from simin.ingest.pack.toml_file import TomlFile

_INSIDE = re.compile(r"([\w.]+)\[(\d+)\]\.?(.*)")
_QUOTED = re.compile(r"`([^`]+)`")
_AT_LINE = re.compile(r"at line (\d+)")
_BARE = re.compile(r"[A-Za-z0-9_-]+")
#: The longest text that is read.
LONGEST = 64 * 1024


class _Typed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    mapping: Mapping


@dataclass(frozen=True)
class Fault:
    """Where the text is wrong, and why."""

    #: Counted from 1; None where no line can be named.
    line: int | None
    field: str
    reason: str


@dataclass(frozen=True)
class Draft:
    """What was typed: a mapping, or what is wrong with it."""

    text: str
    mapping: Mapping | None
    faults: tuple[Fault, ...] = ()


def read(text: str, feed: Feed, kind: SourceKind | None) -> Draft:
    """``text`` as a mapping of ``feed``."""
    text = text.replace("\r\n", "\n")
    if len(text) > LONGEST:
        return Draft(text, None, (Fault(None, "mapping", f"longer than {LONGEST} characters"),))
    file = TomlFile(Path(), "mapping", Problems(), text)
    mapping = _parsed(file)
    if mapping is not None:
        for field, reason in _wrong(msgspec.structs.replace(feed, mapping=mapping), kind):
            _add(file, field, reason)
    faults = tuple(Fault(one.line, one.field, one.reason) for one in file.problems.found)
    return Draft(text, None if faults else mapping, faults)


def _parsed(file: TomlFile) -> Mapping | None:
    try:
        file.document = tomllib.loads(file.text)
        file.parsed = True
    except tomllib.TOMLDecodeError as error:
        at = _AT_LINE.search(str(error))
        file.problems.add(file.name, int(at[1]) if at else None, "", f"not TOML: {error}")
        return None
    try:
        return msgspec.convert(file.document, _Typed).mapping
    except msgspec.ValidationError as error:
        reason, _, path = str(error).partition(" - at ")
        _add(file, _field_of(reason, path), reason)
        return None


def _field_of(reason: str, path: str) -> str:
    """The key that msgspec speaks of: from its path, and from the name in its sentence."""
    named = path.strip("`").removeprefix("$").removeprefix(".")
    quoted = _QUOTED.search(reason) if "field" in reason else None
    return ".".join(filter(None, (named, quoted[1] if quoted else "")))


def _wrong(feed: Feed, kind: SourceKind | None) -> Iterator[tuple[str, str]]:
    if kind is None:
        yield "mapping", f"there is no kind of source named {feed.kind}"
        return
    if feed.whole and feed.mapping.into in {"observation", "notice"}:
        yield "mapping.into", f"the feed is whole, and an {feed.mapping.into} left out is not gone"
    for problem in kind.check(feed):
        yield problem.field, problem.reason


def _add(file: TomlFile, field: str, reason: str) -> None:
    inside = _INSIDE.fullmatch(field)
    if inside:
        place = int(inside[2])
        line = file.line(inside[1], place, inside[3])
        field = f"{inside[1]}[{place + 1}].{inside[3]}".rstrip(".")
    else:
        line = _line(file.text, field.rpartition(".")[2])
    file.problems.add(file.name, line, field, reason)


def _line(text: str, key: str) -> int | None:
    wanted = re.compile(rf"\s*(\[+.*\b)?{re.escape(key)}\b")
    for number, line in enumerate(text.splitlines(), start=1):
        if wanted.match(line):
            return number
    return None


def written(mapping: Mapping) -> str:
    """``mapping`` as TOML; what stands at its default is left out."""
    plain: dict[str, Any] = msgspec.to_builtins(mapping)
    columns = plain.pop("columns", [])
    names = plain.pop("names", {})
    lines = ["[mapping]", *_pairs(plain, Mapping())]
    for placeholder, table in names.items():
        lines += ["", f"[mapping.names.{_key(placeholder)}]"]
        lines += [f"{_key(sent)} = {_value(said)}" for sent, said in table.items()]
    for column in columns:
        lines += ["", "[[mapping.columns]]", *_pairs(column, None)]
    return "\n".join(lines) + "\n"


def _pairs(plain: dict[str, Any], defaults: Mapping | None) -> list[str]:
    usual = msgspec.to_builtins(defaults) if defaults else _COLUMN
    return [
        f"{_key(key)} = {_value(value)}"
        for key, value in plain.items()
        if value is not None and (key == "into" or value != usual.get(key))
    ]


#: What a column that says nothing has.
_COLUMN: dict[str, Any] = msgspec.to_builtins(Column(field="", to=""))


def _value(value: Any) -> str:
    if isinstance(value, dict):
        inside = (f"{_key(key)} = {_value(one)}" for key, one in value.items() if one is not None)
        return "{" + ", ".join(inside) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_value(one) for one in value) + "]"
    return _quoted(value)


def _key(key: str) -> str:
    return key if _BARE.fullmatch(key) else _quoted(key)


def _quoted(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
