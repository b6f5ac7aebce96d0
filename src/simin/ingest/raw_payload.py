"""Answers as they came. What a source sends again and again is kept once for each feed."""

import zlib

from django.db import models


class RawBody(models.Model):
    """A body that a feed's answers share; forgotten with the last of them."""

    feed = models.CharField(max_length=100)
    #: Of what came.
    digest = models.CharField(max_length=64)
    #: Compressed by zlib.
    body = models.BinaryField()
    #: Real time at which it came last.
    last_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["feed", "digest"], name="body_once"),
        ]


class RawPayload(models.Model):
    """An answer as it came, but for secrets; forgotten after thirty days."""

    run = models.CharField(max_length=100, db_index=True)
    feed = models.CharField(max_length=100)
    request = models.CharField(max_length=200)
    #: With placeholders.
    url = models.TextField()
    status = models.PositiveSmallIntegerField()
    content_type = models.CharField(max_length=200)
    #: Real time.
    fetched_at = models.DateTimeField(db_index=True)
    #: Of the body.
    size = models.PositiveBigIntegerField()
    #: Those that say something of the body.
    headers = models.JSONField(default=dict, db_default=models.Value({}, models.JSONField()))
    #: Whether its page was kept; false: all of it waits to be read again.
    taken = models.BooleanField(default=True, db_default=True)
    #: Compressed by zlib; empty where it is shared.
    body = models.BinaryField()
    #: No constraint in the database: both are forgotten by age, the shared body never before.
    shared = models.ForeignKey(
        RawBody, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, null=True
    )

    class Meta:
        indexes = [models.Index(fields=["feed", "-id"], name="payloads_of_feed")]

    def content(self) -> bytes:
        """The body as it came."""
        return zlib.decompress(bytes(self.body if self.shared is None else self.shared.body))
