"""Where frames are kept. The live gateway reads these tables by plain SQL: names are a contract."""

from django.db import models


class StoredFrame(models.Model):
    """One frame in both views, as its wire bytes; written once."""

    number = models.BigIntegerField(primary_key=True)
    #: Real time of publishing.
    at = models.DateTimeField()
    city_time = models.DateTimeField()
    #: Wire bytes of ``PublicFrame``: exactly what was hashed.
    public = models.BinaryField()
    #: Wire bytes of ``OfficeFrame``.
    office = models.BinaryField()
    #: ``leaf_hash(public)``.
    hash = models.CharField(max_length=64)

    class Meta:
        db_table = "picture_frame"


class Checkpoint(models.Model):
    """The whole picture at a number, zlib-compressed wire bytes of both views.

    Makes any kept moment one checkpoint and a bounded number of frames away.
    """

    number = models.BigIntegerField(primary_key=True)
    city_time = models.DateTimeField()
    public = models.BinaryField()
    office = models.BinaryField()

    class Meta:
        db_table = "picture_checkpoint"


class WithheldCount(models.Model):
    """How much the public picture withheld on a day of the city; kept as frames are published."""

    day = models.DateField(primary_key=True)
    #: ``kind:reason`` to how many, at the end of the day.
    counts = models.JSONField(default=dict)
    #: Cards and parts of cards: at the end, and the most at a time.
    count = models.PositiveIntegerField()
    most = models.PositiveIntegerField()

    class Meta:
        db_table = "picture_withheld_count"


class SealedContent(models.Model):
    """What a frame committed to and did not tell: content and salt, opened by a declassification.

    Written once for each frame that has it; nobody outside the office sees it before it is opened.
    """

    frame = models.BigIntegerField()
    city_time = models.DateTimeField(db_index=True)
    card = models.CharField(max_length=200)
    #: Empty: the whole card.
    field = models.CharField(max_length=100, blank=True)
    #: Hex.
    salt = models.CharField(max_length=64)
    commitment = models.CharField(max_length=64)
    #: zlib-compressed bytes that follow the salt.
    content = models.BinaryField()
    #: City time of the declassification; None: closed.
    opened_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "picture_sealed"
        indexes = [
            models.Index(fields=["card", "id"], name="picture_sealed_card"),
            models.Index(
                fields=["opened_at", "card"],
                condition=models.Q(opened_at__isnull=False),
                name="picture_sealed_opened",
            ),
        ]
