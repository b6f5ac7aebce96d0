"""Regular work of the worker process: forget what retention ends, keep the database in shape.

Imports stand inside, since the process that only names these does not load it all for it.
"""

from collections.abc import Sequence
from datetime import UTC, tzinfo
from functools import partial
from typing import TYPE_CHECKING

from django.db import connection, transaction

from simin.config.expired import clear_sessions, forget_guesses
from simin.config.rounds import Chore

if TYPE_CHECKING:
    from simin.kit.delivery import Channel
    from simin.workflows.datasets_are_examined import Seen

#: Outbox events kept after every reader has passed them.
EVENTS_KEPT = 50_000


def forget_frames() -> int:
    from simin.domains.picture.services import forget

    return forget()


def forget_sealed() -> int:
    """What was withheld longer ago than the policy lets it be opened."""
    from datetime import timedelta

    from simin.domains.picture import services
    from simin.domains.releases import queries

    rules = queries.rules()
    return services.forget_sealed(before=rules.now - timedelta(days=rules.policy.openable_days))


def prune_outbox() -> int:
    from simin.kit.outbox import queries, services

    return services.prune(keep_from=queries.head() - EVENTS_KEPT)


def deliver_directives(channels: "Sequence[Channel]") -> int:
    """Bring word of directives through the channels that this installation has."""
    from datetime import datetime

    from simin.domains.directives.services import deliver_due

    return deliver_due(channels, datetime.now(UTC))


def estimate_effects(zone: tzinfo) -> int:
    """What can be said by now of what the city did."""
    from simin.kit.clock import city_clock
    from simin.workflows.effects_are_estimated import estimate_due

    return estimate_due(city_clock().now(), zone)


def deliver_steps(channels: "Sequence[Channel]") -> int:
    """Bring word of steps through the same channels."""
    from datetime import datetime

    from simin.domains.procedures.services import deliver_due

    return deliver_due(channels, datetime.now(UTC))


def forget_payloads() -> int:
    """What feeds brought in is kept for thirty days to be looked at."""
    from datetime import datetime

    from simin.ingest.runner.quarantine import forget

    return forget(datetime.now(UTC))


def seal_observations() -> int:
    """Old rows of the journal move into segments, so that the table of hot rows stays small."""
    from simin.domains.observations.services import seal

    return seal()


def make_partitions_ahead() -> int:
    """On PostgreSQL the months that are about to begin have their place in time."""
    from simin.domains.observations.services import make_ahead
    from simin.kit.clock import city_clock

    return make_ahead(city_clock().now())


def look_for_paused_feeds() -> int:
    from datetime import datetime

    from simin.ingest.runner.standstill import look_for_paused

    return look_for_paused(datetime.now(UTC))


def compare_layers() -> int:
    """Rows in and out of each layer, where each of them stands."""
    from simin.kit.clock import city_clock
    from simin.workflows.layers_are_compared import compare

    return compare(city_clock().now())


def sweep_exports() -> int:
    """Files of data sets that nobody has asked for lately."""
    from simin.web.plaza.kept_files import sweep

    return sweep()


def examine_datasets(seen: "Seen") -> int:
    """Tables that changed: districts that lie elsewhere, totals among their parts."""
    from simin.kit.clock import city_clock
    from simin.workflows.datasets_are_examined import examine

    return examine(city_clock().now(), seen)


def compact_segments() -> int:
    from datetime import datetime

    from simin.domains.observations.services import compact

    return compact(now=datetime.now(UTC))


def discard_segments() -> int:
    from datetime import datetime

    from simin.domains.observations.services import discard

    return discard(now=datetime.now(UTC))


def tidy_datasets() -> int:
    """Newest versions become one file each; old versions and files that nobody knows go."""
    from simin.domains.catalogue.services import tidy
    from simin.kit.clock import city_clock

    return tidy(now=city_clock().now())


def forget_observations(zone: tzinfo) -> int:
    """Raw observations of datastreams that do not keep them for ever."""
    from datetime import datetime

    from simin.domains.observations.services import forget, forget_run_arrivals
    from simin.kit.clock import city_clock

    now = city_clock().now()
    return forget(now=now, real=datetime.now(UTC), zone=zone) + forget_run_arrivals(now)


def notice_silent_kiosks() -> int:
    """Kiosks that report no longer."""
    from datetime import datetime

    from simin.domains.kiosks.services import notice_silence

    return notice_silence(datetime.now(UTC))


def look_after_calls() -> int:
    """Calls that nobody answers or whose sides are gone have an end."""
    from datetime import datetime

    from simin.domains.field.services import end_silent_calls

    return end_silent_calls(datetime.now(UTC))


def look_after_the_field() -> int:
    """Uploads that arrived whole become reports; what tells of persons ends."""
    from datetime import datetime

    from simin.domains.field.services import finish_left, forget

    now = datetime.now(UTC)
    return finish_left(now) + forget(now)


def sweep_the_field() -> int:
    """Files of the field that no report has."""
    from datetime import datetime

    from simin.domains.field.services import sweep

    return sweep(datetime.now(UTC))


def tidy_database() -> None:
    """Let SQLite refresh its statistics and fold its log; PostgreSQL does so by itself."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            with transaction.atomic():  # waits for its turn; alone it would be refused at once
                cursor.execute("PRAGMA optimize")
            cursor.execute("PRAGMA wal_checkpoint(PASSIVE)")


def chores(zone: tzinfo, channels: "Sequence[Channel]") -> list[Chore]:
    """What the city waits for first; what citizens are told is done beside it."""
    return [
        Chore("deliver directives", 5, partial(deliver_directives, channels)),
        Chore("look after calls", 5, look_after_calls),
        Chore("notice silent kiosks", 60, notice_silent_kiosks),
        Chore("look after the field", 60, look_after_the_field),
        Chore("sweep the field's files", 3600, sweep_the_field),
        Chore("estimate effects", 20, partial(estimate_effects, zone)),
        Chore("deliver steps", 5, partial(deliver_steps, channels)),
        Chore("forget frames", 60, forget_frames),
        Chore("forget what can be opened no more", 3600, forget_sealed),
        Chore("prune outbox", 60, prune_outbox),
        Chore("forget payloads", 3600, forget_payloads),
        Chore("look for paused feeds", 60, look_for_paused_feeds),
        Chore("compare layers", 60, compare_layers),
        Chore("examine data sets", 60, partial(examine_datasets, {})),
        Chore("seal observations", 60, seal_observations),
        Chore("make partitions ahead", 3600, make_partitions_ahead),
        Chore("compact segments", 600, compact_segments),
        Chore("discard segments", 600, discard_segments),
        Chore("tidy data sets", 600, tidy_datasets),
        Chore("sweep exports", 600, sweep_exports),
        Chore("forget observations", 3600, partial(forget_observations, zone)),
        Chore("forget guesses", 3600, forget_guesses),
        Chore("clear sessions", 3600, clear_sessions),
        Chore("tidy database", 300, tidy_database),
    ]
