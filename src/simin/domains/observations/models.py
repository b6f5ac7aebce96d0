"""The tables of observations.

The journal is append-only and in arrival order; a correction is a later row. Beside it stand the
tables that reads use (latest value, hours, days), kept in the same transaction.
"""

from django.db import models


class Source(models.Model):
    """An external system, as the pack defines it, and how it does."""

    id = models.CharField(max_length=100, primary_key=True)
    name = models.JSONField()
    #: ``measured``, ``replayed`` or ``synthetic``.
    origin = models.CharField(max_length=16)
    department = models.CharField(max_length=100, null=True)
    #: Seconds of city time until a value counts as late.
    budget = models.PositiveIntegerField()
    licence = models.CharField(max_length=100)
    attribution = models.JSONField()
    homepage = models.CharField(max_length=500)
    #: Name of a known defect to words.
    quality = models.JSONField()
    #: City time at which it last delivered anything.
    last_success_at = models.DateTimeField(null=True)
    #: City time since which it is known to fail; null: it works.
    down_since = models.DateTimeField(null=True)
    failure = models.TextField(default="", db_default="")


class ObservedProperty(models.Model):
    id = models.CharField(max_length=100, primary_key=True)
    name = models.JSONField()
    unit = models.CharField(max_length=50)
    definition = models.CharField(max_length=500)


class Thing(models.Model):
    """What is observed, with its Location."""

    id = models.CharField(max_length=200, primary_key=True)
    name = models.JSONField()
    district = models.CharField(max_length=100, null=True)
    #: WGS 84 degrees.
    longitude = models.FloatField(null=True)
    latitude = models.FloatField(null=True)


class Sensor(models.Model):
    id = models.CharField(max_length=200, primary_key=True)
    name = models.JSONField()
    metadata = models.CharField(max_length=500)


class Datastream(models.Model):
    """Observations of one property of one thing; the journal knows it by its integer."""

    slug = models.CharField(max_length=200, unique=True)
    family = models.CharField(max_length=150, db_index=True)
    district = models.CharField(max_length=100, null=True)
    thing = models.ForeignKey(Thing, on_delete=models.PROTECT)
    sensor = models.ForeignKey(Sensor, on_delete=models.PROTECT)
    property = models.ForeignKey(ObservedProperty, on_delete=models.PROTECT)
    source = models.ForeignKey(Source, on_delete=models.PROTECT)
    unit = models.CharField(max_length=50)
    #: Seconds that one observation stands for.
    period = models.PositiveIntegerField()


class Observed(models.Model):
    """The columns that the journal and the latest value share."""

    phenomenon_time = models.DateTimeField()
    #: When the result came to be; among versions of one observation the newest result counts.
    result_time = models.DateTimeField()
    #: City time of arrival.
    received_at = models.DateTimeField()
    result = models.FloatField(null=True)
    #: Flags of the source, one a line; any flag makes the result invalid.
    quality = models.TextField(default="")
    #: Original time of a replayed observation.
    recorded_at = models.DateTimeField(null=True)
    run = models.CharField(max_length=100, null=True)

    class Meta:
        abstract = True


class Observation(Observed):
    """One row of the journal; never updated, never deleted by a service."""

    position = models.BigAutoField(primary_key=True)
    #: No constraint in the database: the service has just read the key.
    datastream = models.ForeignKey(
        Datastream, on_delete=models.DO_NOTHING, db_index=False, db_constraint=False
    )

    class Meta:
        #: The one index: finds the versions of an observation, rebuilds one hour, pages raw rows.
        indexes = [models.Index(fields=["datastream", "phenomenon_time"], name="journal_observed")]


class LatestObservation(Observed):
    """The newest observation of a datastream, and how many were ever kept."""

    datastream = models.OneToOneField(
        Datastream, on_delete=models.CASCADE, primary_key=True, related_name="latest"
    )
    kept = models.BigIntegerField(default=0)


class Rollup(models.Model):
    """Valid observations of one datastream in one span of time, summed up."""

    #: Start of the span, in the city's time zone a whole hour or midnight.
    start = models.DateTimeField()
    count = models.PositiveIntegerField()
    total = models.FloatField()
    minimum = models.FloatField(null=True)
    maximum = models.FloatField(null=True)
    #: Result with the newest phenomenon time.
    last = models.FloatField(null=True)
    last_at = models.DateTimeField(null=True)
    #: Observations in the span that had no result or a flag against it.
    invalid = models.PositiveIntegerField()

    class Meta:
        abstract = True


class HourlyRollup(Rollup):
    pk = models.CompositePrimaryKey("datastream_id", "start")
    datastream = models.ForeignKey(Datastream, on_delete=models.CASCADE, db_index=False)


class DailyRollup(Rollup):
    pk = models.CompositePrimaryKey("datastream_id", "start")
    datastream = models.ForeignKey(Datastream, on_delete=models.CASCADE, db_index=False)
