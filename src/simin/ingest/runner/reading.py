"""Reads a payload by its kind, whatever the kind does: what it cannot take is for quarantine.

A kind that fails is our fault, and costs nothing but the payload that it fails on.
"""

import structlog

from simin.ingest.feeds import (
    Feed,
    Parsed,
    Payload,
    SourceError,
    SourceImplausibleError,
    SourceKind,
)

log = structlog.get_logger()


class KindFailedError(SourceImplausibleError):
    """The kind raised what no kind should."""


def parsed(kind: SourceKind, feed: Feed, payload: Payload) -> Parsed:
    """Raises ``SourceError``, and ``KindFailedError`` instead of anything else."""
    try:
        return kind.parse(feed, payload)
    except SourceError:
        raise
    except Exception as error:
        raise KindFailedError(f"the kind failed: {type(error).__name__}") from error


def reason_of(error: SourceError, feed: Feed) -> str:
    """Why a payload is not taken; where its kind failed, the log says by what."""
    if isinstance(error, KindFailedError):
        log.error("a kind failed", feed=feed.id, kind=feed.kind, exc_info=error.__cause__)
    return error.reason
