"""Ring, answer, hang up, agree: what both sides hear, and what is kept of it."""

from datetime import datetime, timedelta
from typing import BinaryIO

import msgspec
import pytest

from simin.domains.field import policies, queries, services
from simin.domains.field.errors import (
    LinkEndedError,
    NoConsentError,
    UnknownCallError,
    UnknownUploadError,
    WrongCallStateError,
)
from simin.domains.field.models import Call, Piece, Report, Signal, Upload
from simin.domains.field.policies import RINGS_FOR, SIGNAL_KEPT, SILENT_FOR
from simin.domains.field.queries import Invitation
from simin.domains.field.services import Begun, calling
from simin.domains.field.services.signals import last_position
from simin.domains.field.states import CallAct, CallState, Side
from simin.domains.incidents import queries as incidents
from simin.kit import file_store
from simin.kit.errors import NotAllowedError, RejectedError
from simin.kit.file_store import RememberedStore, Stored
from simin.kit.file_store.port import LARGEST
from tests.factories.field_town import FIRE, REAL, invited, sent

pytestmark = pytest.mark.usefixtures("store")
WEBM = b"\x1a\x45\xdf\xa3" + b"two voices and a picture"


def rung(link: Invitation, side: Side = Side.PHONE, account: str = "", now=REAL) -> Call:  # type: ignore[no-untyped-def]
    return services.call_up(link.handle, side=side, account=account, now=now)


def act(call: Call, what: CallAct, side: Side, account: str = "", now=REAL) -> Call:  # type: ignore[no-untyped-def]
    return services.answer(call.id, what, side=side, account=account, now=now)


def spoken(link: Invitation) -> Call:
    return act(rung(link), CallAct.ACCEPT, Side.ROOM, "duty")


def heard(inbox: str) -> list[dict[str, object]]:
    rows = Signal.objects.filter(inbox=inbox).order_by("position")
    assert [row.position for row in rows] == list(range(1, len(rows) + 1))
    return [msgspec.json.decode(row.body) for row in rows]


def states(inbox: str) -> list[object]:
    return [said["state"] for said in heard(inbox) if said["type"] == "call"]


def timeline() -> list[str]:
    return [one.text["en"] for one in incidents.timeline(FIRE)[1:]]


def test_a_phone_rings_at_everyone_who_runs_the_room_until_one_answers() -> None:
    link = invited()
    call = rung(link)
    assert rung(link).id == call.id
    assert states("account/duty") == states("account/mayor") == ["ringing"]
    assert states("account/officer") == []
    act(call, CallAct.ACCEPT, Side.ROOM, "mayor")
    with pytest.raises(NotAllowedError):
        act(call, CallAct.ACCEPT, Side.ROOM, "duty")
    assert states("account/duty")[-1] == "active"
    act(call, CallAct.HANG_UP, Side.PHONE, now=REAL + timedelta(minutes=3))
    assert states(f"phone/{link.handle}") == ["ringing", "active", "ended"]
    assert timeline() == ["A call began", "The call ended after 3 min"]


def test_a_site_rings_at_whoever_made_its_link() -> None:
    link = invited(subject="project/bridge", unit="")
    rung(link)
    assert states("account/duty") == ["ringing"]
    assert states("account/mayor") == []


@pytest.mark.parametrize(
    ("what", "side", "account", "state", "said"),
    [
        (CallAct.DECLINE, Side.PHONE, "", "declined", "The call was declined"),
        (CallAct.HANG_UP, Side.ROOM, "duty", "missed", "The call was not answered"),
    ],
)
def test_what_becomes_of_a_call_that_is_not_answered(
    what: CallAct, side: Side, account: str, state: str, said: str
) -> None:
    link = invited()
    call = rung(link, Side.ROOM, "duty")
    assert act(call, what, side, account).state == state
    assert act(call, what, side, account).state == state
    assert timeline() == [said]


@pytest.mark.parametrize(
    ("what", "side", "account"),
    [
        (CallAct.ACCEPT, Side.ROOM, "duty"),
        (CallAct.DECLINE, Side.ROOM, "duty"),
        (CallAct.HANG_UP, Side.PHONE, ""),
        (CallAct.ACCEPT, Side.ROOM, "mayor"),
    ],
)
def test_what_is_not_this_sides_to_do(what: CallAct, side: Side, account: str) -> None:
    call = rung(invited(), Side.ROOM, "duty")
    with pytest.raises(NotAllowedError):
        act(call, what, side, account)


