"""Hand mails to the installation's mail server, and say what became of each."""

import contextlib
from collections.abc import Iterator
from smtplib import (
    SMTPAuthenticationError,
    SMTPConnectError,
    SMTPException,
    SMTPHeloError,
    SMTPRecipientsRefused,
    SMTPResponseException,
    SMTPSenderRefused,
)

from django.core.mail import EmailMessage, mailers
from django.core.mail.backends.base import BaseEmailBackend

from simin.kit.delivery import BouncedError, UnsentError

#: Refusals of this installation, whatever their code: they say nothing about an address.
OF_US = (SMTPAuthenticationError, SMTPConnectError, SMTPHeloError, SMTPSenderRefused)


def post(mail: EmailMessage) -> None:
    """Raises ``BouncedError`` where the server refuses it for good, else ``UnsentError``."""
    with _understood():
        mail.send()


class Postbox:
    """A way to the mail server that stays open from one mail to the next, until ``close``."""

    def __init__(self) -> None:
        self._server: BaseEmailBackend | None = None

    def post(self, mail: EmailMessage) -> None:
        """Raises as ``post``; after a failure that says nothing of the mail it begins anew."""
        try:
            with _understood():
                self._opened().send_messages([mail])
        except UnsentError:
            self.close()
            raise

    def close(self) -> None:
        server, self._server = self._server, None
        if server is not None:
            with contextlib.suppress(OSError):
                server.close()

    def _opened(self) -> BaseEmailBackend:
        if self._server is None:
            server = mailers.default
            server.open()
            self._server = server
        return self._server


@contextlib.contextmanager
def _understood() -> Iterator[None]:
    try:
        yield
    except SMTPRecipientsRefused as error:
        raise _refused(error) from error
    except OF_US as error:
        raise UnsentError(f"the mail server refuses us ({error.smtp_code})") from error
    except SMTPResponseException as error:
        raise _by_code(error.smtp_code) from error
    except (SMTPException, OSError) as error:
        reason = f"the mail server cannot be reached: {type(error).__name__}"
        raise UnsentError(reason) from error
    except ValueError as error:
        raise BouncedError("no mail can be addressed to it") from error


def _refused(error: SMTPRecipientsRefused) -> UnsentError | BouncedError:
    codes = [code for code, _ in error.recipients.values()]
    return _by_code(max(codes, default=0))


def _by_code(code: int) -> UnsentError | BouncedError:
    """RFC 5321: 5xx is for good, 4xx for now."""
    if code >= 500:
        return BouncedError(f"the mail server refuses it for good ({code})")
    return UnsentError(f"the mail server refuses it for now ({code})")
