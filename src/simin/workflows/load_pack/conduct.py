"""The pack's procedures as their domain defines them. Pure."""

from collections.abc import Iterator

from simin.domains.procedures.definition import Definition
from simin.ingest.pack import Pack


def procedures(pack: Pack) -> Iterator[Definition]:
    for one in pack.procedures:
        yield one.definition()
