"""Incidents and what happened in them."""

from django.db import models

from simin.domains.incidents.models.kind import IncidentKind


class Incident(models.Model):
    """One thing that happened, however many channels told of it."""

    #: ``2022-000123``: counted through the year of its report, in the city's time zone.
    id = models.CharField(max_length=20, primary_key=True)
    kind = models.ForeignKey(IncidentKind, on_delete=models.PROTECT)
    state = models.CharField(max_length=20)
    state_since = models.DateTimeField()
    severity = models.CharField(max_length=10)
    urgency = models.CharField(max_length=10)
    certainty = models.CharField(max_length=10)
    #: An exercise: counted nowhere, marked everywhere.
    drill = models.BooleanField(default=False)
    #: Words.
    title = models.JSONField()
    #: District id of the gazetteer; empty where unknown.
    district = models.CharField(max_length=50, default="", blank=True)
    #: Words, or null.
    neighbourhood = models.JSONField(null=True)
    longitude = models.FloatField(null=True)
    latitude = models.FloatField(null=True)
    #: Where it is, as it was told: a street, a building; never on a card.
    address = models.CharField(max_length=200, default="", blank=True)
    #: Somebody's home: cards tell no more of the point than a cell of 100 m.
    home = models.BooleanField(default=False)
    #: Words, or null.
    agency = models.JSONField(null=True)
    occurred_at = models.DateTimeField(null=True)
    detected_at = models.DateTimeField(null=True)
    reported_at = models.DateTimeField()
    arrived_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    #: Report to arrival; kept so that the slowest can be found without looking at all.
    response_seconds = models.PositiveIntegerField(null=True)
    #: Phenomenon time and arrival here of the newest timeline entry.
    last_at = models.DateTimeField()
    received_at = models.DateTimeField()
    origin = models.CharField(max_length=10)
    #: Original time of what is replayed.
    recorded_at = models.DateTimeField(null=True)
    source = models.CharField(max_length=100)
    external_id = models.CharField(max_length=200)
    #: By which way a person told the desk of it (``channel.Channel``); empty: a feed.
    channel = models.CharField(max_length=20, default="", blank=True)
    #: Counts the changes of what it is and where; whoever changes it says which they saw.
    revision = models.PositiveIntegerField(default=1)
    #: The incident that this one turned out to be.
    merged_into = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "external_id"], name="incident_natural_key")
        ]
        indexes = [
            models.Index(fields=["reported_at", "id"]),
            models.Index(fields=["kind", "reported_at", "id"]),
            models.Index(fields=["district", "reported_at", "id"]),
            models.Index(fields=["state", "reported_at", "id"]),
            models.Index(fields=["response_seconds", "id"]),
            models.Index(fields=["closed_at"]),
        ]

    def __str__(self) -> str:
        return self.id


class TimelineEntry(models.Model):
    """Something that was known about an incident; only ever added."""

    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="entries")
    at = models.DateTimeField()
    #: The state that began with it; empty for a note.
    state = models.CharField(max_length=20, default="", blank=True)
    #: Words.
    text = models.JSONField()
    #: Words: who did or said it.
    actor = models.JSONField()
    #: Username of a person of the city; never on a card.
    by = models.CharField(max_length=150, default="", blank=True)
    source = models.CharField(max_length=100)
    origin = models.CharField(max_length=10)
    #: The sender's own key of a note; a note that comes again under it is not added again.
    external_id = models.CharField(max_length=200, default="", blank=True)
    #: Not for the picture, which everyone sees: words from the field may name persons.
    internal = models.BooleanField(default=False)

    class Meta:
        ordering = ["at", "id"]
        indexes = [
            models.Index(fields=["incident", "at"]),
            models.Index(fields=["source", "external_id"], name="timeline_told"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["incident", "source", "external_id"],
                condition=~models.Q(external_id=""),
                name="timeline_natural_key",
            )
        ]


class YearlyNumber(models.Model):
    """The last number given to an incident of a year; its row is the lock of who gives the next."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    last = models.PositiveIntegerField(default=0)


class SearchWord(models.Model):
    """A word by which an incident is found, folded; searched by its beginning."""

    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="search_words")
    word = models.CharField(max_length=50, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["word", "incident"], name="search_word")]
