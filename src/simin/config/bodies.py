"""Wires what stands before all pages to the folder where long bodies wait."""

from pathlib import Path
from shutil import disk_usage

from simin.config.environment import Environment
from simin.config.households import households
from simin.web.bodies.arriving import Arriving, Room
from simin.web.bodies.whole import Application, WholeBodies


def folder_of(environment: Environment) -> Path:
    """Of files without a name: of bodies on their way in, and of answers on their way out."""
    folder = environment.home / "arriving"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def room_in(environment: Environment, room: Room) -> Arriving:
    """Within what the disk may give before the intake stops."""
    folder = folder_of(environment)
    return Arriving(room, lambda: disk_usage(folder).free - environment.spare_bytes)


def bodies_before(behind: Application, environment: Environment) -> WholeBodies:
    return WholeBodies(
        behind,
        folder_of(environment),
        households(environment),
        arriving=room_in(environment, Room()),
    )
