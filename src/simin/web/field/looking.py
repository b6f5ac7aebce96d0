"""Write down who looks at what tells of a person in the field, before it is shown.

Lists say that somebody lets it be seen where they are; where that is stands only where the look is
written down, and only as long as the link is good.
"""

from collections.abc import Iterable
from datetime import timedelta

from django.http import HttpRequest

from simin.domains.audit import queries as audit
from simin.domains.audit.services import record_access
from simin.domains.field.queries import Invitation
from simin.kit.callers import address_of
from simin.web.field.entering import now
from simin.web.field.lines import InvitationLine

#: A page that stays open asks again and again: that is one look for so long.
ONE_LOOK = timedelta(minutes=10)


def seen(request: HttpRequest, found: Invitation, what: str) -> None:
    record_access(
        account=request.user.get_username(),
        person=f"field/{found.handle}",
        purpose=found.purpose,
        fields=[what],
        address=address_of(request),
    )


def position_seen(request: HttpRequest, line: InvitationLine) -> None:
    if line.where and not _just_seen(request, line.invitation):
        seen(request, line.invitation, "position")


def positions_seen(request: HttpRequest, lines: Iterable[InvitationLine]) -> None:
    """Of a map that shows all of them."""
    for line in lines:
        position_seen(request, line)


def _just_seen(request: HttpRequest, found: Invitation) -> bool:
    who, since = request.user.get_username(), now() - ONE_LOOK
    looks = audit.readers_of(f"field/{found.handle}", limit=20)
    return any(
        one.account == who and one.at > since and one.details["fields"] == ["position"]
        for one in looks
    )
