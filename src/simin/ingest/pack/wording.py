"""Checks that all words exist in every language of the city."""

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from simin.ingest.pack.pack import Pack
from simin.ingest.pack.problem import Problems
from simin.ingest.pack.toml_file import Entries, TomlFile
from simin.ingest.pack.words import Words

#: Fields of words by language, and fields of named words.
_WORDS = (Words, Words | None, dict[str, str] | None)
_NAMED_WORDS = dict[str, Words]
#: Long lists of tables, in which a problem says which one it is in.
_NUMBERED = ("steps", "script")


def check_words(
    pack: Pack,
    entries: dict[str, Entries[Any]],
    files: Iterable[tuple[TomlFile, Any]],
    problems: Problems,
) -> None:
    """Collect every lack of a language."""
    languages = pack.city.languages
    city = TomlFile(pack.folder, "city.toml", problems).read()
    for key, code in _lacks(pack.city, languages):
        _tell(city, None, 0, key, code)
    for table, listed in entries.items():
        for index, entry in listed.placed:
            for key, code in _lacks(entry, languages):
                _tell(listed.file, table, index, key, code)
    for file, entry in files:
        for key, code in _lacks(entry, languages):
            _tell(file, None, 0, key, code)
    _check_tables(pack, entries["kinds"].file)


def _check_tables(pack: Pack, file: TomlFile) -> None:
    for table in (pack.states, pack.severities):
        for name, words in table.items():
            for code in _lacking(words, pack.city.languages):
                _tell(file, None, 0, name, code)


def _tell(file: TomlFile, table: str | None, index: int, key: str, code: str) -> None:
    file.add(table, index, key, f'words in "{code}" are missing')


def _lacking(words: Any, languages: tuple[str, ...]) -> list[str]:
    if not isinstance(words, dict):
        return list(languages)
    return [code for code in languages if not str(words.get(code, "")).strip()]


def _lacks(entry: Any, languages: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Key and language of every missing text, structs inside included."""
    for member in msgspec.structs.fields(type(entry)):
        value = getattr(entry, member.name)
        if value is None:
            continue
        if member.type in _WORDS:
            yield from ((member.name, code) for code in _lacking(value, languages))
        elif member.type == _NAMED_WORDS:
            for name, words in value.items():
                yield from ((f"{member.name}.{name}", code) for code in _lacking(words, languages))
        else:
            yield from _inside(member.name, value, languages)


def _inside(name: str, value: Any, languages: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    parts = value if isinstance(value, tuple) else (value,)
    for place, part in enumerate(parts):
        if isinstance(part, msgspec.Struct):
            where = f"{name}[{place}]" if name in _NUMBERED else name
            yield from ((f"{where}.{key}", code) for key, code in _lacks(part, languages))
        elif name == "titles":
            yield from ((name, code) for code in _lacking(part, languages))
