"""Wires what stands before all pages to the folder where long bodies wait."""

from collections.abc import Callable

from simin.config.environment import Environment
from simin.web.bodies.whole import Application, Scope, WholeBodies


def bodies_before(
    behind: Application, environment: Environment, household: Callable[[Scope], str]
) -> WholeBodies:
    folder = environment.home / "arriving"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return WholeBodies(behind, folder, household)
