"""Who may see which view."""

from datetime import UTC, datetime, timedelta

import pytest
from itsdangerous import TimestampSigner

from simin.domains.picture.frame import View
from simin.kit.tickets import TICKET_SECONDS, TicketBooth
from simin.live.access import Admission, admit, frame_number, parse
from simin.live.errors import RequestRefusedError

BOOTH = TicketBooth("a secret of the tests, long enough")
OTHER = TicketBooth("another secret of the tests, too")


def test_everyone_sees_the_public_view() -> None:
    assert admit({}, BOOTH) == admit({"view": "public"}, BOOTH) == Admission(View.PUBLIC)


def test_a_ticket_opens_the_office_until_it_expires() -> None:
    admission = admit({"view": "office", "ticket": BOOTH.issue("mayor")}, BOOTH)
    assert admission.view is View.OFFICE
    assert admission.expires_at is not None
    left = admission.expires_at - datetime.now(UTC)
    assert timedelta(0) < left <= timedelta(seconds=TICKET_SECONDS)


def test_a_ticket_without_the_view_opens_nothing() -> None:
    assert admit({"ticket": BOOTH.issue("mayor")}, BOOTH).view is View.PUBLIC


def test_an_old_ticket_is_told_from_a_forged_one(monkeypatch: pytest.MonkeyPatch) -> None:
    ticket = BOOTH.issue("mayor")
    later = int(datetime.now(UTC).timestamp()) + TICKET_SECONDS + 2
    monkeypatch.setattr(TimestampSigner, "get_timestamp", lambda _: later)
    with pytest.raises(RequestRefusedError) as refused:
        admit({"view": "office", "ticket": ticket}, BOOTH)
    assert (refused.value.status, refused.value.code) == (401, "ticket-expired")


@pytest.mark.parametrize(
    ("query", "status", "code"),
    [
        ({"view": "office"}, 401, "ticket-missing"),
        ({"view": "office", "ticket": ""}, 401, "ticket-missing"),
        ({"view": "office", "ticket": "no.such.ticket"}, 401, "ticket-refused"),
        ({"view": "office", "ticket": OTHER.issue("mayor")}, 401, "ticket-refused"),
        ({"view": "OFFICE"}, 400, "unknown-view"),
    ],
)
def test_whatever_else_is_refused(query: dict[str, str], status: int, code: str) -> None:
    with pytest.raises(RequestRefusedError) as refused:
        admit(query, BOOTH)
    assert (refused.value.status, refused.value.code) == (status, code)


@pytest.mark.parametrize("given", ["", "x", "-1", "1.5", "٣", "1" * 16])
def test_what_is_no_number_is_refused_by_name(given: str) -> None:
    with pytest.raises(RequestRefusedError) as refused:
        frame_number({"at": given}, "at")
    assert refused.value.more == {"field": "at"}


def test_the_last_of_a_repeated_parameter_counts() -> None:
    assert parse(b"from=1&from=2&empty=") == {"from": "2", "empty": ""}
    assert frame_number(parse(b"from=12"), "from") == 12
    assert frame_number({}, "from") is None
