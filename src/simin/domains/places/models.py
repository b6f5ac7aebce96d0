"""The tables of the gazetteer."""

from django.db import models
from django.db.models import Q


class City(models.Model):
    """The one row."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    slug = models.CharField(max_length=100)
    name = models.JSONField()
    office = models.JSONField()
    time_zone = models.CharField(max_length=100)
    languages = models.JSONField()
    accent = models.JSONField()
    longitude = models.FloatField()
    latitude = models.FloatField()
    domains = models.JSONField(default=list)
    themes = models.JSONField(default=list)
    #: Drawn anew by each definition; what a process keeps is good while this stays the same.
    edition = models.CharField(max_length=32)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="places_one_city")]


class District(models.Model):
    id = models.CharField(max_length=100, primary_key=True)
    name = models.JSONField()
    geometry = models.JSONField()
    longitude = models.FloatField()
    latitude = models.FloatField()
    population = models.PositiveIntegerField(null=True)
    rank = models.IntegerField(default=0)


class Neighbourhood(models.Model):
    id = models.CharField(max_length=100, primary_key=True)
    district = models.ForeignKey(District, on_delete=models.CASCADE)
    name = models.JSONField()
    longitude = models.FloatField()
    latitude = models.FloatField()


class Facility(models.Model):
    kind = models.CharField(max_length=100)
    key = models.CharField(max_length=200)
    name = models.JSONField()
    district = models.ForeignKey(District, on_delete=models.SET_NULL, null=True)
    longitude = models.FloatField()
    latitude = models.FloatField()
    capacity = models.PositiveIntegerField(null=True)
    properties = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="places_facility_key")]
        indexes = [
            models.Index(fields=["kind", "district", "key"], name="places_facility_district"),
            # A strip of latitude, then the longitudes in it: enough for the facilities of a city.
            models.Index(fields=["kind", "latitude", "longitude"], name="places_facility_box"),
        ]


class MapLine(models.Model):
    id = models.CharField(max_length=100, primary_key=True)
    kind = models.CharField(max_length=20)
    name = models.JSONField()
    geometry = models.JSONField()
