"""The record of changes, the files that were handed in, and the words by which things are found."""

from django.db import models


class Change(models.Model):
    """What became of a project or a pledge; only ever added."""

    #: ``project/…`` or ``pledge/…``: the id of its card.
    subject = models.CharField(max_length=80)
    at = models.DateTimeField()
    #: Username, or ``system``.
    by = models.CharField(max_length=150)
    act = models.CharField(max_length=20)
    text = models.TextField(blank=True)
    #: Field to ``[was, is]``; of tables the rows' keys.
    details = models.JSONField(default=dict)
    #: What is done once only: a form.
    key = models.CharField(max_length=100, blank=True)

    class Meta:
        indexes = [models.Index(fields=["subject", "id"], name="project_change_of")]
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "key"],
                condition=~models.Q(key=""),
                name="project_change_once",
            )
        ]


class HandedTable(models.Model):
    """A file as it was handed in, byte for byte: seen first, taken later or never."""

    key = models.CharField(max_length=40, primary_key=True)
    table = models.CharField(max_length=20)
    name = models.CharField(max_length=120)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    by = models.CharField(max_length=150)
    at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True)


class SearchWord(models.Model):
    """A word by which a project or a pledge is found, folded; searched by its beginning."""

    subject = models.CharField(max_length=80, db_index=True)
    word = models.CharField(max_length=50, db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["word", "subject"], name="project_word_once")
        ]
