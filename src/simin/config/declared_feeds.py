"""Tells the desk which feeds this engine runs, which it plays, and which lack a secret."""

from collections.abc import Iterator

from simin.config.feed_secrets import FeedSecrets
from simin.config.installation import Installation
from simin.config.source_kinds import known_kinds
from simin.ingest import city_time
from simin.ingest.feeds import way_of
from simin.ingest.oversight.declared import Stream, declare
from simin.ingest.pack import Pack


def declare_feeds(installation: Installation) -> None:
    """Called whenever an engine starts: a changed pack and a new secret count from then on."""
    environment, pack = installation.environment, installation.pack
    secrets = FeedSecrets(environment.secrets_folder, environment.feed_secrets)
    declare(
        pack.feeds,
        list(_streams(pack)),
        missing={feed.id: secrets.missing(feed.secrets) for feed in pack.feeds},
        replayed=city_time.position() is not None,
        ways={feed.id: way_of(feed, known_kinds().get(feed.kind)) for feed in pack.feeds},
    )


def _streams(pack: Pack) -> Iterator[Stream]:
    sources = {source.id: source for source in pack.sources}
    for recording in pack.recordings:
        yield Stream(
            name=recording.id,
            source=recording.source,
            kind="recording",
            owner=sources[recording.source].department,
            licence=recording.licence,
        )
    for generator in pack.generators:
        source = sources[generator.source]
        yield Stream(
            name=generator.id,
            source=source.id,
            kind="synthetic",
            owner=source.department,
            licence=source.licence,
        )
