"""Tables of questions and of how often each part of their bounds was named."""

from django.db import models


class DefinedQuestion(models.Model):
    """One line of the pack's list."""

    rank = models.PositiveIntegerField(primary_key=True)
    #: ``GuessDefinition``.
    definition = models.JSONField()


class Question(models.Model):
    """An indicator on a day, with the bounds that held when it was first guessed."""

    indicator = models.CharField(max_length=150)
    #: Of the people who guess: a real day in the city's zone.
    day = models.DateField()
    #: ``value``, or ``line``: how it went.
    form = models.CharField(max_length=5, default="value", db_default="value")
    low = models.FloatField()
    high = models.FloatField()
    #: Real time until which it can still be guessed; None: guessed before that was written down.
    until = models.DateTimeField(null=True, db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["indicator", "day", "form"], name="guesses_once_a_day")
        ]


class Counted(models.Model):
    """How many guesses lie in one bin."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="counted")
    #: ``guessed``: where between the bounds (of a line ``point0`` and so on); ``off``: how far off.
    kind = models.CharField(max_length=7)
    place = models.PositiveSmallIntegerField()
    count = models.PositiveIntegerField(default=0, db_default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["question", "kind", "place"], name="guesses_one_bin")
        ]


class UsedForm(models.Model):
    """A form that was sent, so that it counts once; forgotten when no such form is taken."""

    #: SHA-256, hex, of what stood in it.
    digest = models.CharField(max_length=64, primary_key=True)
    #: Real time.
    until = models.DateTimeField(db_index=True)
