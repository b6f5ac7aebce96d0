"""The table of requests."""

from django.db import models


class DatasetRequest(models.Model):
    """One wish of one citizen. Times are real: people wrote it."""

    #: Of the form that sent it, so that the same is taken once.
    form_key = models.CharField(max_length=64, unique=True)
    title = models.CharField(max_length=200)
    text = models.TextField()
    #: What it would be used for; may be empty.
    use = models.TextField(default="", db_default="")
    #: A data set that it is about; empty: something that is not there.
    dataset = models.CharField(max_length=150, default="", db_default="")
    #: Department that answers.
    owner = models.CharField(max_length=100, db_index=True)
    language = models.CharField(max_length=10)
    #: ``states.State``.
    state = models.CharField(max_length=20, db_index=True)
    #: Of ``states.REASONS``, where it was declined or not shown.
    reason = models.CharField(max_length=20, default="", db_default="")
    answer = models.TextField(default="", db_default="")
    #: Where what was asked for stands now.
    link = models.CharField(max_length=500, default="", db_default="")
    #: For the answer alone; empty once it was sent, or once it is too old.
    contact = models.CharField(max_length=254, default="", db_default="")
    contact_until = models.DateTimeField(null=True)
    asked_at = models.DateTimeField()
    shown_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
