"""Publishes new observations at a broker, as SensorThings wants it (OGC 18-088, clause 14.2).

Reads what is committed from a position of its own, which moves on after the broker has
acknowledged: nothing is published before its commit, nothing is left out by a kill or an outage of
the broker, and at most the last messages come twice. Beside the engine, so that one process of a
city publishes. Datastreams behind a withheld card are never published.
"""

import asyncio
import json
import threading
from pathlib import Path
from urllib.parse import unquote, urlsplit

import aiomqtt
import structlog
from django.db import Error as DatabaseError

from simin.config.environment import Environment
from simin.domains.observations.sensorthings import publishing
from simin.domains.observations.sensorthings.document import Observed, document
from simin.ingest.runner.database_thread import DatabaseThread
from simin.kit import whole_file
from simin.kit.outbox import queries as outbox
from simin.web.sta.public_view import public_viewer

log = structlog.get_logger()

#: Observations that are under way at a time.
MOST = 200
#: Real seconds between two looks, and after a failure.
LOOK, RESPITE = 0.5, 5.0
#: Where the standard has observations, beside ``Datastreams(ID)/Observations``.
TOPIC = "v1.1/Observations"


class PublicationThread(threading.Thread):
    """Publishes until told to stop."""

    def __init__(self, environment: Environment) -> None:
        super().__init__(name="publication", daemon=True)
        self._environment = environment
        self._mark = environment.home / "published.position"
        self._loop = asyncio.new_event_loop()
        self._stopped = asyncio.Event()
        self._failing = False
        #: The newest event after which there was nothing to publish.
        self._seen = -1

    def stop(self) -> None:
        """From any thread; returns at once."""
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._stopped.set)

    def run(self) -> None:
        try:
            self._loop.run_until_complete(self._until_stopped())
        finally:
            self._loop.close()

    async def _until_stopped(self) -> None:
        database = DatabaseThread()
        try:
            while not self._stopped.is_set():
                try:
                    await self._connected(database)
                # A group where several messages were under way.
                except* (aiomqtt.MqttError, OSError, DatabaseError) as errors:
                    self._tell(errors.exceptions[0])
                    await self._rest(RESPITE)
        finally:
            database.close()

    async def _connected(self, database: DatabaseThread) -> None:
        async with client(self._environment.mqtt_url) as broker:
            while not self._stopped.is_set():
                if not await self._publish(broker, database):
                    await self._rest(LOOK)
                self._tell(None)

    async def _publish(self, broker: aiomqtt.Client, database: DatabaseThread) -> bool:
        """Whether there was something new."""
        position = await database.do(self._position)
        rows, until = await database.do(self._new, position)
        if until == position:
            return False
        base = base_of(self._environment)
        async with asyncio.TaskGroup() as group:
            for row in rows:
                body = json.dumps(document("Observation", row, base=base, language="en"))
                for topic in topics_of(row):
                    group.create_task(broker.publish(topic, body, qos=1))
        self._move(until)
        return True

    def _position(self) -> int:
        """A city that begins to publish begins with what comes from now on."""
        try:
            return int(self._mark.read_text())
        except (FileNotFoundError, ValueError):
            head = publishing.head()
            self._move(head)
            return head

    def _new(self, position: int) -> tuple[list[Observed], int]:
        """Looks at observations only where something happened since the last look."""
        happened = outbox.head()
        if happened == self._seen:
            return [], position
        rows, until = publishing.after(position, public_viewer(), MOST)
        if until == position:
            self._seen = happened
        return rows, until

    def _move(self, position: int) -> None:
        whole_file.write(self._mark, lambda aside: _write(aside, position))

    async def _rest(self, seconds: float) -> None:
        try:
            async with asyncio.timeout(seconds):
                await self._stopped.wait()
        except TimeoutError:
            pass

    def _tell(self, error: Exception | None) -> None:
        """Failure once, and recovery once."""
        if error is not None and not self._failing:
            log.error("observations are not published", error=str(error))
        elif error is None and self._failing:
            log.info("observations are published again")
        self._failing = error is not None


def client(url: str) -> aiomqtt.Client:
    """For ``mqtt://user:password@host:port`` or ``mqtts://…``."""
    parts = urlsplit(url)
    tls = parts.scheme == "mqtts"
    return aiomqtt.Client(
        parts.hostname or "",
        parts.port or (8883 if tls else 1883),
        username=unquote(parts.username) if parts.username else None,
        password=unquote(parts.password) if parts.password else None,
        tls_params=aiomqtt.TLSParameters() if tls else None,
        protocol=aiomqtt.ProtocolVersion.V5,
        timeout=30,
    )


def topics_of(row: Observed) -> tuple[str, str]:
    return TOPIC, f"v1.1/Datastreams({row.row.datastream_id})/Observations"


def base_of(environment: Environment) -> str:
    """Address of the service for links: nobody asks, so no request tells it."""
    host = environment.allowed_hosts[0] if environment.allowed_hosts else "localhost"
    if environment.tls:
        return f"https://{host}/sta/v1.1"
    return f"http://{host}:{environment.port}/sta/v1.1"


def _write(path: Path, position: int) -> None:
    path.write_text(str(position))


def publication_beside_engine(environment: Environment) -> PublicationThread | None:
    """A thread that publishes, where a broker is named."""
    return PublicationThread(environment) if environment.mqtt_url else None
