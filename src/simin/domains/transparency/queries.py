"""What waits for the log's files."""

from simin.domains.transparency.models import Document, Line, Waiting

#: The line that has the place of the next leaf.
LOG = "log"


def submitted() -> int:
    """How many leaves were ever given a place."""
    return taken(LOG)


def taken(kind: str) -> int:
    """The number of the newest leaf of a kind; 0 before the first."""
    return Line.objects.filter(kind=kind).values_list("position", flat=True).first() or 0


def document(kind: str, number: int) -> bytes | None:
    """What a leaf is the hash of, as it was written."""
    found = Document.objects.filter(kind=kind, number=number).values_list("body", flat=True).first()
    return None if found is None else bytes(found)


def waiting(limit: int, *, first: int = 0, below: int | None = None) -> list[tuple[int, bytes]]:
    """Place and bytes of leaves that are here, in order, from the place ``first`` on."""
    rows = Waiting.objects.filter(index__gte=first).order_by("index")
    if below is not None:
        rows = rows.filter(index__lt=below)
    return [(index, bytes(entry)) for index, entry in rows.values_list("index", "entry")[:limit]]
