"""Runs of sources, what they left behind, and where the replayed city's time stands."""

from django.db import models

from simin.ingest.oversight.models import (
    Backfill,
    DeclaredFeed,
    FeedHour,
    FeedOrder,
    FeedTally,
    IntakeStop,
    LayerCheck,
    MappingRevision,
    QuarantineGroup,
)
from simin.ingest.raw_payload import RawBody, RawPayload

__all__ = [
    "Backfill",
    "CityTime",
    "DailyCalls",
    "DeclaredFeed",
    "FeedHour",
    "FeedOrder",
    "FeedState",
    "FeedTally",
    "IntakeStop",
    "LayerCheck",
    "MappingRevision",
    "QuarantineGroup",
    "Quarantined",
    "RawBody",
    "RawPayload",
    "Run",
    "StandingRecord",
]


class Run(models.Model):
    """One execution of a source, with what came in and what was kept.

    ``fetched`` is ``stored`` + ``repeated`` + ``rejected`` unless the run ended early.
    """

    id = models.CharField(max_length=100, primary_key=True)
    source = models.CharField(max_length=100)
    #: Of recordings and generators their own id.
    feed = models.CharField(max_length=100, default="", db_default="")
    #: City time.
    started_at = models.DateTimeField()
    last_at = models.DateTimeField()
    #: Records that the source sent.
    fetched = models.BigIntegerField(default=0)
    #: Of those, the ones that could be read.
    parsed = models.BigIntegerField(default=0, db_default=0)
    stored = models.BigIntegerField(default=0)
    #: Known already, word for word.
    repeated = models.BigIntegerField(default=0, db_default=0)
    rejected = models.BigIntegerField(default=0)
    #: Of the rejected, those that were read and not taken.
    refused = models.BigIntegerField(default=0, db_default=0)
    #: Handed to the store of observations, which refused none of them.
    observed = models.BigIntegerField(default=0, db_default=0)
    #: Of ``simin.ingest.runner.outcome``; empty for recordings and generators.
    outcome = models.CharField(max_length=20, default="", db_default="")
    #: Why it did not end well.
    problem = models.TextField(default="", db_default="")
    #: What the kind found out: ``{"encoding": "cp949"}``.
    noticed = models.JSONField(default=dict, db_default=models.Value({}, models.JSONField()))

    class Meta:
        indexes = [
            models.Index(fields=["source", "started_at"]),
            models.Index(fields=["feed", "started_at"], name="run_of_feed"),
        ]


class FeedState(models.Model):
    """Where a feed stands. All times are real time."""

    feed = models.CharField(max_length=100, primary_key=True)
    source = models.CharField(max_length=100, db_index=True)
    #: Of the definition that it ran with; another one begins anew.
    definition = models.CharField(max_length=64)
    cursor = models.TextField(null=True)
    #: Name of a request to the validators of its last answer: ``{"all": {"etag": "…"}}``.
    validators = models.JSONField(default=dict)
    #: Fields that the source sent last, in its order.
    columns = models.JSONField(default=list)
    next_run = models.DateTimeField(null=True)
    backing_off_until = models.DateTimeField(null=True)
    #: Failed runs since the last good one.
    failures = models.PositiveIntegerField(default=0)
    #: The source refused: nothing is asked until someone runs the feed or changes it.
    stopped = models.BooleanField(default=False)
    #: Why it fails; empty: it works.
    problem = models.TextField(default="")
    failing_since = models.DateTimeField(null=True)
    last_success_at = models.DateTimeField(null=True)
    #: Runs so far: part of the run ids.
    runs = models.PositiveIntegerField(default=0)
    #: Newest time in its answers, and how many good runs have brought nothing newer since.
    newest = models.DateTimeField(null=True)
    runs_without_news = models.PositiveIntegerField(default=0, db_default=0)


class DailyCalls(models.Model):
    """How often a key was used on one of the city's days; feeds that share a key share the row."""

    pk = models.CompositePrimaryKey("account", "day")
    account = models.CharField(max_length=120)
    day = models.DateField()
    calls = models.PositiveIntegerField(default=0)


