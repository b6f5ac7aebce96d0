"""The tables of the field. ``at`` is city time; everything else is real time, as security is."""

from django.db import models


class Rules(models.Model):
    """How long things are kept: one row, as the pack says."""

    invitation_hours = models.PositiveIntegerField()
    longest_invitation_hours = models.PositiveIntegerField()
    positions_days = models.PositiveIntegerField()
    recordings_days = models.PositiveIntegerField()
    photos_days = models.PositiveIntegerField()


class Invitation(models.Model):
    """Lets one person or crew into one subject."""

    #: Names it in the office; opens nothing.
    handle = models.CharField(max_length=32, primary_key=True)
    #: SHA-256 of the link's secret.
    digest = models.CharField(max_length=64, unique=True)
    #: Id of the card, and its title when it was made.
    subject = models.CharField(max_length=200, db_index=True)
    subject_title = models.JSONField()
    #: Name or role, as the maker typed it.
    who = models.CharField(max_length=100)
    #: Unit on the incident; empty for an officer.
    unit = models.CharField(max_length=100, blank=True)
    purpose = models.CharField(max_length=300)
    form_key = models.CharField(max_length=100, unique=True)
    made_by = models.CharField(max_length=150)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)
    opened_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.CharField(max_length=150, blank=True)
    #: Null: the position is not to be seen.
    position_allowed_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.handle


class Report(models.Model):
    """Something that came from the field or was done with it; only ever added."""

    invitation = models.ForeignKey(Invitation, on_delete=models.PROTECT, related_name="reports")
    #: ``text``, ``photo``, ``snapshot``, ``state``, ``recording``, ``call``.
    kind = models.CharField(max_length=20)
    #: The sender's own: what is sent again is not added again.
    key = models.CharField(max_length=100)
    at = models.DateTimeField()
    received_at = models.DateTimeField()
    #: Username, ``phone`` or ``system``.
    by = models.CharField(max_length=150)
    text = models.TextField(blank=True)
    #: State of a unit or of a call.
    state = models.CharField(max_length=20, blank=True)
    call = models.CharField(max_length=32, blank=True)
    #: Names in the file store; empty again once they were deleted.
    file = models.CharField(max_length=64, blank=True, db_index=True)
    thumbnail = models.CharField(max_length=64, blank=True, db_index=True)
    media_type = models.CharField(max_length=50, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    #: When the file is deleted; null: there is none.
    file_until = models.DateTimeField(null=True, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["invitation", "key"], name="field_once")]
        indexes = [models.Index(fields=["invitation", "at", "id"], name="field_report_of")]


class Position(models.Model):
    """Where somebody was who let it be seen."""

    invitation = models.ForeignKey(Invitation, on_delete=models.CASCADE, related_name="positions")
    at = models.DateTimeField()
    received_at = models.DateTimeField()
    longitude = models.FloatField()
    latitude = models.FloatField()
    #: Metres.
    accuracy = models.FloatField()

    class Meta:
        indexes = [models.Index(fields=["invitation", "-received_at"], name="field_position_of")]


class Upload(models.Model):
    """A file that arrives in pieces."""

    id = models.CharField(max_length=32, primary_key=True)
    invitation = models.ForeignKey(Invitation, on_delete=models.CASCADE, related_name="uploads")
    #: ``photo``, ``snapshot`` or ``recording``.
    kind = models.CharField(max_length=20)
    key = models.CharField(max_length=100)
    call = models.CharField(max_length=32, blank=True)
    by = models.CharField(max_length=150)
    text = models.TextField(blank=True)
    #: When it was taken, if the sender knows.
    at = models.DateTimeField()
    media_type = models.CharField(max_length=50, blank=True)
    #: Null until the sender knows.
    length = models.PositiveBigIntegerField(null=True)
    offset = models.PositiveBigIntegerField(default=0)
    #: Set once it has become a report; the pieces are gone then.
    report = models.ForeignKey(Report, null=True, on_delete=models.CASCADE, related_name="+")
    #: Why what arrived whole could not be taken; it is not asked for again.
    refused = models.CharField(max_length=300, blank=True)
    #: Given up and forgotten after this, unless it goes on.
    expires_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["invitation", "key"], name="field_upload_once")
        ]


class Piece(models.Model):
    """Bytes of an upload, in the database so that they commit with its offset."""

    upload = models.ForeignKey(Upload, on_delete=models.CASCADE, related_name="pieces")
    offset = models.PositiveBigIntegerField()
    content = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["upload", "offset"], name="field_piece_once")
        ]


class Call(models.Model):
    """A call between the phone of an invitation and an account."""

    id = models.CharField(max_length=32, primary_key=True)
    invitation = models.ForeignKey(Invitation, on_delete=models.PROTECT, related_name="calls")
    #: ``phone`` or ``room``.
    caller = models.CharField(max_length=10)
    #: Who speaks for the room; empty while the room is called.
    account = models.CharField(max_length=150, blank=True)
    state = models.CharField(max_length=20)
    started_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    #: Last sign of life of either side.
    beat_at = models.DateTimeField()
    phone_agrees_at = models.DateTimeField(null=True)
    room_agrees_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["ended_at", "beat_at"], name="field_call_silent"),
            models.Index(fields=["invitation", "-started_at"], name="field_call_of"),
        ]


class Inbox(models.Model):
    """Counts what was put in for one listener; its row is the lock of who puts something in."""

    name = models.CharField(max_length=80, primary_key=True)
    last = models.PositiveBigIntegerField(default=0)


class Signal(models.Model):
    """What one side of a call tells the other; read by the live gateway, and soon forgotten."""

    inbox = models.CharField(max_length=80)
    #: Without gaps, in the order of commits.
    position = models.PositiveBigIntegerField()
    #: JSON.
    body = models.TextField()
    expires_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["inbox", "position"], name="field_signal_once")
        ]


class FailedTry(models.Model):
    """Somebody opened a link that does not exist."""

    network = models.CharField(max_length=50)
    at = models.DateTimeField(db_index=True)
