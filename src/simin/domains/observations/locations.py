"""Tables of where things are and were, what observations are of, and the numbers of entities.

Geometries are GeoJSON with the rectangle around them beside, since no database here is asked to
know geometry. Numbers are what SensorThings clients know entities by; slugs are the pack's.
"""

from django.db import models


class EntityNumber(models.Model):
    """The last number given to a kind of entity; a number is never given twice."""

    kind = models.CharField(max_length=40, primary_key=True)
    last = models.BigIntegerField(default=0)


class Described(models.Model):
    """What SensorThings tells of an entity beside its name."""

    number = models.BigIntegerField(unique=True, null=True)
    description = models.TextField(default="", db_default="")
    properties = models.JSONField(null=True)
    #: Source of the key that made it; empty: the pack.
    made_by = models.CharField(max_length=100, default="", db_default="")

    class Meta:
        abstract = True


class Located(models.Model):
    """A name, a geometry and the rectangle around it (WGS 84 degrees)."""

    name = models.JSONField()
    description = models.TextField(default="")
    encoding_type = models.CharField(max_length=200, default="application/geo+json")
    properties = models.JSONField(null=True)
    #: Source of the key that made it; empty: the pack.
    made_by = models.CharField(max_length=100, default="")
    west = models.FloatField(null=True)
    south = models.FloatField(null=True)
    east = models.FloatField(null=True)
    north = models.FloatField(null=True)

    class Meta:
        abstract = True


class Location(Located):
    """Where things are."""

    #: GeoJSON, or what ``encoding_type`` says.
    location = models.JSONField()
    things = models.ManyToManyField("observations.Thing", related_name="locations")
    #: Key of a location that comes from the pack: ``thing/ID`` or ``district/ID``.
    slug = models.CharField(max_length=220, unique=True, null=True)


class HistoricalLocation(models.Model):
    """Since when a thing was where."""

    thing = models.ForeignKey(
        "observations.Thing", on_delete=models.CASCADE, related_name="historical_locations"
    )
    locations = models.ManyToManyField(Location, related_name="historical_locations")
    time = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["thing", "-time"], name="historical_of_thing")]


class FeatureOfInterest(Located):
    """What observations are of."""

    feature = models.JSONField()
    #: The location that it was made from, when an observation came without a feature.
    location = models.OneToOneField(
        Location, on_delete=models.SET_NULL, null=True, related_name="feature_of_interest"
    )
    #: Datastreams that have observations of it.
    datastreams = models.ManyToManyField("observations.Datastream", related_name="features")


class RemovedDatastream(models.Model):
    """Id of a datastream that is no more; its sealed observations are found no longer."""

    id = models.BigIntegerField(primary_key=True)
