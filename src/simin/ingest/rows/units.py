"""Units of measurement, converted where a feed states the unit that its source sends.

Records carry the stated unit; who stores them converts to the datastream's. A number without a
stated unit is never converted, and units of different kinds never meet.
"""

import unicodedata
from functools import cache
from typing import TYPE_CHECKING

from simin.kit.errors import SiminError

if TYPE_CHECKING:
    from pint import UnitRegistry

#: As cities write them to what pint reads.
_WRITTEN = {"㎍/㎥": "µg/m³", "ug/m3": "µg/m³", "℃": "degC", "°C": "degC", "％": "%"}


class UnitError(SiminError):
    """The unit is unknown, or the two units measure different things."""


@cache
def _registry() -> "UnitRegistry[float]":
    """Imported and made on first use, which takes a third of a second."""
    from pint import UnitRegistry  # noqa: PLC0415

    registry: UnitRegistry[float] = UnitRegistry(autoconvert_offset_to_baseunit=True)
    registry.define("ppb = 1e-9")
    return registry


def known(unit: str) -> bool:
    """Whether ``unit`` is one of measurement; ``명`` and ``대`` are not, and need no conversion."""
    try:
        _registry().Unit(_spelt(unit))
    except Exception:
        return False
    return True


def converted(value: float, sent: str, wanted: str) -> float:
    """``value`` in the unit ``wanted``; raises ``UnitError``."""
    if unicodedata.normalize("NFKC", sent) == unicodedata.normalize("NFKC", wanted):
        return value
    scale, offset = _line(_spelt(sent), _spelt(wanted))
    return value * scale + offset


@cache
def _line(sent: str, wanted: str) -> tuple[float, float]:
    """Scale and offset, found once: pint takes a thousand times as long as a multiplication."""
    registry = _registry()
    try:
        none, one = (registry.Quantity(value, sent).to(wanted).magnitude for value in (0.0, 1.0))
    except Exception as error:
        raise UnitError(f"{sent} cannot become {wanted}") from error
    return float(one - none), float(none)


def _spelt(unit: str) -> str:
    return _WRITTEN.get(unit, unit)
