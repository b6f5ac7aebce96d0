"""``kiosk.toml``: what the city's kiosks show of its picture."""

import msgspec

from simin.domains.kiosks import layout
from simin.ingest.pack.city import Slug
from simin.ingest.pack.pack import Pack
from simin.ingest.pack.toml_file import TomlFile
from simin.ingest.pack.words import Entry


class Arrivals(Entry, frozen=True, kw_only=True):
    """As ``simin.domains.kiosks.layout.Arrivals``."""

    at: Slug
    feed: Slug
    place: str
    towards: str
    seconds: str
    line: str = ""
    ending: str = ""


class KioskLayout(Entry, frozen=True, kw_only=True):
    """As ``simin.domains.kiosks.layout.Layout``."""

    places: tuple[Slug, ...] = ()
    air: tuple[Slug, ...] = ()
    weather: tuple[Slug, ...] = ()
    around: tuple[Slug, ...] = ()
    near: tuple[Slug, ...] = ()
    arrivals: Arrivals | None = None


def read_kiosk(file: TomlFile) -> layout.Layout:
    """The empty one, for a city without the file."""
    told = file.whole(KioskLayout) if file.parsed else None
    return msgspec.convert(msgspec.to_builtins(told), layout.Layout) if told else layout.Layout()


def check_kiosk(pack: Pack, file: TomlFile) -> None:
    """What it names must be there."""
    indicators = {one.id for one in pack.indicators}
    layers = {one.id for one in pack.facility_layers}
    feeds = {one.id for one in pack.feeds}
    told, arrivals = pack.kiosk, pack.kiosk.arrivals
    named = [
        *((field, getattr(told, field), indicators) for field in ("air", "weather", "around")),
        *((field, getattr(told, field), layers) for field in ("places", "near")),
        *([("arrivals.at", (arrivals.at,), layers)] if arrivals else []),
        *([("arrivals.feed", (arrivals.feed,), feeds)] if arrivals else []),
    ]
    for field, ids, known in named:
        for one in ids:
            if one not in known:
                file.add(None, 0, field, f'"{one}" is not in the pack')
