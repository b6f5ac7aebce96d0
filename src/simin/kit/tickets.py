"""Short-lived signed tickets that let the live gateway know an office viewer without a database.

The web issues them to signed-in accounts; the gateway, which has no Django and no accounts, checks
signature and age. A ticket is a bearer secret: never log the query string that carries it.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from itsdangerous import BadSignature, SignatureExpired, URLSafeTimedSerializer

from simin.kit.errors import SiminError

#: What a ticket is for: one for the office's picture opens no call, and the other way round.
OFFICE_SALT = "simin.live.office"
CALLS_SALT = "simin.live.calls"
#: Seconds that an office ticket is good for.
TICKET_SECONDS = 300


class TicketExpiredError(SiminError):
    """The ticket was good, but too long ago."""


class TicketRefusedError(SiminError):
    """The ticket was not issued here, or was changed."""


@dataclass(frozen=True)
class Ticket:
    """What a good ticket says; ``account`` is the inbox, where it is for calls."""

    account: str
    expires_at: datetime


@dataclass(frozen=True)
class TicketBooth:
    """Issues and checks tickets with one secret (the project's key; at least 32 characters)."""

    secret: str
    salt: str = OFFICE_SALT

    def _serializer(self) -> URLSafeTimedSerializer:
        return URLSafeTimedSerializer(self.secret, salt=self.salt)

    def issue(self, account: str) -> str:
        return self._serializer().dumps(account)

    def check(self, ticket: str, *, max_age: int = TICKET_SECONDS) -> str:
        """The account the ticket was issued to.

        Raises ``TicketExpiredError`` or ``TicketRefusedError``.
        """
        return self.read(ticket, max_age=max_age).account

    def read(self, ticket: str, *, max_age: int = TICKET_SECONDS) -> Ticket:
        """What the ticket says, with its end; raises as ``check`` does."""
        try:
            account, issued_at = self._serializer().loads(
                ticket, max_age=max_age, return_timestamp=True
            )
        except SignatureExpired as error:
            raise TicketExpiredError(str(error)) from error
        except BadSignature as error:
            raise TicketRefusedError(str(error)) from error
        return Ticket(str(account), issued_at + timedelta(seconds=max_age))