def test_who_speaks_is_busy_and_who_calls_at_once_speaks() -> None:
    link = invited()
    spoken(link)
    assert rung(link, Side.ROOM, "mayor").state == "busy"
    assert "Called while another call was going on" in timeline()
    other = invited(secret="o" * 43, key="other", unit="")
    first = rung(other)
    assert rung(other, Side.ROOM, "duty").id == first.id
    assert queries.call(first.id).state == "active"


def test_a_call_that_nobody_answers_or_keeps_up_ends_by_itself() -> None:
    link = invited()
    rung(link)
    assert services.end_silent_calls(REAL + RINGS_FOR) == 0
    assert services.end_silent_calls(REAL + RINGS_FOR + timedelta(seconds=1)) == 1
    call = spoken(link)
    later = REAL + timedelta(minutes=1)
    services.beat(call.id, side=Side.PHONE, account="", now=later)
    assert services.end_silent_calls(later + SILENT_FOR) == 0
    assert services.end_silent_calls(later + SILENT_FOR + timedelta(seconds=1)) == 1
    assert queries.call(call.id).state == CallState.LOST
    assert timeline() == ["The call was not answered", "A call began", "The call was lost"]


def test_signals_go_to_the_other_side_in_order_and_are_forgotten() -> None:
    link = invited()
    call = spoken(link)
    before = last_position(f"phone/{link.handle}")
    for number in range(3):
        said = {"said": {"n": number}}
        services.tell(call.id, said, side=Side.ROOM, account="duty", now=REAL)
    got = heard(f"phone/{link.handle}")[before:]
    assert [one["said"] for one in got] == [{"n": 0}, {"n": 1}, {"n": 2}]
    services.tell(call.id, {"said": {}}, side=Side.PHONE, account="", now=REAL)
    assert heard("account/duty")[-1]["said"] == {}
    assert states("account/mayor") == ["ringing", "active"]
    with pytest.raises(RejectedError, match="bytes"):
        services.tell(call.id, {"said": "x" * 70_000}, side=Side.ROOM, account="duty", now=REAL)
    with pytest.raises(NotAllowedError):
        services.tell(call.id, {}, side=Side.ROOM, account="mayor", now=REAL)
    services.forget(REAL + SIGNAL_KEPT + timedelta(seconds=1))
    assert not Signal.objects.exists()
    assert last_position(f"phone/{link.handle}") == before + 3


def test_nothing_is_said_where_nobody_speaks() -> None:
    call = rung(invited())
    with pytest.raises(WrongCallStateError):
        services.tell(call.id, {}, side=Side.PHONE, account="", now=REAL)
    with pytest.raises(UnknownCallError):
        services.tell("none", {}, side=Side.PHONE, account="", now=REAL)


def test_a_link_that_is_taken_back_cuts_the_call_off() -> None:
    link = invited()
    call = spoken(link)
    services.revoke(link.handle, by="duty", now=REAL)
    assert queries.call(call.id).state == "ended"
    assert states(f"phone/{link.handle}")[-1] == "ended"
    with pytest.raises(LinkEndedError):
        rung(link)


def test_no_key_of_a_phone_keeps_a_call_from_its_end() -> None:
    first, second = invited(), invited(secret="o" * 43, key="other", unit="")
    call = rung(first)
    rung(second)
    services.report_text(first.handle, text="Mine", sent=sent(f"call/{call.id}/missed"))
    assert services.end_silent_calls(REAL + timedelta(minutes=1)) == 2


def test_a_call_that_fails_to_end_does_not_hold_up_the_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first, second = invited(), invited(secret="o" * 43, key="other", unit="")
    call = rung(first)
    rung(second)
    passed = calling._passed

    def failing(call_id: str, handle: str, now: datetime) -> bool:
        if call_id == call.id:
            raise RejectedError("key", "no")
        return passed(call_id, handle, now)

    monkeypatch.setattr(calling, "_passed", failing)
    assert services.end_silent_calls(REAL + timedelta(minutes=1)) == 1


