"""What was done with links, positions, calls and recordings stands in the audit trail."""

import pytest

from simin.domains.audit import queries as audit
from simin.domains.field import services
from simin.domains.field.states import CallAct, Side
from simin.kit.clock import FixedClock
from simin.workflows import field_is_audited
from simin.workflows.dispatch import run_pending
from tests.factories.field_town import REAL, invited, sent
from tests.factories.incidents import NOON

pytestmark = pytest.mark.usefixtures("store")


def test_every_deed_is_written_down_and_no_word_of_what_was_said() -> None:
    link = invited()
    services.enter("s" * 43, now=REAL, network="")
    services.report_text(link.handle, text="Mrs Kim, flat 302", sent=sent())
    services.allow_position(link.handle, allowed=True, now=REAL)
    call = services.call_up(link.handle, side=Side.PHONE, account="", now=REAL)
    services.answer(call.id, CallAct.ACCEPT, side=Side.ROOM, account="duty", now=REAL)
    services.agree(call.id, allowed=True, side=Side.PHONE, account="", now=REAL)
    services.agree(call.id, allowed=False, side=Side.PHONE, account="", now=REAL)
    services.revoke(link.handle, by="duty", now=REAL)
    run_pending([field_is_audited], clock=FixedClock(NOON))
    found = audit.entries(subject=f"field/{link.handle}")
    assert [one.action.removeprefix("field.") for one in reversed(found)] == [
        "invited",
        "opened",
        "position-allowed",
        "call-ringing",
        "call-active",
        "recording-allowed",
        "recording-refused",
        "call-ended",
        "revoked",
    ]
    assert [one.account for one in found][-2:] == ["phone", "duty"]
    assert "Kim" not in str(found)
