"""An address that no mail can be addressed to is refused, and stops nobody who sends."""

from smtplib import SMTPHeloError, SMTPResponseException, SMTPSenderRefused

import pytest
from django.core.mail import EmailMessage

from simin.domains.subscriptions.services.asking import _mailbox
from simin.kit.delivery import BouncedError, UnsentError
from simin.kit.errors import RejectedError
from simin.workflows.channels.posting import post

ENCODED = "=?utf-8?b?4pyTCg==?=@x.org"


def test_an_encoded_word_is_no_address() -> None:
    with pytest.raises(RejectedError):
        _mailbox(ENCODED)


@pytest.mark.parametrize(
    "refusal",
    [SMTPHeloError(550, b"no"), SMTPSenderRefused(553, b"no", "city@example.org")],
)
def test_a_server_that_refuses_us_says_nothing_of_an_address(
    refusal: SMTPResponseException, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refusing(_: EmailMessage) -> int:
        raise refusal

    monkeypatch.setattr(EmailMessage, "send", refusing)
    with pytest.raises(UnsentError, match="refuses us"):
        post(EmailMessage("subject", "text", "city@example.org", ["a@example.org"]))


def test_a_mail_that_cannot_be_made_has_bounced() -> None:
    with pytest.raises(BouncedError):
        post(EmailMessage("subject", "text", "city@example.org", [ENCODED]))
