"""Whether an answer can be what its feed says it is. Pure; asked before anything is written."""

from collections.abc import Sequence

from simin.ingest.feeds import Feed, Parsed, SourceImplausibleError

#: Fewer bad records than this are the records' fault, whatever their share.
_FEW = 5
#: Answers of the largest size that the pages of a whole feed may have together.
PAGES = 4


def check_page(parsed: Parsed) -> None:
    """Raises ``SourceImplausibleError`` where most of a page cannot be read."""
    if reason := unreadable(parsed):
        raise SourceImplausibleError(reason)


def unreadable(parsed: Parsed) -> str:
    """That most of it cannot be read; empty: it can."""
    bad, good = len(parsed.rejected), len(parsed.records)
    if bad < _FEW or bad <= good:
        return ""
    return f"{bad} of {bad + good} records cannot be read; the first: {parsed.rejected[0].reason}"


def check_together(feed: Feed, size: int) -> None:
    """Raises ``SourceImplausibleError`` where pages that wait for the last are too many bytes."""
    most = PAGES * feed.max_bytes
    if size > most:
        raise SourceImplausibleError(f"the pages of the feed are together more than {most} bytes")


def drift(before: Sequence[str], now: Sequence[str]) -> str:
    """What changed about the fields, in words; empty: nothing."""
    if not before or not now:
        return ""
    gone = [name for name in before if name not in now]
    new = [name for name in now if name not in before]
    told = [
        f"{what} {', '.join(names)}" for what, names in (("gone:", gone), ("new:", new)) if names
    ]
    return "; ".join(told)


def is_complete(feed: Feed, pages: Sequence[Parsed], *, unchanged: int) -> bool:
    """Whether what a whole feed leaves out is gone, and not only missing today.

    A record that could not be read, or fewer records than the source says there are, speak against
    it; and so does a page that was not sent because it did not change.
    """
    if not feed.whole or unchanged or any(parsed.rejected for parsed in pages):
        return False
    totals = [parsed.total for parsed in pages if parsed.total is not None]
    return not totals or sum(len(parsed.records) for parsed in pages) >= max(totals)
