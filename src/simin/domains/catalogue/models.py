"""The catalogue's tables: data sets and their versions. Rows of data sets stand in files."""

from django.db import models


class Dataset(models.Model):
    """A data set as it is declared. Words are JSON by language."""

    id = models.CharField(max_length=100, primary_key=True)
    title = models.JSONField()
    description = models.JSONField(default=dict)
    licence = models.CharField(max_length=100)
    attribution = models.JSONField(default=dict)
    #: Department that answers for it.
    owner = models.CharField(max_length=100)
    #: A domain of the city at a glance (safety, air …); empty: none.
    theme = models.CharField(max_length=100, default="", db_default="")
    #: Of ``observations``; empty: none.
    source = models.CharField(max_length=100, default="", db_default="")
    #: Whose rows it holds; empty: the city pack's own.
    feed = models.CharField(max_length=100, default="", db_default="", db_index=True)
    #: Made from a feed's mapping, not declared by the pack.
    derived = models.BooleanField(default=False)
    #: ``simin.domains.catalogue.schema.Schema``.
    schema = models.JSONField()
    #: City time.
    defined_at = models.DateTimeField()


class Whole(models.Manager["Version"]):
    """The versions that readers see: none of them is ever added to."""

    def get_queryset(self) -> models.QuerySet["Version"]:
        return super().get_queryset().filter(whole=True)


class Version(models.Model):
    """The contents of a data set after one run. ``files`` are read in their order."""

    objects = models.Manager["Version"]()
    readable = Whole()

    dataset = models.ForeignKey(Dataset, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    #: None: loaded from the city pack.
    run = models.CharField(max_length=100, null=True)
    #: Its run brings no more of it; until then nobody reads it but who writes it.
    whole = models.BooleanField(default=True, db_default=True)
    #: City time at which it was whole; until then, of its last change.
    at = models.DateTimeField()
    schema = models.JSONField()
    #: ``[{"name", "rows", "bytes", "sha256"}]``: all rows, then what changed, oldest first.
    files = models.JSONField()
    rows = models.PositiveBigIntegerField()
    added = models.PositiveBigIntegerField(default=0)
    changed = models.PositiveBigIntegerField(default=0)
    removed = models.PositiveBigIntegerField(default=0)
    #: Rows left out because a later one has their natural key.
    duplicates = models.PositiveBigIntegerField(default=0)
    #: What it was made from, so that the same is not loaded twice; empty: a run.
    digest = models.CharField(max_length=64, default="", db_default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dataset", "number"], name="version_once"),
        ]
        indexes = [
            models.Index(fields=["run"], condition=models.Q(whole=False), name="version_growing"),
        ]


class Use(models.Model):
    """How often a data set, or a family of datastreams, was taken in a form on one day."""

    dataset = models.CharField(max_length=150)
    #: Ending of a file, ``api`` or ``page``.
    kind = models.CharField(max_length=20)
    #: Of the city's calendar.
    day = models.DateField(db_index=True)
    count = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dataset", "kind", "day"], name="use_once"),
        ]
