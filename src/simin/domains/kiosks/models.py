"""Tables of the layout and of the kiosks that are registered."""

from django.db import models


class KeptLayout(models.Model):
    """The one row."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    told = models.JSONField()


class Kiosk(models.Model):
    """One kiosk: where it stands, its key without the secret, and what it last said of itself."""

    #: The part of the key by which it is found and spoken of.
    handle = models.CharField(max_length=16, unique=True)
    name = models.CharField(max_length=60)
    #: In words, of when it was registered.
    place = models.JSONField(default=dict)
    #: Path and query of its screen.
    address = models.CharField(max_length=500)
    #: SHA-256, hex, of the whole key: its 256 random bits need no slow hash.
    digest = models.CharField(max_length=64)
    #: Real times.
    registered_at = models.DateTimeField()
    registered_by = models.CharField(max_length=150)
    removed_at = models.DateTimeField(null=True)
    removed_by = models.CharField(max_length=150, default="", blank=True)
    reported_at = models.DateTimeField(null=True)
    #: Since when it is known to be silent.
    silent_since = models.DateTimeField(null=True)
    version = models.CharField(max_length=40, default="", blank=True)
    frame = models.BigIntegerField(default=0)
    age = models.BigIntegerField(default=0)
    errors = models.BigIntegerField(default=0)
    loaded_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["name"],
                condition=models.Q(removed_at=None),
                name="kiosks_name_in_use",
            )
        ]
        indexes = [
            models.Index(
                fields=["silent_since"],
                condition=models.Q(removed_at=None, silent_since__isnull=False),
                name="kiosks_silent",
            )
        ]
