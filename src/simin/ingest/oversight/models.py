"""The desk's side of feeds. Recordings and generators are feeds here too, under their own names."""

from django.db import models


class DeclaredFeed(models.Model):
    """A feed as the engine that started last knows it from the pack."""

    feed = models.CharField(max_length=100, primary_key=True)
    source = models.CharField(max_length=100)
    #: A kind of source; ``recording`` and ``synthetic`` are played, and ask nobody.
    kind = models.CharField(max_length=50)
    #: Department that answers for it.
    owner = models.CharField(max_length=100)
    #: The feed's TOML without secrets; of what is played only a few words.
    declared = models.JSONField()
    enabled = models.BooleanField(default=True)
    #: Played in a replayed city, or a feed in a city that lives in real time.
    runs = models.BooleanField(default=True)
    #: ``asked``, ``posted`` or ``subscribed``, of ``simin.ingest.feeds.way_of``.
    way = models.CharField(max_length=12, default="asked", db_default="asked")
    #: Names of secrets that the engine was not given.
    missing = models.JSONField(default=list)
    #: Place in the pack.
    rank = models.PositiveIntegerField(default=0)
    #: Real time; null: nobody paused it.
    paused_at = models.DateTimeField(null=True)
    paused_by = models.CharField(max_length=150, default="", db_default="")
    paused_why = models.TextField(default="", db_default="")
    #: The mapping in effect where it is not the pack's own, and its revision.
    mapping = models.JSONField(null=True)
    revision = models.PositiveIntegerField(null=True)


class FeedTally(models.Model):
    """What is kept on write about a feed, so that the board counts nothing."""

    feed = models.CharField(max_length=100, primary_key=True)
    last_run = models.CharField(max_length=100, default="")
    #: City time.
    last_at = models.DateTimeField(null=True)
    last_outcome = models.CharField(max_length=20, default="")
    last_fetched = models.BigIntegerField(default=0)
    last_rejected = models.BigIntegerField(default=0)
    #: Records ever stored.
    stored = models.BigIntegerField(default=0)
    #: Records in quarantine that nobody resolved.
    quarantined = models.PositiveIntegerField(default=0)


class FeedHour(models.Model):
    """One hour of city time of one feed: how its worst run went, and what its runs brought."""

    pk = models.CompositePrimaryKey("feed", "hour")
    feed = models.CharField(max_length=100)
    hour = models.DateTimeField()
    #: Of ``simin.ingest.oversight.hours.Worst``: the larger the worse.
    worst = models.PositiveSmallIntegerField(default=0)
    runs = models.PositiveIntegerField(default=0)
    fetched = models.BigIntegerField(default=0)
    stored = models.BigIntegerField(default=0)
    repeated = models.BigIntegerField(default=0)
    rejected = models.BigIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["hour", "feed"], name="hour_of_feeds")]


class QuarantineGroup(models.Model):
    """Quarantined records of a feed that have the same reason but for the values in it."""

    feed = models.CharField(max_length=100)
    #: A digest of ``reason``.
    key = models.CharField(max_length=16)
    reason = models.TextField()
    #: How many are not resolved.
    waiting = models.PositiveIntegerField(default=0)
    #: Real time.
    last_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["feed", "key"], name="one_group")]


class FeedOrder(models.Model):
    """Something that a person wants of a feed now; the engine does it. Times are real time."""

    feed = models.CharField(max_length=100)
    #: Of ``simin.ingest.oversight.orders.Act``.
    act = models.CharField(max_length=20)
    asked_by = models.CharField(max_length=150)
    asked_at = models.DateTimeField()
    #: ``waiting``, ``running``, ``done`` or ``failed``.
    state = models.CharField(max_length=12, default="waiting")
    ended_at = models.DateTimeField(null=True)
    #: How it went: outcome, counts, a few records.
    result = models.JSONField(default=dict)

    class Meta:
        indexes = [
            models.Index(fields=["state", "id"], name="orders_waiting"),
            models.Index(fields=["feed", "-id"], name="orders_of_feed"),
        ]


class Backfill(models.Model):
    """A past period that is fetched in parts, oldest first. Real time but for the period."""

    feed = models.CharField(max_length=100)
    asked_by = models.CharField(max_length=150)
    asked_at = models.DateTimeField()
    start = models.DateTimeField()
    end = models.DateTimeField()
    done_until = models.DateTimeField()
    runs = models.PositiveIntegerField(default=0)
    stored = models.BigIntegerField(default=0)
    repeated = models.BigIntegerField(default=0)
    rejected = models.BigIntegerField(default=0)
    #: ``waiting``, ``running``, ``done``, ``failed`` or ``cancelled``.
    state = models.CharField(max_length=12, default="waiting")
    problem = models.TextField(default="")
    #: Parts that failed in a row.
    failures = models.PositiveIntegerField(default=0)
    #: Not worked before.
    resume_at = models.DateTimeField(null=True)
    #: Who works it, and until when others leave it alone.
    worker = models.CharField(max_length=20, default="")
    worker_until = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["state", "id"], name="backfills_waiting"),
            models.Index(fields=["feed", "-id"], name="backfills_of_feed"),
        ]


class LayerCheck(models.Model):
    """What came in and went out at each layer when a feed's newest run was last looked at."""

    feed = models.CharField(max_length=100, primary_key=True)
    run = models.CharField(max_length=100)
    #: City time of the look.
    at = models.DateTimeField()
    #: Of ``simin.ingest.reconciliation.Layer``.
    layers = models.JSONField()
    agrees = models.BooleanField()
    #: ``simin.ingest.reconciliation.Rows`` of the run up to then: a run that goes on is looked at
    #: from there.
    counted = models.JSONField()


class IntakeStop(models.Model):
    """The one row that is there while nothing is taken in: the disk is nearly full."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    #: Real time.
    since = models.DateTimeField()
    #: Bytes that were free when it was last looked, and that must be.
    free = models.BigIntegerField()
    least = models.BigIntegerField()


class MappingRevision(models.Model):
    """A mapping that a person wrote for a feed; the newest is in effect, none is changed."""

    feed = models.CharField(max_length=100)
    number = models.PositiveIntegerField()
    #: TOML as typed; empty: back to the pack's own.
    text = models.TextField()
    mapping = models.JSONField(null=True)
    why = models.TextField()
    saved_by = models.CharField(max_length=150)
    #: Real time.
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["feed", "number"], name="one_revision")]
