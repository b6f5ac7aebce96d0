"""Reads a city pack as a whole: everything is checked before anything is returned.

Pure reading: no Django, no database. Every problem is collected; one error names them all.
"""

import zoneinfo
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from simin.ingest.feeds import SourceKind
from simin.ingest.pack.alerts import AlertRule
from simin.ingest.pack.city import City
from simin.ingest.pack.datasets import Datasets
from simin.ingest.pack.expansion import expand
from simin.ingest.pack.facilities import FOLDER as FACILITIES
from simin.ingest.pack.facilities import check_facilities
from simin.ingest.pack.feeds import Feeds
from simin.ingest.pack.field import read_field
from simin.ingest.pack.geography import Geography
from simin.ingest.pack.guess import GuessQuestion, check_guesses
from simin.ingest.pack.incidents import FacilityRole, IncidentKind, NewsSource, Unit
from simin.ingest.pack.indicators import Indicator
from simin.ingest.pack.kiosk import check_kiosk, read_kiosk
from simin.ingest.pack.levels import Index, Scale
from simin.ingest.pack.observed import Family, Property, SingleDatastream, SourceEntry, Thing
from simin.ingest.pack.organisation import Agency, Department, Person, Role
from simin.ingest.pack.pack import Pack
from simin.ingest.pack.places import District, FacilityLayer
from simin.ingest.pack.problem import Problems
from simin.ingest.pack.procedures import DrillScenario, Procedure
from simin.ingest.pack.projects import Pledge, Project
from simin.ingest.pack.recorded import check_recordings
from simin.ingest.pack.recordings import Recording
from simin.ingest.pack.references import References
from simin.ingest.pack.release import ReleaseEntry, check_release, read_release
from simin.ingest.pack.stage import Criterion, Override, Stage
from simin.ingest.pack.synthetic import KINDS, Generator
from simin.ingest.pack.toml_file import Entries, TomlFile
from simin.ingest.pack.wording import check_words

#: Field of the pack to the table that it is.
_LISTS = {
    "departments": "departments",
    "agencies": "agencies",
    "roles": "roles",
    "scales": "levels",
    "indexes": "indexes",
    "sources": "sources",
    "properties": "properties",
    "indicators": "indicators",
    "stages": "stages",
    "criteria": "criteria",
    "incident_kinds": "kinds",
    "units": "units",
    "facility_roles": "nearest",
    "people": "people",
    "generators": "generators",
    "alert_rules": "rules",
    "procedures": "procedures",
    "drills": "drills",
    "projects": "projects",
    "pledges": "pledges",
    "guesses": "questions",
}


def read_pack(
    folder: Path,
    *,
    verify_recordings: bool = True,
    kinds: Mapping[str, SourceKind] | None = None,
) -> Pack:
    """The pack in ``folder``. Raises ``PackDamagedError`` with every problem.

    ``verify_recordings`` also reads every row of recordings and facilities and checks checksums;
    without it those files need only be there. With ``kinds`` each feed is checked by its kind.
    """
    return _Reading(folder, kinds).pack(verify_recordings=verify_recordings)


