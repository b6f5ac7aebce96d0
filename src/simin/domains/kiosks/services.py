"""Define what kiosks show."""

import msgspec
from django.db import transaction

from simin.domains.kiosks.layout import Layout
from simin.domains.kiosks.models import KeptLayout


@transaction.atomic
def define_layout(layout: Layout) -> None:
    told = msgspec.to_builtins(layout)
    KeptLayout.objects.update_or_create(id=1, defaults={"told": told})
