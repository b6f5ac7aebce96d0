"""Definitions as the pack gave them; the values are computed, never kept."""

from django.db import models


class Indicator(models.Model):
    id = models.CharField(max_length=150, primary_key=True)
    section = models.CharField(max_length=20)
    rank = models.IntegerField()
    #: ``IndicatorDefinition``.
    definition = models.JSONField()

    class Meta:
        ordering = ["section", "rank", "id"]


class Scale(models.Model):
    id = models.CharField(max_length=100, primary_key=True)
    #: ``ScaleDefinition``.
    definition = models.JSONField()


class Index(models.Model):
    id = models.CharField(max_length=100, primary_key=True)
    #: ``IndexDefinition``.
    definition = models.JSONField()
