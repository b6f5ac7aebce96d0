"""Observations in the unit of their datastream, where the feed states the unit that it sends.

A result in a unit of another kind is refused; without a stated unit a number stays as sent.
"""

from collections.abc import Callable, Sequence

from msgspec.structs import replace

from simin.domains.observations import queries as observations
from simin.ingest.feeds import Record
from simin.ingest.rows.units import UnitError, converted
from simin.kit.errors import RejectedError


def in_units_kept(records: Sequence[Record]) -> Callable[[Record], Record]:
    """What converts one of ``records``; it raises ``RejectedError``."""
    stated = {str(each.values.get("datastream")) for each in records if each.values.get("unit")}
    units = observations.units(stated) if stated else {}

    def convert(record: Record) -> Record:
        sent, result = record.values.get("unit"), record.values.get("result")
        wanted = units.get(str(record.values.get("datastream")))
        if not sent or not wanted or not isinstance(result, int | float):
            return record
        try:
            kept = converted(result, str(sent), wanted)
        except UnitError as error:
            raise RejectedError("unit", str(error)) from error
        return replace(record, values={**record.values, "result": kept})

    return convert
