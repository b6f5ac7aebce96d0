"""What came of asking a data set a condition's question: a number for each place. Pure.

Whoever knows the data sets hands it in; here it is kept, judged and told like a value that arrived.
"""

from collections.abc import Collection, Iterator
from datetime import datetime

import msgspec

from simin.domains.alerts.definition import Condition
from simin.domains.alerts.series import Series
from simin.domains.alerts.vocabulary import Per
from simin.domains.picture.card import Words


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """A condition on a data set that waits for its numbers."""

    rule: str
    number: int
    told: Condition
    per: Per


class Measured(msgspec.Struct, frozen=True, kw_only=True):
    """The answer, and where it comes from."""

    rule: str
    number: int
    #: ``rows.family_of_rows`` of the condition that was asked.
    family: str
    #: District, or nothing for the city, to the number. What has none cannot be judged.
    values: dict[str, float]
    #: City time of the question, and of the newest version.
    at: datetime
    changed_at: datetime
    #: What the rows are called; the data set, or as the condition says.
    what: Words
    unit: str = ""
    source: str
    source_name: Words
    origin: str
    down_since: datetime | None = None
    run: str | None = None

    def slug(self, district: str) -> str:
        return f"{self.family}/{district}" if district else self.family

    def series(self) -> Iterator[Series]:
        for district in self.values:
            yield Series(self.slug(district), self.family, district, 0)


class Table:
    """Newest measurements, by the slugs of the series that they make."""

    def __init__(self, measured: Collection[Measured]) -> None:
        self._by_slug = {one.slug(place): (one, place) for one in measured for place in one.values}

    def __contains__(self, slug: str) -> bool:
        return slug in self._by_slug

    def of(self, slug: str) -> Measured:
        return self._by_slug[slug][0]

    def series(self, slug: str) -> Series:
        one, place = self._by_slug[slug]
        return Series(slug, one.family, place, 0)

    def value(self, slug: str) -> tuple[float, int]:
        """And when it was asked for."""
        one, place = self._by_slug[slug]
        return one.values[place], int(one.at.timestamp())

    def all(self) -> dict[str, tuple[float, int]]:
        return {slug: self.value(slug) for slug in self._by_slug}
