"""The tables of observations.

What arrives is durable at once as a chunk of the journal. Folding turns chunks into rows: hot ones
in the table ``Observation``, old ones in sealed segments that the table ``Segment`` knows. A
correction is a later row. Beside them stand the tables that reads use (latest value, hours, days),
kept in the same transaction.
"""

from django.db import models

from simin.domains.observations.by_run import RunArrivals
from simin.domains.observations.locations import (
    Described,
    EntityNumber,
    FeatureOfInterest,
    HistoricalLocation,
    Location,
    RemovedDatastream,
)

__all__ = [
    "EntityNumber",
    "FeatureOfInterest",
    "HistoricalLocation",
    "Location",
    "RemovedDatastream",
    "RunArrivals",
]


class Source(models.Model):
    """An external system, as the pack defines it, and how it does."""

    id = models.CharField(max_length=100, primary_key=True)
    name = models.JSONField()
    #: ``measured``, ``replayed`` or ``synthetic``.
    origin = models.CharField(max_length=16)
    department = models.CharField(max_length=100, null=True)
    #: Seconds of city time until a value counts as late.
    budget = models.PositiveIntegerField()
    #: Feed to its own budget, where it has one.
    budgets = models.JSONField(default=dict, db_default=models.Value({}, models.JSONField()))
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


class ObservedProperty(Described):
    id = models.CharField(max_length=100, primary_key=True)
    name = models.JSONField()
    unit = models.CharField(max_length=50)
    definition = models.CharField(max_length=500)
    #: Of ``simin.domains.observations.definition.Limits``.
    limits = models.JSONField(default=dict, db_default=models.Value({}, models.JSONField()))


class Thing(Described):
    """What is observed, with its Location."""

    id = models.CharField(max_length=200, primary_key=True)
    name = models.JSONField()
    district = models.CharField(max_length=100, null=True)
    #: WGS 84 degrees.
    longitude = models.FloatField(null=True)
    latitude = models.FloatField(null=True)


class Sensor(Described):
    id = models.CharField(max_length=200, primary_key=True)
    name = models.JSONField()
    #: Address of its description, or the description itself.
    metadata = models.CharField(max_length=500)
    #: A description that is no text; counts before ``metadata``.
    metadata_document = models.JSONField(null=True)
    encoding_type = models.CharField(max_length=200, default="text/html", db_default="text/html")


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
    #: Days that observations are kept; null: for ever. Hours and days stay.
    keep_days = models.PositiveIntegerField(null=True)
    #: What those of its observations are of that name no FeatureOfInterest.
    feature = models.ForeignKey(FeatureOfInterest, on_delete=models.SET_NULL, null=True)
    name = models.JSONField(default=dict)
    description = models.TextField(default="", db_default="")
    observation_type = models.CharField(max_length=200, default="", db_default="")
    unit_name = models.CharField(max_length=200, default="", db_default="")
    unit_definition = models.CharField(max_length=500, default="", db_default="")
    #: GeoJSON.
    observed_area = models.JSONField(null=True)
    properties = models.JSONField(null=True)
    #: Source of the key that made it; empty: the pack.
    made_by = models.CharField(max_length=100, default="", db_default="")


class Observed(models.Model):
    """The columns that rows and the latest value share."""

    #: Position of the first version: what an observation is known by.
    observation = models.BigIntegerField(default=0, db_default=0)
    phenomenon_time = models.DateTimeField()
    #: Where the phenomenon lasted.
    phenomenon_end = models.DateTimeField(null=True)
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
    #: FeatureOfInterest.
    feature = models.BigIntegerField(null=True)
    #: JSON of what has no column: a result that is no number, parameters.
    extra = models.TextField(null=True)
    #: This version says that the observation is no more.
    deleted = models.BooleanField(default=False, db_default=False)

    class Meta:
        abstract = True


class JournalMark(models.Model):
    """A number that the journal goes by: ``next`` position, ``folded``, ``generation``."""

    name = models.CharField(max_length=20, primary_key=True)
    number = models.BigIntegerField()


class Chunk(models.Model):
    """A batch that arrived and is not folded yet; append-only, gone when folded."""

    #: Position of its first row.
    first = models.BigIntegerField(primary_key=True)
    rows = models.PositiveIntegerField()
    #: City time of arrival.
    received_at = models.DateTimeField()
    run = models.CharField(max_length=100, null=True)
    #: Of ``chunk``.
    payload = models.BinaryField()


