"""Hand one mail to the installation's mail server, and say what became of it."""

from smtplib import (
    SMTPAuthenticationError,
    SMTPConnectError,
    SMTPException,
    SMTPHeloError,
    SMTPRecipientsRefused,
    SMTPResponseException,
    SMTPSenderRefused,
)

from django.core.mail import EmailMessage

from simin.kit.delivery import BouncedError, UnsentError

#: Refusals of this installation, whatever their code: they say nothing about an address.
OF_US = (SMTPAuthenticationError, SMTPConnectError, SMTPHeloError, SMTPSenderRefused)


def post(mail: EmailMessage) -> None:
    """Raises ``BouncedError`` where the server refuses it for good, else ``UnsentError``."""
    try:
        mail.send()
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