def test_a_phone_that_sent_as_much_as_it_may_still_hangs_up(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    link = invited()
    call = spoken(link)
    monkeypatch.setattr(policies, "MOST_REPORTS", 1)
    with pytest.raises(RejectedError, match="too much"):
        services.report_text(link.handle, text="More", sent=sent())
    assert act(call, CallAct.HANG_UP, Side.PHONE).state == "ended"


def test_what_is_waiting_is_counted_where_it_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    call = spoken(invited())
    monkeypatch.setattr(policies, "MOST_SIGNALS", 4)
    for _ in range(3):
        services.tell(call.id, {"said": {}}, side=Side.PHONE, account="", now=REAL)
    with pytest.raises(RejectedError, match="too many"):
        services.tell(call.id, {"said": {}}, side=Side.PHONE, account="", now=REAL)
    services.tell(call.id, {"said": {}}, side=Side.ROOM, account="duty", now=REAL)


# --- recordings ---


def recorded(link: Invitation, call: Call, content: bytes = WEBM, key: str = "rec") -> Upload:
    told = Begun(kind="recording", length=None, call=call.id)
    upload = services.begin(link.handle, told, sent=sent(key, by="duty"))
    services.append(link.handle, upload.id, offset=0, content=content, length=None, now=REAL)
    services.append(
        link.handle, upload.id, offset=len(content), content=b"", length=len(content), now=REAL
    )
    return services.finish(upload.id, now=REAL)


def agreed(call: Call) -> Call:
    services.agree(call.id, allowed=True, side=Side.ROOM, account="duty", now=REAL)
    return services.agree(call.id, allowed=True, side=Side.PHONE, account="", now=REAL)


def test_nothing_is_recorded_unless_both_agree() -> None:
    link = invited()
    call = spoken(link)
    for side, account in ((Side.ROOM, "duty"), (Side.PHONE, "")):
        with pytest.raises(NoConsentError):
            recorded(link, call)
        services.agree(call.id, allowed=True, side=side, account=account, now=REAL)
    assert recorded(link, call).report_id
    assert not Piece.objects.exists()


def test_a_recording_is_kept_for_its_time_and_no_longer(store: RememberedStore) -> None:
    link = invited()
    call = agreed(spoken(link))
    recorded(link, call)
    kept = Report.objects.get(kind="recording")
    assert (kept.media_type, store.files[kept.file]) == ("video/webm", WEBM)
    assert kept.file_until == REAL + timedelta(days=30)
    services.forget(REAL + timedelta(days=30))
    assert store.files
    services.forget(REAL + timedelta(days=30, seconds=1))
    assert not store.files
    assert not Report.objects.get(kind="recording").file


def test_consent_that_is_taken_back_leaves_nothing(store: RememberedStore) -> None:
    link = invited()
    call = agreed(spoken(link))
    recorded(link, call)
    begun = services.begin(
        link.handle,
        Begun(kind="recording", length=None, call=call.id),
        sent=sent("second", by="duty"),
    )
    services.append(link.handle, begun.id, offset=0, content=WEBM, length=None, now=REAL)
    services.agree(call.id, allowed=False, side=Side.PHONE, account="", now=REAL)
    assert not store.files and not Piece.objects.exists()
    with pytest.raises(NoConsentError):
        recorded(link, call, key="third")
    assert [one.file for one in Report.objects.filter(kind="recording")] == [""]


class Withdrawing(RememberedStore):
    """The phone says no while a recording is being stored."""

    call = ""

    def put(self, content: bytes | BinaryIO, *, most: int = LARGEST) -> Stored:
        made = super().put(content, most=most)
        services.agree(self.call, allowed=False, side=Side.PHONE, account="", now=REAL)
        return made


def test_consent_that_is_taken_back_while_the_file_is_stored_leaves_none() -> None:
    link = invited()
    call = agreed(spoken(link))
    store = Withdrawing()
    store.call = call.id
    file_store.wire(lambda _: store)
    with pytest.raises(UnknownUploadError):
        recorded(link, call)
    assert store.put_at and not store.files
    assert not Report.objects.filter(kind="recording").exists()


def test_the_office_ends_a_recording_and_what_both_agreed_to_stays(store: RememberedStore) -> None:
    link = invited()
    call = agreed(spoken(link))
    recorded(link, call)
    services.agree(call.id, allowed=False, side=Side.ROOM, account="duty", now=REAL)
    assert store.files
    with pytest.raises(NoConsentError):
        recorded(link, call, key="second")


def test_a_recording_outlasts_its_link_and_a_lost_line(store: RememberedStore) -> None:
    link = invited(hours=1)
    call = agreed(spoken(link))
    late = REAL + timedelta(hours=2)
    assert services.end_silent_calls(late) == 1
    told = Begun(kind="recording", length=len(WEBM), call=call.id)
    upload = services.begin(link.handle, told, sent=sent("rec", now=late, by="duty"))
    services.append(link.handle, upload.id, offset=0, content=WEBM, length=None, now=late)
    assert services.finish_left(late) == 1
    assert list(store.files.values()) == [WEBM]


def test_what_no_browser_records_is_refused() -> None:
    link = invited()
    call = agreed(spoken(link))
    assert "WebM" in recorded(link, call, b"#!/bin/sh\n").refused
