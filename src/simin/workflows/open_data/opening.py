"""Public data sets with licence, owner, theme and time of change; public families of datastreams.

``datasets``, ``dataset``, ``version`` and ``families`` are what every door to the public asks. A
version that comes from here lacks what is withheld, also for filters, orders and cursors; no door
asks ``catalogue.version`` itself.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.utils.crypto import salted_hmac
from msgspec.structs import replace

from simin.domains.catalogue import queries as catalogue
from simin.domains.catalogue.errors import UnknownDatasetError, UnknownVersionError
from simin.domains.catalogue.licences import Licence, licence
from simin.domains.catalogue.mask import Mask, masked_schema
from simin.domains.catalogue.queries import Dataset, Schema, Version
from simin.domains.indicators import queries as indicators
from simin.domains.observations import queries as observations
from simin.domains.observations.reading import FamilyLine, SourceState
from simin.domains.picture.policy import Rules
from simin.domains.places import queries as places
from simin.domains.places.errors import NoCityError
from simin.workflows import withheld_families
from simin.workflows.open_data.withholding import in_force, withheld_of

type Words = Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class PublicDataset:
    """A data set that everybody may have. ``newest`` has no schema and files: ask ``version``."""

    dataset: Dataset
    newest: Version | None
    mask: Mask

    @property
    def id(self) -> str:
        return str(self.dataset.id)

    @property
    def licence(self) -> Licence:
        return licence(self.dataset.licence)

    @property
    def changed_at(self) -> datetime:
        """City time."""
        return self.newest.at if self.newest else self.dataset.defined_at

    @cached_property
    def schema(self) -> Schema:
        """As declared, without what is hidden."""
        return masked_schema(catalogue.schema_of(self.dataset), self.mask)


@dataclass(frozen=True, kw_only=True)
class PublicFamily:
    """A family of datastreams that everybody may have."""

    line: FamilyLine
    #: What it is called: its indicator's name, else its observed property's.
    title: Words
    source: SourceState
    #: Domain of the city at a glance; empty: none.
    theme: str
    owner: str

    @property
    def id(self) -> str:
        return self.line.family

    @property
    def licence(self) -> Licence:
        return licence(self.source.licence)

    @property
    def changed_at(self) -> datetime | None:
        return self.line.received


def datasets() -> list[PublicDataset]:
    """All that have at least one column left, in order of id."""
    found, rules = [], in_force()
    for each in catalogue.datasets():
        mask = _mask(each.dataset, rules)
        if mask is not None:
            found.append(PublicDataset(dataset=each.dataset, newest=each.newest, mask=mask))
    return found


def dataset(name: str) -> PublicDataset:
    """Raises ``UnknownDatasetError``, also for one that is withheld."""
    told = catalogue.dataset(name)
    mask = _mask(told, in_force())
    if mask is None:
        raise UnknownDatasetError(name)
    newest = catalogue.versions(name, 1)
    return PublicDataset(dataset=told, newest=newest[0] if newest else None, mask=mask)


def version(of: PublicDataset, number: int | None = None) -> Version:
    """That version or the newest, without what is hidden. Raises ``UnknownVersionError``."""
    found = catalogue.version(of.id, number)
    if not masked_schema(catalogue.schema_of(found), of.mask).columns:
        raise UnknownVersionError(of.id, found.number)
    return catalogue.seen(found, of.mask, latitude=latitude())


def families() -> list[PublicFamily]:
    """All that no withheld indicator rests on, in order of name."""
    hidden = withheld_families.as_published()
    shown = [line for line in observations.lines_of_families() if line.family not in hidden]
    sources = observations.sources()
    names = observations.property_names({line.property for line in shown})
    called = _called()
    return [
        PublicFamily(
            line=line,
            title=called.get(line.family, ({}, ""))[0] or names.get(line.property, {}),
            source=sources[line.source],
            theme=called.get(line.family, ({}, ""))[1],
            owner=sources[line.source].department or "",
        )
        for line in shown
    ]


def family(name: str) -> PublicFamily:
    """Raises ``UnknownDatasetError``."""
    for found in families():
        if found.id == name:
            return found
    raise UnknownDatasetError(name)


def _called() -> dict[str, tuple[Words, str]]:
    """Family to the name and the domain of the indicator that is made of it alone."""
    return {
        one.family: (one.name, one.domain or "")
        for one in reversed(indicators.indicators())
        if one.family
    }


def _mask(told: Dataset, rules: Rules | None) -> Mask | None:
    """None: all of it is withheld."""
    return sealed(told, withheld_of(told, rules))


def sealed(told: Dataset, found: Mask | None) -> Mask | None:
    """With what keeps cells apart; None where no column is left."""
    if found is None or not masked_schema(catalogue.schema_of(told), found).columns:
        return None
    if not found.hides:
        return found
    secret = salted_hmac("simin.open-data", told.id, algorithm="sha256").hexdigest()
    return replace(found, secret=secret)


def latitude() -> float:
    try:
        return float(places.city().centre.latitude)
    except NoCityError:
        return 0.0
