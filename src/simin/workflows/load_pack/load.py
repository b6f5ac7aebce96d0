"""The order in which the domains take their parts."""

from datetime import datetime

from django.db import transaction

from simin.domains.alerts import services as alerts
from simin.domains.field import services as field
from simin.domains.guesses import services as guesses
from simin.domains.identity import services as identity
from simin.domains.incidents import services as incidents
from simin.domains.indicators import services as indicators
from simin.domains.kiosks import services as kiosks
from simin.domains.observations import services as observations
from simin.domains.places import services as places
from simin.domains.procedures import services as procedures
from simin.domains.projects import services as projects
from simin.domains.releases import services as releases
from simin.ingest.pack import Pack, read_facilities
from simin.workflows.load_pack import (
    conduct,
    gazetteer,
    numbers,
    organisation,
    passers_by,
    promises,
    safety,
    tables,
)


@transaction.atomic
def load_pack(pack: Pack, *, at: datetime) -> None:
    """Define everything that ``pack`` says, at city time ``at``."""
    _define_places(pack, at)
    identity.define_organisation(organisation.departments(pack))
    releases.define_policy(pack.release, at=at)
    observations.define_sources(numbers.sources(pack))
    observations.define_properties(numbers.properties(pack))
    observations.define_datastreams(numbers.datastreams(pack))
    indicators.define_scales(numbers.scales(pack), numbers.indexes(pack))
    indicators.define_indicators(numbers.indicators(pack))
    guesses.define(numbers.guesses(pack))
    alerts.define_rules((entry.rule() for entry in pack.alert_rules), at=at)
    tables.define_datasets(pack, at=at)
    incidents.define_kinds(safety.kinds(pack), state_names=pack.states)
    incidents.define_counts(safety.counts(pack))
    incidents.define_units(safety.units(pack))
    incidents.define_roles(safety.roles(pack))
    incidents.define_stage(
        safety.stages(pack),
        safety.criteria(pack),
        override_hours=pack.stage_override.most_hours,
    )
    procedures.define_procedures(conduct.procedures(pack), at=at)
    procedures.define_scenarios(conduct.drills(pack))
    for rows in promises.tables(pack):
        projects.take(rows, by=None, at=at, ahead=True)
    field.define_rules(pack.field)
    kiosks.define_layout(passers_by.layout(pack))


def _define_places(pack: Pack, at: datetime) -> None:
    places.define_city(gazetteer.city(pack), at=at)
    places.define_districts(gazetteer.districts(pack), at=at)
    places.define_neighbourhoods(gazetteer.neighbourhoods(pack), at=at)
    places.define_lines(gazetteer.lines(pack), at=at)
    for layer in pack.facility_layers:
        facilities = gazetteer.facilities(layer, read_facilities(pack, layer))
        places.define_facilities(layer.id, facilities, at=at)
