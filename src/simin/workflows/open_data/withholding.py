"""What the rules of release withhold of a data set, as a mask over its columns.

The one place where plaza and desk ask who sees what. A policy names data sets by their id and
columns by their name; ``point`` is the place of a row, by whatever columns it is told.
"""

from collections.abc import Callable, Collection
from functools import partial

from simin.domains.catalogue import queries as catalogue
from simin.domains.catalogue.mask import Mask
from simin.domains.catalogue.queries import Dataset
from simin.domains.picture.policy import Rules, Sight
from simin.domains.picture.rule import DATASET
from simin.domains.places.errors import NoCityError
from simin.domains.releases import queries as releases

POINT = "point"


def in_force() -> Rules | None:
    """Asked once for many data sets; None before there is a city: then nothing is withheld."""
    try:
        return releases.rules()
    except NoCityError:
        return None


def withheld_of(told: Dataset, rules: Rules | None, roles: Collection[str] = ()) -> Mask | None:
    """Of who holds ``roles``; None: the whole data set is withheld."""
    return _masked(told, rules, lambda asked: partial(asked.sight, roles=roles))


def never_told_of(told: Dataset, rules: Rules | None) -> Mask | None:
    """Of those who decide on release: what nobody is told."""
    return _masked(told, rules, lambda asked: asked.office_sight)


def _masked(
    told: Dataset, rules: Rules | None, asking: Callable[[Rules], Callable[[str, str, str], Sight]]
) -> Mask | None:
    if rules is None:
        return Mask()
    name, sight_of = str(told.id), asking(rules)
    if sight_of(DATASET, name, "") is Sight.NOTHING:
        return None
    schema = catalogue.schema_of(told)
    seen = {one.name: sight_of(DATASET, name, one.name) for one in schema.columns}
    hidden = {column for column, sight in seen.items() if sight is Sight.NOTHING}
    placed = {one for one in (schema.longitude, schema.latitude, schema.geometry) if one}
    point = sight_of(DATASET, name, POINT)
    return Mask(
        hidden=frozenset(hidden | placed if point is Sight.NOTHING else hidden),
        cell=_cell(rules, {point, *(seen[one] for one in placed)}),
        small=frozenset(one for one, sight in seen.items() if sight is Sight.SMALL),
        least=rules.policy.smallest_count,
        struck=frozenset(one for one, sight in seen.items() if sight is Sight.NUMBERS),
    )


def _cell(rules: Rules, sights: set[Sight]) -> float | None:
    return rules.policy.cell_metres if Sight.CELL in sights else None
