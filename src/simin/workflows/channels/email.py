"""E-mail, through the mail server of the installation."""

from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.mail import EmailMessage

from simin.kit.delivery import Message, Recipient
from simin.workflows.channels.posting import post
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
        post(EmailMessage(first, rest, to=[message.recipient.email]))
