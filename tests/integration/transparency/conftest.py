"""A city's log and the frames that it is of."""

from pathlib import Path

import pytest
from django.db import transaction

from simin.domains.picture import queries as picture
from simin.domains.picture.services import publish
from simin.domains.transparency.folder import LogFolder
from simin.domains.transparency.keys import signer_of
from simin.domains.transparency.log import Log
from simin.workflows import frames_are_logged
from tests.factories.cards import NOON, card

ORIGIN = "city.example/log"


class Logged:
    """Publishes frames as the follower does, and opens the log as the engine does."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.folder = LogFolder(home / "log")
        self._said = 0

    def opened(self) -> Log:
        return Log(self.folder, signer_of(self.home / "log.key", self.folder, ORIGIN))

    def publish(self, count: int = 1) -> None:
        for _ in range(count):
            self._said += 1
            with transaction.atomic():
                shown = card("air/pm25", value=self._said)
                publish(changed=[shown], at=NOON, city_time=NOON, speed=1.0)
                frames_are_logged.log_new_frames()


@pytest.fixture
def logged(db: None, tmp_path: Path) -> Logged:
    picture.forget_kept()
    return Logged(tmp_path)
