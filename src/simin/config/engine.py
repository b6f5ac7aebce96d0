"""The engine: once a second it plays what is due, runs the stories and publishes the picture.

Each part commits by itself and goes on from its own cursor, so a kill between any two loses nothing
and repeats nothing. One thread does it all but the feeds of a city that lives in real time: those
have a thread beside it, and the stories and the picture follow from what they commit.
"""

import contextlib
import threading
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import structlog
from django.db import Error as DatabaseError
from django.db import close_old_connections, connection

from simin.config.city_log import LogThread
from simin.config.city_streams import replay
from simin.config.declared_feeds import declare_feeds
from simin.config.engine_lock import Hold
from simin.config.feeds import feeds_beside_engine
from simin.config.installation import Installation
from simin.config.publication import publication_beside_engine
from simin.config.stand_ins import stand_ins
from simin.config.stories import STORIES, STORIES_OF_THE_PAST
from simin.domains.incidents import services as incidents
from simin.domains.observations import services as observations
from simin.domains.projects import services as projects
from simin.domains.warnings import services as warnings
from simin.ingest import city_time
from simin.ingest.pack import Pack
from simin.ingest.stand_ins import StandIns
from simin.kit.clock import Clock, FixedClock, wire
from simin.workflows import (
    alerts_follow,
    directives_follow,
    dispatch,
    incidents_are_counted,
    procedures_follow,
    projects_are_measured,
)
from simin.workflows.dispatch import Story
from simin.workflows.picture_follows import PictureFollower

log = structlog.get_logger()

#: Real seconds between two beats, and so between two frames.
BEAT = 1.0
#: Real seconds of a beat in which stories are told: a storm of events holds up no frame for longer.
TOLD = 2.0


class Engine:
    """One city's engine, beat by beat."""

    def __init__(
        self, pack: Pack, clock: Clock, *, starts: int, stand_ins: StandIns | None = None
    ) -> None:
        self.clock = clock
        self.stand_ins = stand_ins
        self.zone = ZoneInfo(pack.city.time_zone)
        self.replay = replay(pack, starts=starts)
        self.follower = PictureFollower(pack)
        self._alerts_looked_at: datetime | None = None
        self._of_projects = [family.id for family in pack.families if family.of_projects]
        wire(clock)

    def tick(self) -> int | None:
        """One beat; the number of the frame that it published, if it did."""
        now = self.clock.now()
        row = city_time.position()
        if row is not None:
            now = max(now, row.played_until)  # a machine's clock may be set back, the city's never
            if row.played_until < now:
                self.replay.play(row.played_until, now)
        elif self.stand_ins is not None:
            self.stand_ins.settle(now)
        self._follow(now, seconds=TOLD)
        return self.follower.refresh(now, at=datetime.now(UTC), speed=self.clock.speed)

    def live_until(self, until: datetime, *, generated_incidents: bool = True) -> int:
        """Live through a span of the past, which nobody sees; how many records it brought.

        Without ``generated_incidents`` it is one of the long spans, in which no alert is judged.
        """
        clock = FixedClock(until, self.clock.speed)
        start = self.clock.now()
        self.clock = clock
        wire(clock)
        played = self.replay.play(start, until, generated_incidents=generated_incidents)
        self._follow(until, STORIES if generated_incidents else STORIES_OF_THE_PAST)
        return played

    def _follow(
        self, now: datetime, stories: Sequence[Story] = STORIES, *, seconds: float = float("inf")
    ) -> None:
        """What follows from what was stored: stories, alerts, counters of the day, the stage."""
        observations.fold_pending(zone=self.zone)
        dispatch.run_pending(stories, clock=self.clock, seconds=seconds)
        if alerts_follow in stories:
            self._alerts_looked_at = alerts_follow.as_time_passes(self._alerts_looked_at, now)
            directives_follow.as_time_passes(now, self.zone)
            procedures_follow.as_time_passes(now)
        incidents_are_counted.roll_over(now)
        warnings.expire_due(now)
        projects.assess_due(now)
        projects_are_measured.as_time_passes(self._of_projects, now, self.zone)
        if incidents.assess_stage(now):
            dispatch.run_pending(stories, clock=self.clock, seconds=seconds)


class EngineThread(threading.Thread):
    """Runs the engine until told to stop; ``on_frame`` is called after each published frame."""

    def __init__(
        self,
        installation: Installation,
        *,
        hold: Hold,
        on_frame: Callable[[], None] = lambda: None,
        speed: float | None = None,
    ) -> None:
        super().__init__(name="engine", daemon=True)
        self.installation = installation
        self.hold = hold
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
        declare_feeds(self.installation)
        standing_in = stand_ins(self.installation)
        feeds = feeds_beside_engine(self.installation, standing_in)
        publication = publication_beside_engine(self.installation.environment)
        transparency = LogThread(self.installation.environment)
        beside = [one for one in (feeds, publication, transparency) if one is not None]
        for thread in beside:
            thread.start()
        try:
            self._beat_until_stopped(clock, standing_in)
        finally:
            for thread in beside:
                thread.stop()
                thread.join()

    def _beat_until_stopped(self, clock: Clock, standing_in: StandIns) -> None:
        row = city_time.position()
        starts = row.starts if row else 0
        engine = Engine(self.installation.pack, clock, starts=starts, stand_ins=standing_in)
        due = time.monotonic()
        failing = False
        while not self._stopped.is_set():
            failing = self._try(engine, failing=failing)
            due = max(due + BEAT, time.monotonic())
            self._stopped.wait(due - time.monotonic())

    def _try(self, engine: Engine, *, failing: bool) -> bool:
        """One beat; whether the database or disk failed, which is said once, and once when back."""
        try:
            self.hold.renew()
            if engine.tick() is not None:
                self.on_frame()
        except (DatabaseError, OSError) as error:
            if not failing:
                log.error("the database failed", error=str(error))
            close_old_connections()
            return True
        if failing:
            log.info("the database is back")
        return False
