"""What can be done in the field; each in one transaction with its events."""

from simin.domains.field.services.calling import (
    agree,
    answer,
    beat,
    call_up,
    end_silent_calls,
    tell,
)
from simin.domains.field.services.files import sweep
from simin.domains.field.services.forgetting import forget
from simin.domains.field.services.inviting import Asked, define_rules, enter, invite, revoke
from simin.domains.field.services.positions import allow_position, share_position
from simin.domains.field.services.record import Sent
from simin.domains.field.services.reporting import report_photo, report_text, set_unit_state
from simin.domains.field.services.uploading import (
    Begun,
    append,
    begin,
    finish,
    finish_left,
    give_up,
)

__all__ = [
    "Asked",
    "Begun",
    "Sent",
    "agree",
    "allow_position",
    "answer",
    "append",
    "beat",
    "begin",
    "call_up",
    "define_rules",
    "end_silent_calls",
    "enter",
    "finish",
    "finish_left",
    "forget",
    "give_up",
    "invite",
    "report_photo",
    "report_text",
    "revoke",
    "set_unit_state",
    "share_position",
    "sweep",
    "tell",
]
