"""Wires what stands before all pages to the folder where long bodies and answers wait.

It is a folder of this machine: the data folder may be on another one's disk, and then each piece
would go over the network twice.
"""

import tempfile
from pathlib import Path
from shutil import disk_usage

from simin.config.disk_room import DiskRoom
from simin.config.environment import Environment
from simin.config.households import households
from simin.web.bodies.arriving import Arriving, Room
from simin.web.bodies.whole import Application, WholeBodies


def spool_folder() -> Path:
    """Of files without a name: of bodies on their way in, and of answers on their way out."""
    return Path(tempfile.gettempdir())


def room_in(environment: Environment, room: Room) -> Arriving:
    """Within what the disk has beyond what the installation leaves free."""
    folder, spare = spool_folder(), environment.spare_bytes
    return Arriving(room, DiskRoom(lambda: disk_usage(folder).free - spare))


def bodies_before(behind: Application, environment: Environment) -> WholeBodies:
    return WholeBodies(
        behind,
        spool_folder(),
        households(environment),
        arriving=room_in(environment, Room()),
    )
