"""What the pack says of kiosks, with the words of the facilities that they name. Pure."""

from dataclasses import replace

from simin.domains.kiosks.layout import Kind, Layout
from simin.ingest.pack import Pack


def layout(pack: Pack) -> Layout:
    named = {*pack.kiosk.places, *pack.kiosk.near}
    kinds = tuple(
        Kind(
            id=layer.id,
            name=layer.name,
            icon=layer.icon,
            counted=layer.capacity or {},
            attribution=layer.attribution,
        )
        for layer in pack.facility_layers
        if layer.id in named
    )
    return replace(pack.kiosk, kinds=kinds)
