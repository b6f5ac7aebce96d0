"""The two tables of the outbox."""

from django.db import models


class StoredEvent(models.Model):
    """One domain event as it was committed."""

    position = models.BigAutoField(primary_key=True)
    name = models.CharField(max_length=100)
    #: The event as JSON, msgspec's encoding of its struct.
    payload = models.BinaryField()
    #: City time of the write.
    occurred_at = models.DateTimeField()


class Cursor(models.Model):
    """How far a reader has come; moved in the transaction that acts on the events."""

    reader = models.CharField(max_length=100, primary_key=True)
    position = models.BigIntegerField(default=0)
