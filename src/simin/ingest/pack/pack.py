"""The whole pack, read and checked."""

from pathlib import Path

import msgspec

from simin.domains.field.rules import FieldRules
from simin.domains.kiosks.layout import Layout
from simin.domains.picture.rule import Policy
from simin.ingest.feeds import Feed
from simin.ingest.pack.alerts import AlertRule
from simin.ingest.pack.city import City
from simin.ingest.pack.datasets import DatasetEntry
from simin.ingest.pack.guess import GuessQuestion
from simin.ingest.pack.incidents import FacilityRole, IncidentKind, NewsSource, Unit
from simin.ingest.pack.indicators import Indicator
from simin.ingest.pack.levels import Index, Scale
from simin.ingest.pack.observed import Datastream, Family, Property, SourceEntry, Thing
from simin.ingest.pack.organisation import Agency, Department, Person, Role
from simin.ingest.pack.places import District, FacilityLayer, Line, Neighbourhood
from simin.ingest.pack.procedures import DrillScenario, Procedure
from simin.ingest.pack.projects import Pledge, Project
from simin.ingest.pack.recordings import Recording
from simin.ingest.pack.stage import Criterion, Override, Stage
from simin.ingest.pack.synthetic import Generator
from simin.ingest.pack.words import Words


class Pack(msgspec.Struct, frozen=True, kw_only=True):
    """A city as data. Facilities and recordings stay on disk until they are asked for."""

    folder: Path
    city: City
    departments: tuple[Department, ...]
    agencies: tuple[Agency, ...]
    roles: tuple[Role, ...]
    districts: tuple[District, ...]
    neighbourhoods: tuple[Neighbourhood, ...]
    lines: tuple[Line, ...]
    facility_layers: tuple[FacilityLayer, ...]
    scales: tuple[Scale, ...]
    indexes: tuple[Index, ...]
    sources: tuple[SourceEntry, ...]
    properties: tuple[Property, ...]
    things: tuple[Thing, ...]
    families: tuple[Family, ...]
    #: Families written out, single ones included.
    datastreams: tuple[Datastream, ...]
    indicators: tuple[Indicator, ...]
    stages: tuple[Stage, ...]
    criteria: tuple[Criterion, ...]
    incident_kinds: tuple[IncidentKind, ...]
    units: tuple[Unit, ...]
    facility_roles: tuple[FacilityRole, ...]
    #: State to words.
    states: dict[str, Words]
    #: Severity to words.
    severities: dict[str, Words]
    news: NewsSource | None
    people: tuple[Person, ...]
    recordings: tuple[Recording, ...]
    generators: tuple[Generator, ...]
    feeds: tuple[Feed, ...] = ()
    datasets: tuple[DatasetEntry, ...] = ()
    alert_rules: tuple[AlertRule, ...] = ()
    procedures: tuple[Procedure, ...] = ()
    drills: tuple[DrillScenario, ...] = ()
    stage_override: Override = Override()
    projects: tuple[Project, ...] = ()
    pledges: tuple[Pledge, ...] = ()
    guesses: tuple[GuessQuestion, ...] = ()
    field: FieldRules = FieldRules()
    kiosk: Layout = Layout()
    release: Policy = Policy()
