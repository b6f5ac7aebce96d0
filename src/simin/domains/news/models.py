"""The table of notices."""

from django.db import models

from simin.domains.news.announcement import LONGEST_ID


class Notice(models.Model):
    """Something that the city announced."""

    source = models.CharField(max_length=100)
    #: The source's own key.
    external_id = models.CharField(max_length=LONGEST_ID)
    #: Words.
    title = models.JSONField()
    #: Words, or null.
    summary = models.JSONField(null=True)
    #: Words, or null.
    category = models.JSONField(null=True)
    published_at = models.DateTimeField()
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    district = models.CharField(max_length=50, default="", blank=True)
    link = models.URLField(max_length=1000, default="", blank=True)
    origin = models.CharField(max_length=10)
    #: Original time of what is replayed.
    recorded_at = models.DateTimeField(null=True)
    #: City time of its arrival.
    received_at = models.DateTimeField()
    #: Words: who announces it, where the source is none of the registered ones.
    publisher = models.JSONField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "external_id"], name="notice_natural_key")
        ]
        indexes = [
            models.Index(fields=["published_at", "id"]),
            models.Index(fields=["district", "published_at", "id"]),
            models.Index(fields=["ends_on", "id"]),
        ]

    def __str__(self) -> str:
        return f"{self.source}/{self.external_id}"
