"""Lets runs begin only while the disk has room; says once that it has not, and once that it has."""

import structlog

from simin.ingest.oversight import intake
from simin.ingest.runner.job import World

log = structlog.get_logger()


class Room:
    """Asked before each beat."""

    def __init__(self, world: World) -> None:
        self._world = world
        #: None: not known yet, a killed engine may have left a stop.
        self._short: bool | None = None

    async def enough(self) -> bool:
        """Whether runs may begin. Raises what the database raises."""
        shortage = self._world.disk.shortage()
        if self._short == (shortage is not None):
            return shortage is None
        do = self._world.database.do
        if shortage is None:
            await do(intake.go_on)
            if self._short:
                log.info("the disk has room again, feeds go on")
        else:
            log.error("feeds stop: the disk is nearly full", free=shortage.free)
            await do(intake.stop, shortage, at=self._world.real.now())
        self._short = shortage is not None
        return shortage is None
