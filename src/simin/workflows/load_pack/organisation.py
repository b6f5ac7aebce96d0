"""The pack's departments and agencies as one tree. Pure."""

from collections.abc import Iterator

from simin.domains.identity.organisation import Department, DepartmentKind
from simin.ingest.pack import Pack


def departments(pack: Pack) -> Iterator[Department]:
    for rank, told in enumerate(pack.departments):
        yield Department(id=told.id, name=told.name, parent=told.parent, rank=rank)
    for rank, agency in enumerate(pack.agencies):
        yield Department(
            id=agency.id,
            name=agency.name,
            kind=DepartmentKind.AGENCY,
            parent=agency.department,
            rank=rank,
        )
