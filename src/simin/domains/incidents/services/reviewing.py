"""Keep the report of an incident that ended, as it was then."""

from datetime import datetime

import msgspec
from django.db import transaction

from simin.domains.incidents.models import AfterAction
from simin.domains.incidents.review import Review
from simin.domains.incidents.services.record import locked


@transaction.atomic
def keep_report(incident_id: str, review: Review, *, at: datetime) -> int:
    """The version; the report of one ending is kept once."""
    incident = locked(incident_id)
    last = AfterAction.objects.filter(incident=incident).order_by("-version").first()
    if last is not None and last.at == at:
        return last.version
    made = AfterAction.objects.create(
        incident=incident,
        version=last.version + 1 if last else 1,
        at=at,
        document=msgspec.to_builtins(review),
    )
    return made.version
