"""Data sets as an account at the desk sees them: by the rules of release, for the roles it holds.

Who decides on release and who looks after sources see all but what is never told; others see what
everybody sees, and columns that a rule leaves to a role of theirs.
"""

from collections.abc import Collection
from dataclasses import dataclass

from simin.domains.catalogue import queries as catalogue
from simin.domains.catalogue.errors import UnknownDatasetError
from simin.domains.catalogue.mask import Mask, masked_schema
from simin.domains.catalogue.queries import Dataset, Schema, Version
from simin.domains.identity.policies import OFFICE_ROLES, SOURCE_ROLES, may
from simin.domains.identity.roles import Role
from simin.domains.picture.policy import Rules
from simin.workflows.open_data.opening import latitude, sealed
from simin.workflows.open_data.withholding import in_force, never_told_of, withheld_of


@dataclass(frozen=True, kw_only=True)
class DeskDataset:
    """A data set of which the account sees at least one column."""

    dataset: Dataset
    mask: Mask

    @property
    def schema(self) -> Schema:
        return masked_schema(catalogue.schema_of(self.dataset), self.mask)

    def version(self, number: int | None = None) -> Version:
        """That version or the newest. Raises ``UnknownVersionError``."""
        found = catalogue.version(str(self.dataset.id), number)
        return catalogue.seen(found, self.mask, latitude=latitude())


def dataset(name: str, roles: Collection[Role]) -> DeskDataset:
    """Raises ``UnknownDatasetError``, also for one that is withheld from ``roles``."""
    told = catalogue.dataset(name)
    mask = _mask(told, in_force(), roles)
    if mask is None:
        raise UnknownDatasetError(name)
    return DeskDataset(dataset=told, mask=mask)


def seen_by(datasets: Collection[Dataset], roles: Collection[Role]) -> set[str]:
    """Ids of those of which ``roles`` see anything."""
    rules = in_force()
    return {str(one.id) for one in datasets if _mask(one, rules, roles) is not None}


def _mask(told: Dataset, rules: Rules | None, roles: Collection[Role]) -> Mask | None:
    if may(roles, OFFICE_ROLES | SOURCE_ROLES):
        return sealed(told, never_told_of(told, rules))
    return sealed(told, withheld_of(told, rules, roles))
