"""Who may see which view: everyone the public one, holders of a good ticket the office's.

The whole of the gateway's access control is in ``admit``; a view that is not named is the public
one, and nothing but a ticket opens the other. Tickets travel in the query string, since an
``EventSource`` cannot set headers: no query string is ever logged.
"""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import parse_qs

from simin.domains.picture.frame import View
from simin.kit.tickets import TicketBooth, TicketExpiredError, TicketRefusedError
from simin.live.errors import RequestRefusedError

#: Frames in one answer.
MOST_FRAMES = 1000

type Query = dict[str, str]


@dataclass(frozen=True, slots=True)
class Admission:
    """The view that a request may see, and until when."""

    view: View
    expires_at: datetime | None = None


def parse(query_string: bytes) -> Query:
    """Parameters by name; the last of a repeated one counts. Raises ``RequestRefusedError``."""
    try:
        pairs = parse_qs(query_string.decode("latin-1"), keep_blank_values=True, max_num_fields=20)
    except ValueError as error:
        raise RequestRefusedError(
            400, "too-many-parameters", "a request has at most 20 parameters"
        ) from error
    return {name: values[-1] for name, values in pairs.items()}


def admit(query: Query, booth: TicketBooth) -> Admission:
    """What the query's view and ticket admit to; raises ``RequestRefusedError``."""
    asked = query.get("view", View.PUBLIC.value)
    if asked == View.PUBLIC.value:
        return Admission(View.PUBLIC)
    if asked != View.OFFICE.value:
        raise RequestRefusedError(
            400, "unknown-view", "view is either public or office", field="view"
        )
    return _office(query.get("ticket", ""), booth)


def _office(given: str, booth: TicketBooth) -> Admission:
    if not given:
        raise RequestRefusedError(401, "ticket-missing", "the office's view needs a ticket")
    try:
        ticket = booth.read(given)
    except TicketExpiredError as error:
        raise RequestRefusedError(
            401, "ticket-expired", "this ticket has expired; ask for a fresh one"
        ) from error
    except TicketRefusedError as error:
        raise RequestRefusedError(
            401, "ticket-refused", "this ticket was not issued here, or was changed"
        ) from error
    return Admission(View.OFFICE, ticket.expires_at)


def frame_range(given: str) -> tuple[int, int]:
    """``100-199`` as two frame numbers, at most ``MOST_FRAMES`` of them; else it is refused."""
    first, _, last = given.partition("-")
    low = frame_number({"first": first}, "first") or 0
    high = frame_number({"last": last}, "last") or 0
    if not 1 <= low <= high or high - low >= MOST_FRAMES:
        raise RequestRefusedError(
            400, "bad-range", f"a range has 1 to {MOST_FRAMES} frames: 100-199", field="last"
        )
    return low, high


def frame_number(query: Query, name: str) -> int | None:
    """Parameter ``name`` as a frame number, None where it is absent; else it is refused."""
    given = query.get(name)
    if given is None:
        return None
    if not (given.isascii() and given.isdecimal() and len(given) < 16):
        raise RequestRefusedError(400, "bad-number", f"{name} is a frame number", field=name)
    return int(given)
