"""Runs of sources, and where the replayed city's time stands."""

from django.db import models


class Run(models.Model):
    """One execution of a source, with what came in and what was kept."""

    id = models.CharField(max_length=100, primary_key=True)
    source = models.CharField(max_length=100)
    #: City time.
    started_at = models.DateTimeField()
    last_at = models.DateTimeField()
    fetched = models.BigIntegerField(default=0)
    stored = models.BigIntegerField(default=0)
    rejected = models.BigIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["source", "started_at"])]


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
