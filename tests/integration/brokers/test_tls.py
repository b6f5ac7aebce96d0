"""A broker behind TLS whose certificate is from an authority of the city's own."""

import asyncio
import ssl
from collections.abc import Iterator

import aiomqtt
import pytest

from simin.ingest.models import FeedState
from tests.factories.observed import found_observed_town
from tests.integration.brokers.test_listening import Ear, has, impatient, is_well
from tests.mosquitto.authority import certify
from tests.mosquitto.server import Mosquitto, mosquitto

pytestmark = pytest.mark.django_db
__all__ = ["impatient"]


@pytest.fixture
def broker() -> Iterator[Mosquitto]:
    found_observed_town()
    with mosquitto(certify) as one:
        yield one


def test_a_broker_is_trusted_by_the_authority_that_the_feed_names(broker: Mosquitto) -> None:
    ca = (broker.home / "ca.pem").read_text()
    ear = Ear(broker)

    async def story() -> None:
        async with ear.listens(ca=ca):
            await ear.until(is_well)
            trust = ssl.create_default_context(cadata=ca)
            async with aiomqtt.Client("127.0.0.1", broker.port, tls_context=trust) as client:
                await client.publish("dust/east", "4", qos=1)
            await ear.until(has(4))

    ear.drive(story)


@pytest.mark.parametrize(
    ("options", "reason"),
    [({}, "certificate verify failed"), ({"ca": "nothing"}, "options.ca holds no certificate")],
)
def test_a_broker_that_nobody_vouches_for_is_not_listened_to(
    broker: Mosquitto, options: dict[str, str], reason: str
) -> None:
    ear = Ear(broker)

    async def story() -> None:
        async with ear.listens(**options):
            await ear.until(lambda: FeedState.objects.exclude(problem="").exists())
            await asyncio.sleep(0)

    ear.drive(story)
    state = FeedState.objects.get()
    assert reason in state.problem and state.last_success_at is None
