"""Ring, answer, hang up, agree: what both sides hear, and what is kept of it."""

from datetime import timedelta

import msgspec
import pytest

from simin.domains.field import queries, services
from simin.domains.field.errors import (
    LinkEndedError,
    NoConsentError,
    UnknownCallError,
    WrongCallStateError,
)
from simin.domains.field.models import Call, Piece, Report, Signal, Upload
from simin.domains.field.policies import RINGS_FOR, SIGNAL_KEPT, SILENT_FOR
from simin.domains.field.queries import Invitation
from simin.domains.field.services import Begun
from simin.domains.field.services.signals import last_position
from simin.domains.field.states import CallAct, CallState, Side
from simin.domains.incidents import queries as incidents
from simin.kit.errors import NotAllowedError, RejectedError
from simin.kit.file_store import RememberedStore
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
    kept = queries.recordings_of(link.subject)[0]
    assert (kept.media_type, store.files[kept.file]) == ("video/webm", WEBM)
    assert kept.file_until == REAL + timedelta(days=30)
    services.forget(REAL + timedelta(days=30))
    assert store.files
    services.forget(REAL + timedelta(days=30, seconds=1))
    assert not store.files
    assert not queries.recordings_of(link.subject)[0].file


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


def test_what_no_browser_records_is_refused() -> None:
    link = invited()
    call = agreed(spoken(link))
    assert "WebM" in recorded(link, call, b"#!/bin/sh\n").refused
