"""The service root: the sets, and which parts of the standard are kept (18-088, 9.2.1)."""

from typing import Any

from simin.domains.observations.sensorthings.entities import SETS

_STA = "http://www.opengis.net/spec/iot_sensing/1.1/req"
CONFORMANCE = [
    f"{_STA}/{part}"
    for part in (
        "datamodel",
        "resource-path/resource-path-to-entities",
        "request-data",
        "create-update-delete/create-entity",
        "create-update-delete/link-to-existing-entities",
        "create-update-delete/deep-insert",
        "create-update-delete/deep-insert-status-code",
        "create-update-delete/update-entity",
        "create-update-delete/delete-entity",
        "create-update-delete/historical-location-auto-creation",
        "data-array/data-array",
    )
]


def root(base: str) -> dict[str, Any]:
    sets = [{"name": name, "url": f"{base}/{name}"} for name in SETS]
    return {"value": sets, "serverSettings": {"conformance": CONFORMANCE}}
