"""Leaves that wait for the log's files, in the order in which they will stand there.

The place of a leaf is given to it in the transaction of what it tells of. Of what is in the files
the newest stay a while, the rest is forgotten: these tables stay small however long the log grows.
"""

from django.db import models


class Waiting(models.Model):
    """A leaf that the files do not have yet, or have had for a short while."""

    #: Where it stands in the log, from 0, without gaps.
    index = models.BigIntegerField(primary_key=True)
    entry = models.BinaryField()

    class Meta:
        db_table = "transparency_waiting"


class Document(models.Model):
    """What a leaf is the hash of, where nobody else keeps it; written once and never forgotten."""

    kind = models.CharField(max_length=32)
    #: From 1, without gaps, among its kind.
    number = models.BigIntegerField()
    #: Exactly what is handed out.
    body = models.BinaryField()

    class Meta:
        db_table = "transparency_document"
        constraints = [
            models.UniqueConstraint(fields=["kind", "number"], name="transparency_one_document")
        ]


class Line(models.Model):
    """How far leaves of one kind were taken: each is numbered by whoever submits it."""

    #: ``frame``, ``decision``; ``log`` has the place of the next leaf of any kind.
    kind = models.CharField(primary_key=True, max_length=32)
    position = models.BigIntegerField()

    class Meta:
        db_table = "transparency_line"
