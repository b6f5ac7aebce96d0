"""Hand one mail to the installation's mail server, and say what became of it."""

from smtplib import SMTPAuthenticationError, SMTPException, SMTPResponseException
from smtplib import SMTPRecipientsRefused as RecipientsRefused

from django.core.mail import EmailMessage

from simin.kit.delivery import BouncedError, UnsentError


def post(mail: EmailMessage) -> None:
    """Raises ``BouncedError`` where the server refuses it for good, else ``UnsentError``."""
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
    except ValueError as error:
        raise BouncedError("no mail can be addressed to it") from error


def _refused(error: RecipientsRefused) -> UnsentError | BouncedError:
    codes = [code for code, _ in error.recipients.values()]
    return _by_code(max(codes, default=0))


def _by_code(code: int) -> UnsentError | BouncedError:
    """RFC 5321: 5xx is for good, 4xx for now."""
    if code >= 500:
        return BouncedError(f"the mail server refuses it for good ({code})")
    return UnsentError(f"the mail server refuses it for now ({code})")
