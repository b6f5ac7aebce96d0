"""Publishing goes on when the broker comes back, however it went."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import aiomqtt
import pytest

from simin.config import publication
from simin.config.publication import PublicationThread

GONE = aiomqtt.MqttError("the broker is gone")


class Interrupted(PublicationThread):
    """Loses its broker once, then is told to stop."""

    def __init__(self, environment: Any, loss: Exception) -> None:
        super().__init__(environment)
        self.losses = [loss]

    async def _connected(self, database: object) -> None:
        if self.losses:
            raise self.losses.pop()
        self._stopped.set()


@pytest.mark.parametrize("loss", [GONE, OSError(), ExceptionGroup("two under way", [GONE, GONE])])
def test_a_broker_that_goes_is_looked_for_again(
    loss: Exception, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(publication, "RESPITE", 0.0)
    thread = Interrupted(SimpleNamespace(home=tmp_path), loss)
    thread.run()
    assert not thread.losses
    assert thread._failing


def test_a_fault_of_ours_is_not_taken_for_the_brokers(tmp_path: Path) -> None:
    thread = Interrupted(SimpleNamespace(home=tmp_path), ExceptionGroup("", [GONE, KeyError()]))
    with pytest.raises(ExceptionGroup):
        thread.run()
