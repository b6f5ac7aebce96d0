"""The pack's procedures and scenarios of drills as their domain defines them. Pure."""

from collections.abc import Iterator

from simin.domains.procedures.definition import Definition
from simin.domains.procedures.scenario import Scenario
from simin.ingest.pack import Pack


def procedures(pack: Pack) -> Iterator[Definition]:
    for one in pack.procedures:
        yield one.definition()


def drills(pack: Pack) -> Iterator[Scenario]:
    for one in pack.drills:
        yield one.scenario()
