"""The tables of procedures. Times are city time, but for when a definition was changed."""

from datetime import timedelta

from django.db import models
from django.db.models import Q

from simin.kit.delivery_row import DeliveryRow, DeliveryTry


class Procedure(models.Model):
    """A definition as it stands."""

    id = models.CharField(max_length=100, primary_key=True)
    #: ``definition.Definition`` as JSON.
    definition = models.JSONField()
    #: The pack's own; null where the pack has it no more.
    of_pack = models.JSONField(null=True)
    #: A person changed it: a newer pack does not change it any more.
    edited = models.BooleanField(default=False)
    enabled = models.BooleanField(default=True)
    version = models.PositiveIntegerField(default=1)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return self.id


class ProcedureVersion(models.Model):
    """How a procedure once stood; only ever added."""

    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    definition = models.JSONField()
    #: ``made``, ``changed``, ``switched_on``, ``switched_off``.
    change = models.CharField(max_length=20)
    #: Username; empty for the pack.
    by = models.CharField(max_length=150, blank=True)
    why = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["procedure", "number"], name="procedure_version_once")
        ]


class Run(models.Model):
    """The procedure of an incident."""

    incident = models.CharField(max_length=20, unique=True)
    procedure = models.CharField(max_length=100)
    version = models.PositiveIntegerField()
    #: Words of the procedure, as of that version.
    name = models.JSONField()
    kind = models.CharField(max_length=50)
    severity = models.CharField(max_length=10)
    district = models.CharField(max_length=50, blank=True)
    drill = models.BooleanField(default=False)
    #: ``states.Course``.
    course = models.CharField(max_length=10)
    started_at = models.DateTimeField()
    started_by = models.CharField(max_length=150)
    ended_at = models.DateTimeField(null=True)
    #: Why steps were not done; and who said so.
    explanation = models.CharField(max_length=1000, blank=True)
    explained_by = models.CharField(max_length=150, blank=True)

    class Meta:
        indexes = [models.Index(fields=["course", "started_at"], name="procedure_run_course")]


class Step(models.Model):
    """A step of a running procedure, as its version said."""

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="steps")
    #: Its id in the procedure.
    key = models.CharField(max_length=50)
    procedure = models.CharField(max_length=100)
    version = models.PositiveIntegerField()
    position = models.PositiveSmallIntegerField()
    name = models.JSONField()
    detail = models.JSONField(null=True)
    role = models.CharField(max_length=30, blank=True)
    unit = models.CharField(max_length=100, blank=True)
    seconds = models.PositiveIntegerField()
    after = models.CharField(max_length=50, blank=True)
    evidence = models.CharField(max_length=10)
    #: ``definition.Action`` as JSON, or null; and whether it was carried out.
    action = models.JSONField(null=True)
    acted_at = models.DateTimeField(null=True)
    #: What became of it: cameras, the number of a draft, or why it could not be.
    outcome = models.JSONField(null=True)
    #: ``states.State``.
    state = models.CharField(max_length=10)
    opened_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    #: Since when it was late; stays where it was done late.
    late_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    #: Username, or ``system``.
    ended_by = models.CharField(max_length=150, blank=True)
    reason = models.CharField(max_length=1000, blank=True)
    #: How often it went up, when last, and whether nobody stands above.
    level = models.PositiveSmallIntegerField(default=0)
    escalated_at = models.DateTimeField(null=True)
    at_top = models.BooleanField(default=False)
    #: When the clock has something to do, if it has.
    look_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["run", "key"], name="procedure_step_once")]
        indexes = [
            models.Index(fields=["look_at"], name="procedure_step_look"),
            models.Index(fields=["state", "due_at"], name="procedure_step_state"),
            models.Index(fields=["unit", "state"], name="procedure_step_unit"),
        ]

    @property
    def limit(self) -> timedelta:
        return timedelta(seconds=self.seconds)


class Reached(models.Model):
    """A unit to which a late step went up; it may do it too."""

    step = models.ForeignKey(Step, on_delete=models.CASCADE, related_name="reached")
    unit = models.CharField(max_length=100)
    level = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["step", "unit"], name="procedure_step_reached_once")
        ]
        indexes = [models.Index(fields=["unit", "step"], name="procedure_step_reached")]


class StepEntry(models.Model):
    """Something that happened to a step; only ever added."""

    step = models.ForeignKey(Step, on_delete=models.CASCADE, related_name="entries")
    at = models.DateTimeField()
    act = models.CharField(max_length=20)
    state = models.CharField(max_length=10)
    #: Username, or ``system``.
    by = models.CharField(max_length=150)
    #: Of the form that did it: the same form sent twice does it once.
    key = models.CharField(max_length=100, blank=True)

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["step", "key"], condition=~Q(key=""), name="procedure_step_form_once"
            )
        ]


class StepEvidence(models.Model):
    """What was handed in; a file lies in the file store under its hash."""

    step = models.ForeignKey(Step, on_delete=models.PROTECT, related_name="evidence_given")
    kind = models.CharField(max_length=10)
    text = models.CharField(max_length=4000, blank=True)
    value = models.FloatField(null=True)
    measure = models.CharField(max_length=40, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    thumbnail = models.CharField(max_length=64, blank=True)
    name = models.CharField(max_length=120, blank=True)
    media_type = models.CharField(max_length=50, blank=True)
    by = models.CharField(max_length=150)
    at = models.DateTimeField()


class Notice(DeliveryRow):
    """Something that a person is to be told of a step; times in real time."""

    step = models.ForeignKey(Step, on_delete=models.CASCADE, related_name="notices")
    #: ``open``, ``late``, ``escalate``, ``notify``.
    act = models.CharField(max_length=10)
    #: How often the step had gone up.
    level = models.PositiveSmallIntegerField(default=0)
    account = models.CharField(max_length=150)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["step", "act", "level", "account"], name="procedure_told_once"
            )
        ]
        indexes = [models.Index(fields=["next_at"], name="procedure_notice_next")]


class NoticeAttempt(DeliveryTry):
    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="tries")


class DrillScenario(models.Model):
    """A drill that can be held, as the pack says."""

    id = models.CharField(max_length=100, primary_key=True)
    #: ``scenario.Scenario`` as JSON.
    definition = models.JSONField()
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return self.id


class Drill(models.Model):
    """A drill that was held; its incident and its steps are like any other's, but marked."""

    #: Of the form: the same form sent twice holds one.
    key = models.CharField(max_length=100, unique=True)
    #: Empty: it was made up on the spot.
    scenario = models.CharField(max_length=100, blank=True, db_index=True)
    #: Words.
    name = models.JSONField()
    incident = models.CharField(max_length=20, unique=True)
    started_by = models.CharField(max_length=150)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=150, blank=True)
    #: ``scenario.ScriptEvent`` as JSON; how many were played, and when the next one comes.
    script = models.JSONField(default=list)
    played = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField(null=True, db_index=True)

    class Meta:
        indexes = [models.Index(fields=["ended_at", "started_at"], name="procedure_drill_ended")]
