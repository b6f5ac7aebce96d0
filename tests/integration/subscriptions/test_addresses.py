"""An address that no mail can be addressed to is refused, and stops nobody who sends."""

import pytest
from django.core.mail import EmailMessage

from simin.domains.subscriptions.services.asking import _mailbox
from simin.kit.delivery import BouncedError
from simin.kit.errors import RejectedError
from simin.workflows.channels.posting import post

ENCODED = "=?utf-8?b?4pyTCg==?=@x.org"


def test_an_encoded_word_is_no_address() -> None:
    with pytest.raises(RejectedError):
        _mailbox(ENCODED)


def test_a_mail_that_cannot_be_made_has_bounced() -> None:
    with pytest.raises(BouncedError):
        post(EmailMessage("subject", "text", "city@example.org", [ENCODED]))
