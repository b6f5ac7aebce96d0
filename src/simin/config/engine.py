"""The engine: once a second it plays what is due, runs the stories and publishes the picture.

Each part commits by itself and goes on from its own cursor, so a kill between any two loses nothing
and repeats nothing. One thread does it all but the feeds of a city that lives in real time: those
have a thread beside it, and the stories and the picture follow from what they commit.
"""

import contextlib
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime

import structlog
from django.db import Error as DatabaseError
from django.db import close_old_connections, connection

from simin.config.city_streams import replay
from simin.config.feeds import feeds_beside_engine
from simin.config.installation import Installation
from simin.config.stories import STORIES
from simin.domains.incidents import services as incidents
from simin.ingest import city_time
from simin.ingest.pack import Pack
from simin.kit.clock import Clock, FixedClock, wire
from simin.workflows import dispatch, incidents_are_counted
from simin.workflows.picture_follows import PictureFollower

log = structlog.get_logger()

#: Real seconds between two beats, and so between two frames.
BEAT = 1.0


class Engine:
    """One city's engine, beat by beat."""

    def __init__(self, pack: Pack, clock: Clock, *, starts: int) -> None:
        self.clock = clock
        self.replay = replay(pack, starts=starts)
        self.follower = PictureFollower(pack)
        wire(clock)

    def tick(self) -> int | None:
        """One beat; the number of the frame that it published, if it did."""
        now = self.clock.now()
        row = city_time.position()
        if row is not None:
            now = max(now, row.played_until)  # a machine's clock may be set back, the city's never
            if row.played_until < now:
                self.replay.play(row.played_until, now)
        self._follow(now)
        return self.follower.refresh(now, at=datetime.now(UTC), speed=self.clock.speed)

    def live_until(self, until: datetime, *, generated_incidents: bool = True) -> int:
        """Live through a span of the past, which nobody sees; how many records it brought."""
        clock = FixedClock(until, self.clock.speed)
        start = self.clock.now()
        self.clock = clock
        wire(clock)
        played = self.replay.play(start, until, generated_incidents=generated_incidents)
        self._follow(until)
        return played

    def _follow(self, now: datetime) -> None:
        """What follows from what was stored: stories, counters of the day, the stage."""
        dispatch.run_pending(STORIES, clock=self.clock)
        incidents_are_counted.roll_over(now)
        if incidents.assess_stage(now):
            dispatch.run_pending(STORIES, clock=self.clock)


class EngineThread(threading.Thread):
    """Runs the engine until told to stop; ``on_frame`` is called after each published frame."""

    def __init__(
        self,
        installation: Installation,
        *,
        on_frame: Callable[[], None] = lambda: None,
        speed: float | None = None,
    ) -> None:
        super().__init__(name="engine", daemon=True)
        self.installation = installation
        self.on_frame = on_frame
        self.speed = speed
        self.failure: Exception | None = None
        self._stopped = threading.Event()

    def stop(self) -> None:
        self._stopped.set()

    def run(self) -> None:
        try:
            self._beat()
        except Exception as error:
            self.failure = error
            log.exception("the engine stopped")
        finally:
            with contextlib.suppress(DatabaseError):
                city_time.stop()
            connection.close()

    def _beat(self) -> None:
        clock = city_time.start(speed=self.speed)
        feeds = feeds_beside_engine(self.installation)
        if feeds is not None:
            feeds.start()
        try:
            self._beat_until_stopped(clock)
        finally:
            if feeds is not None:
                feeds.stop()
                feeds.join()

    def _beat_until_stopped(self, clock: Clock) -> None:
        row = city_time.position()
        engine = Engine(self.installation.pack, clock, starts=row.starts if row else 0)
        due = time.monotonic()
        failing = False
        while not self._stopped.is_set():
            failing = self._try(engine, failing=failing)
            due = max(due + BEAT, time.monotonic())
            self._stopped.wait(due - time.monotonic())

    def _try(self, engine: Engine, *, failing: bool) -> bool:
        """One beat; whether the database failed, which is said once, and once when it is back."""
        try:
            if engine.tick() is not None:
                self.on_frame()
        except DatabaseError as error:
            if not failing:
                log.error("the database failed", error=str(error))
            close_old_connections()
            return True
        if failing:
            log.info("the database is back")
        return False