class Observation(Observed):
    """One version of an observation that is not sealed; changed in nothing but ``counts``."""

    position = models.BigIntegerField(primary_key=True)
    #: Whether it is the version that counts.
    counts = models.BooleanField(default=True, db_default=True)
    #: No constraint in the database: the service has just read the key.
    datastream = models.ForeignKey(
        Datastream, on_delete=models.DO_NOTHING, db_index=False, db_constraint=False
    )

    class Meta:
        #: The one index: finds the versions of an observation, rebuilds one hour, pages raw rows.
        indexes = [models.Index(fields=["datastream", "phenomenon_time"], name="journal_observed")]


class Segment(models.Model):
    """A sealed, immutable Parquet file of rows of one month, sorted by datastream and time."""

    #: Name of the file in the folder of segments.
    file = models.CharField(max_length=100, unique=True)
    rows = models.PositiveBigIntegerField()
    bytes = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    first_time = models.DateTimeField()
    last_time = models.DateTimeField()
    first_position = models.BigIntegerField()
    last_position = models.BigIntegerField()
    first_datastream = models.BigIntegerField()
    last_datastream = models.BigIntegerField()
    #: How often rows in it were superseded: what was counted before is void.
    edition = models.PositiveIntegerField(default=0)
    #: Real time at which others took its place; its file stays a while for those who read it.
    retired_at = models.DateTimeField(null=True, db_index=True)


class Superseded(models.Model):
    """A row that counts no more, since a later version came; until it is sealed as such.

    Whoever keeps a copy of rows reads here what changed since.
    """

    position = models.BigIntegerField(primary_key=True)
    phenomenon_time = models.DateTimeField()


class LatestObservation(Observed):
    """The newest observation of a datastream, and how many were ever kept."""

    datastream = models.OneToOneField(
        Datastream, on_delete=models.CASCADE, primary_key=True, related_name="latest"
    )
    #: Kept versions, and of them those behind a newer observation; then those that replaced
    #: another and those that came after a newer version; and what was known already.
    kept = models.BigIntegerField(default=0)
    late = models.BigIntegerField(default=0, db_default=0)
    corrected = models.BigIntegerField(default=0, db_default=0)
    outdated = models.BigIntegerField(default=0, db_default=0)
    repeated = models.BigIntegerField(default=0, db_default=0)
    #: Newest phenomenon time ever; null in rows of before this was noted: that of the latest.
    newest = models.DateTimeField(null=True)
    #: Newest phenomenon time that is in a sealed segment; null: everything is hot.
    sealed_until = models.DateTimeField(null=True)
    #: Everything before it was forgotten, as retention says.
    forgotten_until = models.DateTimeField(null=True)


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


class Finding(models.Model):
    """Something that speaks against what a source tells; standing until it is found no more."""

    #: No key: what is found about a feed may come before its source is defined.
    source = models.CharField(max_length=100)
    #: Empty: of the source as a whole.
    feed = models.CharField(max_length=100, default="", db_default="")
    detector = models.CharField(max_length=60)
    subject = models.CharField(max_length=300, default="", db_default="")
    family = models.CharField(max_length=150, default="", db_default="")
    #: Of ``simin.domains.observations.finding.Severity``.
    severity = models.CharField(max_length=10)
    evidence = models.JSONField(default=dict)
    run = models.CharField(max_length=100, null=True)
    #: City times; ``ended_at`` null: it stands.
    since = models.DateTimeField()
    last_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["source", "ended_at"], name="finding_of_source")]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "feed", "detector", "subject"],
                condition=models.Q(ended_at=None),
                name="finding_stands_once",
            ),
        ]


class FamilyHour(models.Model):
    """Valid observations of all datastreams of one family in one hour, summed up."""

    pk = models.CompositePrimaryKey("family", "start")
    family = models.CharField(max_length=150)
    start = models.DateTimeField()
    count = models.PositiveIntegerField()
    total = models.FloatField()
    minimum = models.FloatField(null=True)
    maximum = models.FloatField(null=True)
    invalid = models.PositiveIntegerField()
