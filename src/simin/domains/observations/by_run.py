"""What the store counted of each run, beside the runner's own account."""

from django.db import models


class RunArrivals(models.Model):
    """What the store made of the rows that one run brought; forgotten after thirty days."""

    run = models.CharField(max_length=100, primary_key=True)
    #: Newer than all before of their datastream.
    fresh = models.BigIntegerField(default=0)
    #: Behind a newer one.
    late = models.BigIntegerField(default=0)
    #: In the place of a version that counted.
    corrected = models.BigIntegerField(default=0)
    #: Kept, though a newer version counts.
    outdated = models.BigIntegerField(default=0)
    #: Known already; not kept again.
    repeated = models.BigIntegerField(default=0)
    #: Not kept: of a datastream that is gone, or older than it keeps.
    dropped = models.BigIntegerField(default=0)
    #: Of its rows, whatever became of them.
    first_position = models.BigIntegerField()
    last_position = models.BigIntegerField()
    #: City time of the last arrival.
    at = models.DateTimeField(db_index=True)
