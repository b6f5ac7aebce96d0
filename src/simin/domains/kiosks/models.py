"""The layout's table."""

from django.db import models


class KeptLayout(models.Model):
    """The one row."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    told = models.JSONField()
