"""Observations as arrays, one for each datastream (18-088, 12)."""

from collections.abc import Sequence
from typing import Any

from simin.domains.observations.sensorthings.document import Document, Observed, link_to, trust_of
from simin.domains.observations.sensorthings.entities import TYPES
from simin.domains.observations.sensorthings.telling import documents
from simin.domains.observations.sensorthings.viewer import Viewer
from simin.kit.odata.options import Options

COMPONENTS = ("@iot.id", "phenomenonTime", "result", "resultTime", "resultQuality", "parameters")


def observations_as_array(
    rows: Sequence[Observed], options: Options, viewer: Viewer, base: str
) -> list[Document]:
    """In the order in which the datastreams are met; each group tells its trust."""
    components = _components(options)
    plain = Options(select=options.select)
    groups: dict[int, list[list[Any]]] = {}
    streams = {}
    told = documents("Observation", rows, plain, viewer, base)
    for row, document in zip(rows, told, strict=True):
        values = [document.get(name) for name in components]
        groups.setdefault(row.row.datastream_id, []).append(values)
        streams[row.row.datastream_id] = row.stream
    return [
        {
            "Datastream@iot.navigationLink": link_to(base, "Datastream", stream),
            "@simin.trust": trust_of("Datastream", streams[stream], viewer.language),
            "components": list(components),
            "dataArray@iot.count": len(values),
            "dataArray": values,
        }
        for stream, values in groups.items()
    ]


def _components(options: Options) -> tuple[str, ...]:
    if not options.select:
        return COMPONENTS
    known = TYPES["Observation"].properties
    names = ("@iot.id" if name == "id" else name for name in options.select)
    return tuple(name for name in names if name in known or name == "@iot.id")
