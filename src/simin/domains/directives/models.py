"""The tables of directives. Times are city time, but for deliveries, which live in real time."""

from django.db import models
from django.db.models import Q

from simin.kit.delivery_row import DeliveryRow, DeliveryTry


class Directive(models.Model):
    """An instruction as it stands; its chain says how it came to stand so."""

    #: ``2026-000012``: counted through the city's year.
    id = models.CharField(max_length=20, primary_key=True)
    #: Key of the form that made it: the same form sent twice makes one.
    form_key = models.CharField(max_length=100, unique=True)
    state = models.CharField(max_length=20)
    state_since = models.DateTimeField()
    title = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    #: Id of the card that it is about, and its title as the issuer saw it.
    subject = models.CharField(max_length=200, blank=True)
    subject_title = models.JSONField(default=dict)
    #: About a drill: marked everywhere, counted nowhere.
    drill = models.BooleanField(default=False)
    #: Username, and the role under which it was issued.
    issuer = models.CharField(max_length=150)
    issuer_role = models.CharField(max_length=30)
    #: Addressee: a unit, or a role (in a unit, if one is named).
    unit = models.CharField(max_length=100, blank=True)
    role = models.CharField(max_length=30, blank=True)
    priority = models.CharField(max_length=10)
    required_evidence = models.CharField(max_length=10)
    due_at = models.DateTimeField()
    drafted_at = models.DateTimeField()
    issued_at = models.DateTimeField(null=True)
    acknowledged_at = models.DateTimeField(null=True)
    escalated_at = models.DateTimeField(null=True)
    #: Of a closed or a cancelled one.
    ended_at = models.DateTimeField(null=True)
    #: How often it was escalated, and whether nobody stands above.
    level = models.PositiveSmallIntegerField(default=0)
    at_top = models.BooleanField(default=False)
    #: When the clock has something to do, if it has.
    look_at = models.DateTimeField(null=True)
    #: Counts every change of what it says.
    revision = models.PositiveIntegerField(default=1)
    #: Length and last hash of its chain.
    entries = models.PositiveIntegerField(default=0)
    head = models.CharField(max_length=64)

    class Meta:
        indexes = [
            models.Index(fields=["look_at"], name="directive_look"),
            models.Index(fields=["ended_at", "due_at", "id"], name="directive_due"),
            models.Index(fields=["drafted_at", "id"], name="directive_newest"),
            models.Index(fields=["state", "due_at", "id"], name="directive_state"),
            models.Index(fields=["unit", "due_at", "id"], name="directive_unit"),
            models.Index(fields=["issuer", "due_at", "id"], name="directive_issuer"),
        ]

    def __str__(self) -> str:
        return self.id


class Involved(models.Model):
    """A unit that a directive has reached (level 0: its addressee), or that watches it."""

    directive = models.ForeignKey(Directive, on_delete=models.CASCADE, related_name="involved")
    unit = models.CharField(max_length=100)
    level = models.PositiveSmallIntegerField(default=0)
    #: Watches and does not act.
    watches = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["directive", "unit"], name="directive_unit_once")
        ]
        indexes = [models.Index(fields=["unit", "directive"], name="directive_of_unit")]


class ChainEntry(models.Model):
    """Something that was done with a directive; only ever added."""

    directive = models.ForeignKey(Directive, on_delete=models.PROTECT, related_name="chain")
    position = models.PositiveIntegerField()
    at = models.DateTimeField()
    #: Username, or ``system``.
    actor = models.CharField(max_length=150)
    act = models.CharField(max_length=20)
    state = models.CharField(max_length=20)
    text = models.TextField(blank=True)
    #: Canonical JSON, kept as the very text that was hashed.
    details = models.TextField()
    #: What is done once only: a step of the clock, a form.
    key = models.CharField(max_length=100, blank=True)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["directive", "position"], name="directive_position"),
            models.UniqueConstraint(
                fields=["directive", "key"], condition=~Q(key=""), name="directive_step_once"
            ),
        ]


class Evidence(models.Model):
    """A file or a number. The file's bytes are in the store of files, under their hash."""

    directive = models.ForeignKey(Directive, on_delete=models.PROTECT, related_name="evidence")
    #: Of the entry that brought it.
    position = models.PositiveIntegerField()
    kind = models.CharField(max_length=10)
    name = models.CharField(max_length=120)
    media_type = models.CharField(max_length=50, blank=True)
    #: Of the file's bytes, and of the small picture beside it.
    sha256 = models.CharField(max_length=64, blank=True)
    thumbnail = models.CharField(max_length=64, blank=True)
    value = models.FloatField(null=True)
    measure = models.CharField(max_length=40, blank=True)
    by = models.CharField(max_length=150)
    at = models.DateTimeField()


class DirectiveTemplate(models.Model):
    """What is asked for often; with ``every`` it is issued by the clock."""

    name = models.CharField(max_length=100, unique=True)
    title = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    unit = models.CharField(max_length=100, blank=True)
    role = models.CharField(max_length=30, blank=True)
    priority = models.CharField(max_length=10)
    required_evidence = models.CharField(max_length=10)
    hours = models.PositiveIntegerField()
    every = models.CharField(max_length=10, blank=True)
    first_at = models.DateTimeField(null=True)
    #: Which occurrence comes next, and when.
    number = models.PositiveIntegerField(default=0)
    next_at = models.DateTimeField(null=True, db_index=True)
    #: In whose name it is issued.
    issuer = models.CharField(max_length=150)
    issuer_role = models.CharField(max_length=30)


class YearlyNumber(models.Model):
    """The last number given in a year; its row is the lock of who gives the next."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    last = models.PositiveIntegerField(default=0)


class SearchWord(models.Model):
    """A word by which a directive is found, folded; searched by its beginning."""

    directive = models.ForeignKey(Directive, on_delete=models.CASCADE, related_name="words")
    word = models.CharField(max_length=50, db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["word", "directive"], name="directive_word_once")
        ]


class Delivery(DeliveryRow):
    """Something that a person is to be told; times in real time."""

    directive = models.ForeignKey(Directive, on_delete=models.CASCADE, related_name="deliveries")
    #: Of the entry of the chain that is told of, and its act.
    position = models.PositiveIntegerField()
    act = models.CharField(max_length=20)
    account = models.CharField(max_length=150)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["directive", "position", "account"], name="directive_told_once"
            )
        ]
        indexes = [models.Index(fields=["next_at"], name="directive_delivery_next")]


class DeliveryAttempt(DeliveryTry):
    delivery = models.ForeignKey(Delivery, on_delete=models.CASCADE, related_name="tries")
