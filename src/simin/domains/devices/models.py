"""The table of keys."""

from django.db import models


class DeviceKey(models.Model):
    """One key, without the secret that it is."""

    #: The part by which it is found and spoken of.
    handle = models.CharField(max_length=16, unique=True)
    #: Who or what writes with it; those that work have different names.
    name = models.CharField(max_length=60)
    #: SHA-256, hex, of the whole key: its 256 random bits need no slow hash.
    digest = models.CharField(max_length=64)
    #: Source of the datastreams that are made with it.
    source = models.CharField(max_length=100)
    everything = models.BooleanField(default=False)
    #: Ids; only where not everything.
    things = models.JSONField(default=list)
    datastreams = models.JSONField(default=list)
    #: Real times.
    issued_at = models.DateTimeField()
    issued_by = models.CharField(max_length=150)
    expires_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.CharField(max_length=150, default="", blank=True)
    last_used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["name"],
                condition=models.Q(revoked_at=None),
                name="device_key_name_in_use",
            )
        ]
