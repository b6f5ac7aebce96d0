"""The versions that a data set had, as many as are shown; a busy one has thousands."""

from django.db.models import F, Q, Window
from django.db.models.functions import Lag

from simin.domains.catalogue.models import Version


def versions(name: str, most: int) -> list[Version]:
    """Newest first, without their schemas and files."""
    found = Version.objects.filter(dataset=name).defer("schema", "files")
    return list(found.order_by("-number")[:most])


def schema_changes(name: str, most: int) -> list[Version]:
    """Versions whose schema is another than that of the version before, newest first."""
    before = Window(Lag("schema"), order_by=F("number").asc())
    found = Version.objects.filter(dataset=name).defer("files").annotate(before=before)
    changed = found.filter(Q(before__isnull=True) | ~Q(schema=F("before")))
    return list(changed.order_by("-number")[:most])