class _Reading:
    """One reading of one folder."""

    def __init__(self, folder: Path, kinds: Mapping[str, SourceKind] | None) -> None:
        self.folder = folder
        self.kinds = kinds
        self.problems = Problems()
        self.entries: dict[str, Entries[Any]] = {}

    def pack(self, *, verify_recordings: bool) -> Pack:
        city = self._city()
        self._tables()
        words = self._words_tables()
        news = self._news()
        single = self._whole_files("recordings", Recording)
        layers = self._whole_files(FACILITIES, FacilityLayer)
        geography = self._geography(city)
        # Without a city nothing else can be made sense of.
        if city is None:
            self.problems.raise_if_any()
            raise AssertionError("a city that cannot be read has a problem")
        feeds = Feeds(self.folder, self.problems, city)
        datasets = Datasets(self.folder, self.problems)
        pack = Pack(
            folder=self.folder,
            city=city,
            **geography,
            **self._observed(geography["districts"]),
            **self._lists(),
            facility_layers=tuple(layer for _, layer in layers),
            stage_override=self.override,
            **words,
            news=news[1] if news else None,
            recordings=tuple(recording for _, recording in single),
            feeds=feeds.read(),
            datasets=tuple(entry for _, entry in datasets.read),
            field=read_field(self._file("field.toml", required=False)),
            kiosk=read_kiosk(self._kiosk()),
            release=read_release(self.release_file, self.entries["withheld"]),
        )
        self._check(pack, single, [*layers, *datasets.read], news)
        feeds.check(pack, self.kinds)
        datasets.check(pack)
        if verify_recordings:
            datasets.check_rows()
            check_recordings(pack, self.problems)
            check_facilities(pack, self.problems)
        self.problems.raise_if_any()
        return pack

    def _geography(self, city: City | None) -> dict[str, Any]:
        languages, centre = (city.languages, city.centre) if city else ((), None)
        geography = Geography(self.folder, self.problems, languages, centre)
        districts = geography.districts()
        return {
            "districts": districts,
            "neighbourhoods": geography.neighbourhoods({district.id for district in districts}),
            "lines": geography.lines(),
        }

    def _observed(self, districts: tuple[District, ...]) -> dict[str, Any]:
        families, things = self._structs("datastream_families"), self._structs("things")
        single = self._structs("datastreams")
        return {
            "things": things,
            "families": families,
            "datastreams": expand(districts, families, single, things),
        }

    def _lists(self) -> dict[str, Any]:
        return {field: self._structs(table) for field, table in _LISTS.items()}

    def _check(
        self,
        pack: Pack,
        recordings: list[tuple[TomlFile, Any]],
        layers: list[tuple[TomlFile, Any]],
        news: tuple[TomlFile, Any] | None,
    ) -> None:
        told = [*recordings, *layers, *([news] if news else [])]
        check_words(pack, self.entries, told, self.problems)
        check_kiosk(pack, self.kiosk_file)
        check_guesses(pack, self.entries["questions"])
        check_release(pack, self.entries["withheld"])
        References(pack, self.entries, recordings, news, self.problems).check()

    def _file(self, name: str, *, required: bool = True) -> TomlFile:
        return TomlFile(self.folder, name, self.problems).read(required=required)

    def _kiosk(self) -> TomlFile:
        self.kiosk_file = self._file("kiosk.toml", required=False)
        return self.kiosk_file

    def _city(self) -> City | None:
        self.city_file = self._file("city.toml")
        city = self.city_file.whole(City)
        if city is not None:
            self._check_city(city)
        return city

    def _check_city(self, city: City) -> None:
        if city.time_zone not in zoneinfo.available_timezones():
            self.city_file.add(None, 0, "time_zone", f'"{city.time_zone}" is no time zone')
        if city.demo is None:
            return
        if city.demo.start.tzinfo is not None:
            self.city_file.add(None, 0, "start", "must be local time without a zone")
        first, last = city.demo.window
        if not first <= city.demo.start.date() <= last:
            self.city_file.add(None, 0, "start", f"is outside the window {first} to {last}")

    def _tables(self) -> None:
        plan: dict[str, dict[str, type[Any]]] = {
            "organisation.toml": {"departments": Department, "agencies": Agency, "roles": Role},
            "levels.toml": {"levels": Scale, "indexes": Index},
            "observed.toml": {
                "sources": SourceEntry,
                "properties": Property,
                "things": Thing,
                "datastreams": SingleDatastream,
                "datastream_families": Family,
            },
            "indicators.toml": {"indicators": Indicator},
            "stage.toml": {"stages": Stage, "criteria": Criterion},
            "people.toml": {"people": Person},
        }
        for name, tables in plan.items():
            file = self._file(name)
            file.only(*tables, *(["override"] if name == "stage.toml" else []))
            for table, kind in tables.items():
                self.entries[table] = file.tables(table, kind)
            if name == "stage.toml":
                self.override = file.part("override", Override) or Override()
        self._optional_table("alerts.toml", "rules", AlertRule)
        self._optional_table("procedures.toml", "procedures", Procedure)
        self._optional_table("drills.toml", "drills", DrillScenario)
        self._optional_table("projects.toml", "projects", Project)
        self._optional_table("pledges.toml", "pledges", Pledge)
        self._optional_table("guess.toml", "questions", GuessQuestion)
        self._optional_table("release.toml", "withheld", ReleaseEntry, "told")
        self.release_file = self.entries["withheld"].file
        synthetic = self._file("synthetic.toml", required=False)
        synthetic.only("generators")
        generators: Entries[Generator] = synthetic.kinds_of_tables("generators", KINDS)
        self.entries["generators"] = generators

    def _optional_table(self, name: str, table: str, kind: type[Any], *beside: str) -> None:
        file = self._file(name, required=False)
        file.only(table, *beside)
        self.entries[table] = file.tables(table, kind)

    def _words_tables(self) -> dict[str, Any]:
        file = self._file("incidents.toml")
        file.only("kinds", "units", "nearest", "states", "severities")
        self.entries["kinds"] = file.tables("kinds", IncidentKind)
        self.entries["units"] = file.tables("units", Unit)
        self.entries["nearest"] = file.tables("nearest", FacilityRole)
        words = {}
        for name in ("states", "severities"):
            table = file.document.get(name)
            if not isinstance(table, dict):
                file.add(None, 0, name, f"the table [{name}] is missing")
            words[name] = table if isinstance(table, dict) else {}
        return words

    def _news(self) -> tuple[TomlFile, NewsSource] | None:
        file = self._file("news.toml", required=False)
        news = file.whole(NewsSource)
        return (file, news) if news is not None else None

    def _whole_files(self, folder: str, kind: type[Any]) -> list[tuple[TomlFile, Any]]:
        read = []
        seen: set[str] = set()
        for path in sorted((self.folder / folder).glob("*.toml")):
            file = self._file(f"{folder}/{path.name}")
            entry = file.whole(kind)
            if entry is None:
                continue
            if entry.id in seen:
                file.add(None, 0, "id", f'"{entry.id}" stands twice')
            if not (path.parent / entry.file).is_file():
                self.problems.add(f"{folder}/{entry.file}", None, "", "the file is missing")
            seen.add(entry.id)
            read.append((file, entry))
        return read

    def _structs(self, table: str) -> Any:
        return self.entries[table].structs()
