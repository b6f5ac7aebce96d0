"""Wires what stands before all pages to the folder where long bodies wait."""

from pathlib import Path

from simin.config.environment import Environment
from simin.config.households import households
from simin.web.bodies.whole import Application, WholeBodies


def folder_of(environment: Environment) -> Path:
    """Of files without a name: of bodies on their way in, and of answers on their way out."""
    folder = environment.home / "arriving"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def bodies_before(behind: Application, environment: Environment) -> WholeBodies:
    return WholeBodies(behind, folder_of(environment), households(environment))
