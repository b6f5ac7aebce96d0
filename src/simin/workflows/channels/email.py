"""E-mail, through the mail server of the installation."""

from smtplib import SMTPAuthenticationError, SMTPException, SMTPResponseException
from smtplib import SMTPRecipientsRefused as RecipientsRefused
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.mail import EmailMessage

from simin.kit.delivery import BouncedError, Message, Recipient, UnsentError
from simin.workflows.channels.wording import Link, worded


class Email:
    """A server that refuses the address for good has bounced it; all else may pass."""

    name = "email"

    def __init__(self, zone: ZoneInfo, link: Link) -> None:
        self._zone = zone
        self._link = link

    def reaches(self, recipient: Recipient) -> bool:
        return bool(recipient.email)

    def send(self, message: Message) -> None:
        first, rest = worded(message, self._zone, self._link(message), settings.LANGUAGE_CODE)
        mail = EmailMessage(first, rest, to=[message.recipient.email])
        try:
            mail.send()
        except RecipientsRefused as error:
            raise _refused(error) from error
        except SMTPAuthenticationError as error:
            raise UnsentError("the mail server does not know us") from error
        except SMTPResponseException as error:
            raise _by_code(error.smtp_code) from error
        except (SMTPException, OSError) as error:
            reason = f"the mail server cannot be reached: {type(error).__name__}"
            raise UnsentError(reason) from error


def _refused(error: RecipientsRefused) -> UnsentError | BouncedError:
    codes = [code for code, _ in error.recipients.values()]
    return _by_code(max(codes, default=0))


def _by_code(code: int) -> UnsentError | BouncedError:
    """RFC 5321: 5xx is for good, 4xx for now."""
    if code >= 500:
        return BouncedError(f"the mail server refuses it for good ({code})")
    return UnsentError(f"the mail server refuses it for now ({code})")