class Quarantined(models.Model):
    """What a source sent wrong, as it came; the same again only counts."""

    feed = models.CharField(max_length=100)
    #: Of feed, reason and raw record.
    digest = models.CharField(max_length=64)
    #: The last one that brought it.
    run = models.CharField(max_length=100)
    where = models.CharField(max_length=200)
    reason = models.TextField()
    raw = models.BinaryField()
    #: Real time.
    first_at = models.DateTimeField()
    last_at = models.DateTimeField(db_index=True)
    times = models.PositiveIntegerField(default=1)
    #: Of ``QuarantineGroup.key``.
    group = models.CharField(max_length=16, default="", db_default="")
    #: Real time at which it could be read after all; null: it waits.
    resolved_at = models.DateTimeField(null=True)
    #: The run that read it.
    resolved_by = models.CharField(max_length=100, default="", db_default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["feed", "digest"], name="quarantined_once"),
        ]
        indexes = [
            models.Index(fields=["feed", "-id"], name="quarantined_of_feed"),
            models.Index(fields=["feed", "group", "-id"], name="quarantined_of_group"),
            models.Index(fields=["run"], name="quarantined_of_run"),
        ]


class StandingRecord(models.Model):
    """A row, place, alert or request as its source last told it, by its natural key."""

    feed = models.CharField(max_length=100)
    key = models.CharField(max_length=500)
    kind = models.CharField(max_length=20)
    values = models.JSONField()
    at = models.DateTimeField(null=True)
    #: Of kind, values and time, so that a repeated record is known without comparing.
    digest = models.CharField(max_length=64)
    first_run = models.CharField(max_length=100)
    #: The run that last changed it.
    last_run = models.CharField(max_length=100)
    #: City time at which its source no longer had it; null: it stands.
    gone_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["feed", "key"], name="standing_once")]


class Watched(models.Model):
    """How long the newest result of a datastream has stood, kept while writing."""

    datastream = models.CharField(max_length=200, primary_key=True)
    result = models.FloatField()
    #: Phenomenon times of the first and the last of the equal results.
    since = models.DateTimeField()
    until = models.DateTimeField()
    values = models.PositiveIntegerField()


class StandIn(models.Model):
    """A recording that plays while the feeds of its source have no secrets."""

    recording = models.CharField(max_length=100, primary_key=True)
    source = models.CharField(max_length=100, db_index=True)
    #: City time up to which it was played; null: it does not play now.
    played_until = models.DateTimeField(null=True)
    #: How often it stepped in: part of the run ids.
    times = models.PositiveIntegerField(default=0)


class CityTime(models.Model):
    """The one row that says what time it is in a replayed city, and how fast it runs.

    ``city_anchor`` was the city's time at ``real_anchor``. ``played_until`` moves in the
    transaction that stores what was played, so a killed engine neither repeats nor skips a record.
    While nothing runs the city's time stands still: ``running`` is false and ``played_until`` is
    the time.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    real_anchor = models.DateTimeField()
    city_anchor = models.DateTimeField()
    played_until = models.DateTimeField()
    speed = models.FloatField()
    #: How often the engine was started: part of the run ids.
    starts = models.PositiveIntegerField(default=0)
    running = models.BooleanField(default=False)


class SchemaVersion(models.Model):
    """What a feed's columns were like, from one run to another; told anew when that changes."""

    feed = models.CharField(max_length=100)
    number = models.PositiveIntegerField()
    #: Of the feed's definition that it came under.
    definition = models.CharField(max_length=64)
    #: Whether the mapping could take it.
    taken = models.BooleanField()
    #: ``simin.ingest.feeds.profile.ColumnProfile``, in the source's order.
    columns = models.JSONField()
    first_run = models.CharField(max_length=100)
    last_run = models.CharField(max_length=100)
    #: City time.
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["feed", "number"], name="schema_version_once"),
        ]
