"""A datastream goes, and with it what was summed up of it.

Its observations are hidden at once (``RemovedDatastream``) and forgotten by the worker.
"""

import numpy as np
from django.db import transaction

from simin.domains.observations import families, positions
from simin.domains.observations.columns import micros
from simin.domains.observations.models import Datastream, HourlyRollup, RemovedDatastream


@transaction.atomic
def remove_datastream(stream: Datastream) -> None:
    """``stream`` is no more; the hours of its family are summed up of the others."""
    positions.lock_fold()
    key = stream.pk
    RemovedDatastream.objects.get_or_create(pk=key)
    starts = HourlyRollup.objects.filter(datastream=stream).values_list("start", flat=True)
    hours = np.fromiter(map(micros, starts), np.int64)
    stream.delete()
    families.sum_anew([np.full(len(hours), key), hours], {key: stream.family})
