"""``guess.toml``: what citizens are asked to guess before they see it, in order."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

from msgspec import Meta

from simin.ingest.pack.city import Slug
from simin.ingest.pack.toml_file import Entries
from simin.ingest.pack.words import Entry, Words

if TYPE_CHECKING:
    from simin.ingest.pack.pack import Pack


class GuessQuestion(Entry, frozen=True, kw_only=True):
    """As ``simin.domains.guesses.definition.GuessDefinition``."""

    indicator: Slug
    question: Words | None = None
    low: float | None = None
    high: float | None = None
    step: Annotated[float, Meta(gt=0)] | None = None


def check_guesses(pack: "Pack", entries: Entries[GuessQuestion]) -> None:
    """What is named must be there, once, and its bounds in order."""
    known = {one.id for one in pack.indicators}
    seen: set[str] = set()
    for index, entry in entries.placed:
        for key, reason in _faults(entry, known, seen):
            entries.file.add(entries.table, index, key, reason)
        seen.add(entry.indicator)


def _faults(entry: GuessQuestion, known: set[str], seen: set[str]) -> Iterator[tuple[str, str]]:
    if entry.indicator not in known:
        yield "indicator", f'"{entry.indicator}" is not among the indicators'
    if entry.indicator in seen:
        yield "indicator", f'"{entry.indicator}" stands twice'
    if (entry.low is None) != (entry.high is None):
        yield "low", "low and high go together"
    if entry.low is not None and entry.high is not None and entry.low >= entry.high:
        yield "high", "must be above low"
    if entry.step is not None and entry.low is None:
        yield "step", "belongs to bounds"
