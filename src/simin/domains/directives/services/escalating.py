"""Take a directive up the organisation: the next unit above is asked too."""

from datetime import datetime

from simin.domains.directives.models import Directive, Involved
from simin.domains.directives.services.record import entered, moved
from simin.domains.directives.states import Act, State
from simin.domains.identity import queries as identity
from simin.kit.errors import RejectedError


def go_up(directive: Directive, *, at: datetime, actor: str, text: str = "", key: str = "") -> None:
    """Raises ``RejectedError`` where nobody stands above whom it has reached."""
    above = identity.units_or_head_above(directive.unit)
    if directive.level >= len(above):
        raise RejectedError("state", "nobody stands above whom it has reached")
    unit = above[directive.level]
    directive.level += 1
    directive.escalated_at = at
    directive.at_top = directive.level >= len(above)
    Involved.objects.update_or_create(
        directive=directive, unit=unit, defaults={"level": directive.level, "watches": False}
    )
    moved(directive, State.ESCALATED, at)
    details = {"unit": unit, "level": directive.level}
    entered(directive, Act.ESCALATE, at=at, actor=actor, text=text, details=details, key=key)
