"""A town with a warning desk, and a mailbox in which somebody reads what came."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.core.mail import EmailMessage

from simin.kit.clock import FixedClock
from simin.kit.web_push import key_in
from simin.workflows import dispatch, subscribers_are_told
from simin.workflows.channels import Citizens, PushSender
from simin.workflows.subscribers_are_reached import reach
from tests.factories.incidents import NOON
from tests.factories.project_town import project_town

BASE = "https://city.example"


class Town:
    """What the engine and the worker do, by hand; mails are read by ``read``."""

    def __init__(self, sender: PushSender, *, mails: bool = True) -> None:
        self.citizens = Citizens(BASE, sender, mails=mails)

    def hear(self) -> None:
        dispatch.run_pending([subscribers_are_told], clock=FixedClock(NOON))

    def told(self, *, later: timedelta = timedelta(0)) -> int:
        self.hear()
        return reach(self.citizens, datetime.now(UTC) + later)

    def read(self) -> list[EmailMessage]:
        found = list(mail.outbox)
        mail.outbox.clear()
        return found

    def subscribe(self, client: Any, **form: Any) -> str:
        """The way to the list of what is followed, after the mail was confirmed."""
        form = {"email": "a@example.org", "topic": "warnings"} | form
        assert client.post("/en/follow/", form).status_code == 302
        self.told()
        [sent] = self.read()
        answer = client.post(path(sent, "confirm"))
        assert answer.status_code == 302
        return str(answer["Location"])


def path(sent: EmailMessage, page: str) -> str:
    """Of a link in a mail, below the city's address."""
    found = re.search(rf"{BASE}(\S*/follow/{page}/\S+)", str(sent.body))
    assert found is not None, sent.body
    return found[1]


@pytest.fixture
def make_town(tmp_path: Path) -> Callable[..., Town]:
    def made(*hosts: str, mails: bool = True) -> Town:
        sender = PushSender(key_in(tmp_path / "push.key"), "mailto:a@city.example", hosts)
        return Town(sender, mails=mails)

    return made


@pytest.fixture
def town(make_town: Callable[..., Town], settings: Any) -> Iterator[Town]:
    settings.SIMIN_MAIL = True
    cache.clear()
    with project_town():
        yield make_town()
