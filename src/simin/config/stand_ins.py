"""Puts together which recordings stand in for feeds without their secrets, in this installation."""

from datetime import timedelta
from functools import cache
from zoneinfo import ZoneInfo

from simin.config.city_streams import incident_player
from simin.config.feed_secrets import FeedSecrets
from simin.config.installation import Installation
from simin.domains.picture.card import Origin
from simin.ingest.pack import Pack
from simin.ingest.replay import Replay
from simin.ingest.runner.ports import SecretStore
from simin.ingest.stand_ins import Recorded, StandIns
from simin.sources.recording import stand_in_streams
from simin.sources.recording.looping import Looping


def stand_ins(installation: Installation) -> StandIns:
    environment = installation.environment
    secrets = FeedSecrets(environment.secrets_folder, environment.feed_secrets)
    return stand_ins_of(installation.pack, secrets)


def stand_ins_of(pack: Pack, secrets: SecretStore) -> StandIns:
    @cache
    def player(times: int) -> Replay:
        return Replay(
            (),
            zone=ZoneInfo(pack.city.time_zone),
            incidents=incident_player(pack),
            origins={source.id: Origin.REPLAYED for source in pack.sources},
            starts=times,
        )

    return StandIns(pack.feeds, _recorded(pack), secrets.missing, player)


def _recorded(pack: Pack) -> dict[str, Recorded]:
    """A snapshot plays once in a loop, so a whole loop of its past is looked through."""
    played = pack.city.demo or pack.city.stand_in
    if played is None:
        return {}
    some, all_of_it = timedelta(days=played.history_days), Looping.of(pack.city).length
    snapshots = {recording.id for recording in pack.recordings if recording.kind == "snapshot"}
    return {
        name: Recorded(stream=stream, past=all_of_it if name in snapshots else some)
        for name, stream in stand_in_streams(pack).items()
    }
