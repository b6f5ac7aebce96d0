"""What the page of a data set shows; each part is made when the template asks for it."""

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property

from django.urls import reverse
from django.utils.translation import gettext as _

from simin.domains.catalogue import queries
from simin.domains.observations import queries as observations
from simin.domains.observations.reading import SourceState
from simin.domains.picture.card import Freshness
from simin.web.datasets.columns import ColumnLine, column_line
from simin.web.datasets.listing import concerns
from simin.web.datasets.preview import Preview, preview
from simin.web.desk.layers import Flow, flow
from simin.web.plaza.citing import Cited, sentence
from simin.web.plaza.formats import xlsx_file
from simin.web.plaza.shown_rows import ShownRows
from simin.web.plaza.snippets import Snippet, snippets
from simin.web.plaza.words import Words
from simin.web.presentation.findings import FindingLine, finding_lines
from simin.web.presentation.numbers import figure, in_words
from simin.web.presentation.times import iso
from simin.web.presentation.vocabulary import FRESHNESS, ORIGINS
from simin.workflows.open_data.forms import formats_of

#: Versions and changes of columns that are listed.
VERSIONS = 12
_WORDS = {"jsonl": "JSON Lines", "geojson": "GeoJSON", "parquet": "Parquet"}


@dataclass(frozen=True)
class SchemaLine:
    line: ColumnLine
    asked_as: str
    key: bool
    #: ``3 %``; empty: not looked at.
    empty: str
    values: str
    #: ``0: none``, as the pack says.
    codes: list[tuple[str, str]]


@dataclass(frozen=True)
class File:
    words: str
    address: str


@dataclass(frozen=True)
class VersionLine:
    number: int
    at: str
    rows: str
    added: str
    changed: str
    removed: str
    new_columns: bool
    #: Share of the largest, for a bar.
    share: float


class DatasetPage(ShownRows):
    """What the template asks beside the rows."""

    @property
    def id(self) -> str:
        return self.of.id

    @property
    def title(self) -> str:
        return in_words(self.of.dataset.title)

    @property
    def description(self) -> str:
        return in_words(self.of.dataset.description)

    @cached_property
    def _words(self) -> Words:
        return Words()

    @property
    def owner(self) -> str:
        return self._words.owners.get(self.of.dataset.owner, self.of.dataset.owner)

    @property
    def theme(self) -> str:
        return self._words.themes.get(self.of.dataset.theme, "")

    @property
    def licence(self) -> str:
        return in_words(self.of.licence.title)

    @property
    def attribution(self) -> str:
        return in_words(self.of.dataset.attribution)

    @cached_property
    def source(self) -> SourceState | None:
        name = self.of.dataset.source
        return observations.sources([name]).get(name) if name else None

    @property
    def trust(self) -> list[tuple[str, str, str]]:
        """Words of the trust mark: kind, text, ISO time."""
        told = [("source", self._source_name, "")]
        if self.version is not None:
            told.append(("age", self._time.age(self.version.at), iso(self.version.at)))
        if self.freshness is not Freshness.LIVE:
            told.append(("warning", str(FRESHNESS[self.freshness]), ""))
        if self.source and self.source.origin.value != "measured":
            told.append(("mark", str(ORIGINS[self.source.origin]), ""))
        return told

    @property
    def _source_name(self) -> str:
        return in_words(self.source.name) if self.source else self.attribution

    @property
    def freshness(self) -> Freshness:
        """A table without a source changes when it changes: it is as live as it can be."""
        if self.source is None or self.version is None or not self.of.dataset.feed:
            return Freshness.LIVE
        if self.source.down_since:
            return Freshness.SOURCE_DOWN
        age = (self._time.now - self.version.at).total_seconds()
        late = age > self.source.budget_of(self.version.run)
        return Freshness.LATE if late else Freshness.LIVE

    @cached_property
    def findings(self) -> tuple[FindingLine, ...]:
        against = [one for one in observations.findings() if concerns(one, self.of.dataset)]
        seen = [one for one in against if not self.of.mask.hides or not one.evidence]
        return finding_lines(seen, self._time)

    @cached_property
    def layers(self) -> Flow | None:
        feed = self.of.dataset.feed
        return flow(feed, self.of.dataset.source, self._time) if feed else None

    @property
    def files(self) -> list[File]:
        """Of what the page shows: with its filter and order; a spreadsheet where it fits in one."""
        if self.version is None:
            return []
        asked = self._address(after="").removeprefix("?")
        schema = queries.schema_of(self.version)
        sheet = xlsx_file.fits(self.count, len(self.shown_columns))
        return [
            File(
                _WORDS.get(kind, kind.upper()),
                reverse("plaza-file", args=(self.id, self.version.number, kind))
                + (f"?{asked}" if asked else ""),
            )
            for kind in formats_of(schema)
            if sheet or kind != "xlsx"
        ]

    @property
    def bom(self) -> str:
        """CSV that a spreadsheet knows to be UTF-8."""
        assert self.version is not None
        asked = self._address(after="").removeprefix("?")
        address = reverse("plaza-file", args=(self.id, self.version.number, "csv"))
        return f"{address}?bom=1{'&' if asked else ''}{asked}"

    @property
    def api(self) -> str:
        address = reverse("plaza-api-rows", args=(self.id,))
        asked = self._address(after="").removeprefix("?")
        return address + (f"?{asked}" if asked else "")

    @cached_property
    def map(self) -> Preview | None:
        return preview(self.version) if self.version else None

    @property
    def schema(self) -> list[SchemaLine]:
        keys = self.of.schema.key
        known = queries.profiles(self.version) if self.version else {}
        rows = self.version.rows if self.version else 0
        found = []
        for each in self._columns:
            seen = known.get(each.name)
            found.append(
                SchemaLine(
                    column_line(each),
                    queries.name_of(each.name),
                    each.name in keys,
                    _share(seen.empty, rows) if seen else "",
                    figure(seen.values) if seen else "",
                    [(value, in_words(told)) for value, told in list(each.codes.items())[:20]],
                )
            )
        return found

    @cached_property
    def versions(self) -> list[VersionLine]:
        found = queries.versions(self.id, VERSIONS)
        other = queries.new_columns(self.id, VERSIONS)
        most = max((one.rows for one in found), default=0)
        return [
            VersionLine(
                number=one.number,
                at=self._time.clock(one.at),
                rows=figure(one.rows),
                added=figure(one.added),
                changed=figure(one.changed),
                removed=figure(one.removed),
                new_columns=one.number in other,
                share=round(100 * one.rows / most, 1) if most else 0.0,
            )
            for one in found
        ]

    @property
    def snippets(self) -> list[Snippet]:
        csv = self.base + reverse("plaza-newest-file", args=(self.id, "csv"))
        return snippets(csv, self.base + reverse("plaza-api-rows", args=(self.id,)))

    @property
    def cited(self) -> Cited:
        return Cited(
            id=self.id,
            title=self.title,
            publisher=self.attribution or self.owner,
            changed=self._time.local(self.of.changed_at),
            version=str(self.of.newest.number if self.of.newest else 0),
            address=f"{self.base}{reverse('plaza-dataset', args=(self.id,))}",
            licence=self.of.licence.id,
            seen=datetime.now(UTC).astimezone(self._time.zone),
        )

    @property
    def citation(self) -> str:
        return sentence(self.cited)


def _share(part: int, whole: int) -> str:
    if not whole or not part:
        return "0 %"
    share = 100 * part / whole
    return _("under 1 %") if share < 1 else f"{figure(share)} %"
