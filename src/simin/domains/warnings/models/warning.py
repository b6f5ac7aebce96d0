"""The city's own warnings, and the messages that were sent of each."""

from typing import Any, Never

from django.db import models


class PublicWarning(models.Model):
    """One warning through its life; what it says is ``content``, what may follow is ``draft``."""

    #: Number of the incident that it was drafted from.
    incident = models.CharField(max_length=20)
    state = models.CharField(max_length=10)
    #: How the incident came to be known; a warning about a replay is an exercise.
    origin = models.CharField(max_length=10)
    #: Of a drill: approved like any other, kept, and never sent to anybody outside.
    exercise = models.BooleanField(default=False)
    #: ``Content`` as JSON; null while nothing is being written.
    draft = models.JSONField(null=True)
    #: Rises with every change of the draft.
    revision = models.PositiveIntegerField(default=1)
    #: Usernames of all who wrote the present draft, or the last one.
    authors = models.JSONField(default=list)
    #: Of the form that it came by: sent twice, it is one draft.
    submission = models.CharField(max_length=64, unique=True)
    drafted_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    #: ``Content`` as JSON of the newest message but a cancel; null before the first.
    content = models.JSONField(null=True)
    #: Of the newest message.
    sent_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    #: Words: why it was cancelled.
    reason = models.JSONField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["state", "expires_at"]),
            models.Index(fields=["state", "id"]),
            models.Index(fields=["incident"]),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Message(models.Model):
    """What was sent; only ever added."""

    warning = models.ForeignKey(PublicWarning, on_delete=models.PROTECT, related_name="messages")
    #: 1 is the alert.
    number = models.PositiveIntegerField()
    identifier = models.CharField(max_length=150, unique=True)
    #: ``MessageType``.
    type = models.CharField(max_length=10)
    #: How later messages name it.
    reference = models.CharField(max_length=400)
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    authors = models.JSONField()
    approved_by = models.CharField(max_length=150)
    #: ``Content`` as JSON.
    content = models.JSONField()
    #: The CAP document, byte for byte as it is handed out.
    document = models.BinaryField()
    #: Hash of the document, hex.
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ["warning", "number"]
        constraints = [
            models.UniqueConstraint(fields=["warning", "number"], name="warning_message_number")
        ]
        indexes = [models.Index(fields=["sent_at", "id"]), models.Index(fields=["expires_at"])]

    def __str__(self) -> str:
        return self.identifier

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise TypeError("a message that was sent is not changed")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Never:
        raise TypeError("a message that was sent is not forgotten")


class WarningWord(models.Model):
    """A word by which a warning is found, folded; searched by its beginning."""

    warning = models.ForeignKey(PublicWarning, on_delete=models.CASCADE, related_name="words")
    word = models.CharField(max_length=50, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["word", "warning"], name="warning_word")]
