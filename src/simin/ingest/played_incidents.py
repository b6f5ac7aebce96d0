"""Plays the steps of recorded and generated incidents, with the units that would answer them.

Recordings do not name units, so the pack's (invented) units of the district are sent; they follow
the incident's states. Nothing here is done for an incident that a person reported.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from simin.domains.incidents import queries as incident_queries
from simin.domains.incidents import services as incidents
from simin.domains.picture.card import Origin
from simin.ingest.pack.incidents import IncidentKind, Unit
from simin.ingest.records import IncidentReport, TimedIncidentStep

#: States of an incident that its units share.
_SHARED = {"en_route", "arrived", "operating"}
#: Units sent to an incident of each severity.
_SENT = {"extreme": 4, "severe": 3, "moderate": 2}


@dataclass(frozen=True)
class IncidentPlayer:
    """Knows the kinds and units of one city."""

    kinds: dict[str, IncidentKind]
    units: Sequence[Unit]

    def play(self, step: TimedIncidentStep) -> None:
        """Take the step; the same step again changes nothing.

        A step of an incident whose report was never played (it began before the city's time did) is
        left out.
        """
        if step.report is not None:
            self._report(step, step.report)
            return
        incident = incident_queries.known(source=step.source, external_id=step.key)
        if incident is None:
            return
        told = incidents.Told(
            at=step.at,
            actor=incident_queries.incident(incident).agency or {},
            origin=Origin(step.origin),
            received_at=step.at,
        )
        if incidents.advance(incident, state=step.state, told=told):
            self._move_units(incident, step)

    def _report(self, step: TimedIncidentStep, report: IncidentReport) -> None:
        kind = self.kinds[report.kind]
        incidents.report(
            incidents.IncidentReport(
                source=step.source,
                external_id=step.key,
                kind=report.kind,
                reported_at=report.reported_at,
                origin=Origin(step.origin),
                title=report.title,
                severity=report.severity,
                urgency=kind.urgency.lower(),
                certainty=kind.certainty.lower(),
                district=report.district,
                neighbourhood=report.place,
                longitude=report.longitude,
                latitude=report.latitude,
                recorded_at=report.recorded_at,
            ),
            received_at=step.at,
        )

    def _move_units(self, incident: str, step: TimedIncidentStep) -> None:
        if step.state == "ordered":
            for unit in self._chosen(incident):
                incidents.assign_unit(incident, unit=unit.id, at=step.at, received_at=step.at)
        elif step.state in _SHARED:
            for sent in incident_queries.units(incident):
                incidents.set_unit_state(
                    incident,
                    unit=sent.unit_id,
                    state=step.state,
                    at=step.at,
                    received_at=step.at,
                )

    def _chosen(self, incident: str) -> list[Unit]:
        told = incident_queries.incident(incident)
        near = [
            unit
            for unit in self.units
            if told.kind_id in unit.serves and unit.district in (None, told.district)
        ]
        return near[: _SENT.get(told.severity, 1)]
