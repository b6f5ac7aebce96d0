"""What the result codes of the Seoul Open API mean for us; the plaza's list of messages."""

from datetime import datetime, timedelta
from typing import NoReturn
from zoneinfo import ZoneInfo

from simin.ingest.feeds.errors import (
    SourceError,
    SourceImplausibleError,
    SourceRefusedError,
    SourceUnavailableError,
)
from simin.sources.seoul_openapi.envelope import Envelope

SUCCESS = "INFO-000"
NO_ROWS = "INFO-200"
#: The key's calls of today are used up.
_QUOTA = {"ERROR-337"}
#: The key is wrong or barred, or the request is one that will never be answered.
_REFUSED = {
    "INFO-100",
    "INFO-300",
    "ERROR-300",
    "ERROR-301",
    "ERROR-310",
    "ERROR-331",
    "ERROR-332",
    "ERROR-333",
    "ERROR-334",
    "ERROR-335",
    "ERROR-336",
}
#: Server, database, statement.
_UNAVAILABLE = {"ERROR-500", "ERROR-600", "ERROR-601"}


def refuse(envelope: Envelope, *, at: datetime, time_zone: str) -> NoReturn:
    """Raise the error that the envelope's code stands for."""
    reason = f"{envelope.code}: {envelope.message or 'without a message'}"
    if envelope.code in _QUOTA:
        seconds = seconds_to_midnight(at, time_zone)
        raise SourceUnavailableError(reason, retry_after=seconds)
    raise _error(envelope.code)(reason)


def _error(code: str) -> type[SourceError]:
    if code in _REFUSED:
        return SourceRefusedError
    return SourceUnavailableError if code in _UNAVAILABLE else SourceImplausibleError


def seconds_to_midnight(at: datetime, time_zone: str) -> float:
    local = at.astimezone(ZoneInfo(time_zone))
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    return (midnight - local).total_seconds()
