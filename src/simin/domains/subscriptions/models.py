"""The tables of subscriptions. Times are real time: they are about people."""

import secrets

from django.db import models


def fresh() -> str:
    return secrets.token_urlsafe(24)


class Subscriber(models.Model):
    """One address: of a mailbox, or of a browser at its push service."""

    EMAIL, PUSH = "email", "push"

    channel = models.CharField(max_length=5)
    #: The only personal datum; deleted with the last thing that is followed.
    address = models.CharField(max_length=1000)
    #: Keys under which a browser reads.
    p256dh = models.CharField(max_length=120, default="", db_default="")
    auth = models.CharField(max_length=60, default="", db_default="")
    language = models.CharField(max_length=10)
    nonce = models.CharField(max_length=40, unique=True, default=fresh)
    asked_at = models.DateTimeField()
    #: Null until something was confirmed.
    renew_by = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True)
    #: Refusals for good in a row.
    bounces = models.PositiveIntegerField(default=0, db_default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["channel", "address"], name="subscriber_address")
        ]
        indexes = [models.Index(fields=["renew_by"], name="subscriber_renewal")]


class Following(models.Model):
    """One thing that somebody follows, or asked to."""

    subscriber = models.ForeignKey(Subscriber, on_delete=models.CASCADE, related_name="followings")
    topic = models.CharField(max_length=120)
    #: Of warnings: ids of districts; empty: the whole city.
    districts = models.JSONField(default=list)
    #: Of warnings: ``topics.rank`` of the least that is told.
    rank = models.PositiveSmallIntegerField()
    nonce = models.CharField(max_length=40, unique=True, default=fresh)
    asked_at = models.DateTimeField()
    #: When consent was given; null: not yet.
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["topic", "subscriber"], name="following_topic"),
            models.Index(fields=["confirmed_at", "asked_at"], name="following_waiting"),
        ]


class Announcement(models.Model):
    """Something that happened, on its way to all who follow it."""

    #: Of the event: one event is told once.
    position = models.BigIntegerField(unique=True)
    topics = models.JSONField()
    #: What is needed to say it: ids and states, never text that may be withheld later.
    what = models.JSONField()
    districts = models.JSONField(default=list)
    rank = models.PositiveSmallIntegerField(default=0)
    #: Last of the subscribers that it was handed to.
    reached = models.BigIntegerField(default=0)
    done = models.BooleanField(default=False, db_index=True)
    at = models.DateTimeField()


class Word(models.Model):
    """One message to one subscriber; gone once it was sent or given up."""

    #: In the order in which they go out.
    CONFIRM, TELL, REMIND = "confirm", "tell", "year"

    kind = models.CharField(max_length=8)
    subscriber = models.ForeignKey(Subscriber, on_delete=models.CASCADE, related_name="words")
    #: Null for a reminder.
    following = models.ForeignKey(Following, on_delete=models.CASCADE, null=True)
    announcement = models.ForeignKey(Announcement, on_delete=models.CASCADE, null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField(db_index=True)
    #: When it is given up: by then nobody wants to hear it any more.
    until = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subscriber", "announcement"], name="subscriber_told_once"
            )
        ]
