"""Which streams play in this city: its recordings and its generators."""

from zoneinfo import ZoneInfo

from simin.domains.picture.card import Origin
from simin.ingest.pack import Pack
from simin.ingest.played_incidents import IncidentPlayer
from simin.ingest.records import RecordStream
from simin.ingest.replay import Replay
from simin.sources.recording import recorded_streams
from simin.sources.synthetic import synthetic_streams


def streams(pack: Pack) -> list[RecordStream]:
    return [*recorded_streams(pack), *synthetic_streams(pack)]


def replay(pack: Pack, *, starts: int) -> Replay:
    """The replay of ``pack``; ``starts`` numbers its runs."""
    return Replay(
        streams(pack),
        zone=ZoneInfo(pack.city.time_zone),
        incidents=incident_player(pack),
        origins={source.id: Origin(source.origin) for source in pack.sources},
        starts=starts,
    )


def incident_player(pack: Pack) -> IncidentPlayer:
    return IncidentPlayer({kind.id: kind for kind in pack.incident_kinds}, pack.units)
