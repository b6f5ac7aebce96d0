"""Writes the pack of the measured city: Seoul's, with other feeds, and indicators for the probes.

Seoul's own feeds are left out (they need keys); its districts, departments and indicators stay, so
that the picture has its real size.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path

from benchmarks.city_feeds.devices import GROUPS, MEASURES
from benchmarks.city_feeds.shapes import SHAPES, Shape
from simin.ingest.pack import find_pack

#: Addresses of loopback, one a host; a city's systems stand on many.
HOSTS = tuple(f"127.0.0.{number}" for number in range(10, 74))
PLAZA = HOSTS[0]


def write(folder: Path, *, port: int, broker: int) -> Path:
    """The pack, in ``folder``."""
    pack = Path(shutil.copytree(find_pack("seoul"), folder))
    for left in (pack / "feeds").glob("*.toml"):
        left.unlink()
    city = (pack / "city.toml").read_text(encoding="utf-8").partition("[demo]")[0]
    allowed = ", ".join(f'"{host}:{port}"' for host in HOSTS)
    hosts = f'private_hosts = [{allowed}, "127.0.0.1:{broker}"]\n\n[units]'
    (pack / "city.toml").write_text(city.replace("[units]", hosts, 1), encoding="utf-8")
    for name, lines in (("observed", _observed()), ("indicators", _indicators())):
        with (pack / f"{name}.toml").open("a", encoding="utf-8") as file:
            file.write("\n" + "\n\n".join(lines) + "\n")
    for name, text in _feeds(port, broker):
        (pack / f"feeds/{name}.toml").write_text(text, encoding="utf-8")
    return pack


def _observed() -> Iterator[str]:
    for feed in [name for shape in SHAPES for name in shape.feeds()] + ["sdot"]:
        yield (
            f'[[sources]]\nid = "{feed}"\nname = {{ko = "{feed}", en = "{feed}"}}\n'
            'origin = "measured"\ndepartment = "digital"\nbudget = 300\nlicence = "KOGL-1"\n'
            'attribution = {ko = "서울특별시", en = "Seoul"}'
        )
    yield '[[properties]]\nid = "anything"\nname = {ko = "값", en = "Value"}\nunit = "1"'
    for measure in MEASURES:
        yield (
            f'[[properties]]\nid = "sdot-{measure}"\nname = {{ko = "{measure}", en = "{measure}"}}'
            '\nunit = "1"\nfrozen_after = 1440\nplausible = [-1000, 100000000]\noutlier = 500'
        )
        yield _family(f"sdot/{measure}", f"sdot-{measure}", "sdot")
    for card, source in probes():
        yield _family(card, "anything", source)


def probes() -> Iterator[tuple[str, str]]:
    """Cards that show probes, each with its source."""
    for shape in SHAPES:
        if shape.probed:
            yield from ((f"probe/{feed}", feed) for feed in shape.feeds())
    yield from ((f"probe/sdot-{group}", "sdot") for group in range(GROUPS))


def _family(name: str, observed: str, source: str) -> str:
    return (
        f'[[datastream_families]]\nid = "{name}"\nproperty = "{observed}"\nsource = "{source}"\n'
        f'per = "city"\nthing = {{ko = "{name}", en = "{name}"}}'
    )


def _indicators() -> Iterator[str]:
    """The newest value of each probe, and the mean of each measure of the devices."""
    shown = [(card, "latest") for card, _ in probes()]
    shown += [(f"sdot/{measure}", "mean") for measure in MEASURES]
    for rank, (card, aggregate) in enumerate(shown):
        yield (
            f'[[indicators]]\nid = "{card}"\nname = {{ko = "{card}", en = "{card}"}}\n'
            f'section = "administration"\ntheme = "open"\nunit = "1"\nowner = "digital"\n'
            f'direction = "none"\nfamily = "{card}"\naggregate = "{aggregate}"\n'
            f'method = {{ko = "{aggregate}", en = "{aggregate}"}}\nrank = {1000 + rank}'
        )


def _feeds(port: int, broker: int) -> Iterator[tuple[str, str]]:
    place = 0
    for shape in SHAPES:
        for feed in shape.feeds():
            place += 1
            host = PLAZA if shape.host else HOSTS[1 + place % (len(HOSTS) - 1)]
            yield feed, _feed(shape, feed, f"http://{host}:{port}/{feed}{shape.path}")
    yield "sdot", _devices(broker)


def _feed(shape: Shape, feed: str, address: str) -> str:
    parts = [
        f'id = "{feed}"\nkind = "{shape.kind}"\nsource = "{feed}"\naddress = "{address}"',
        f'licence = "KOGL-1"\nowner = "digital"\nperiod = {shape.period}',
        "whole = true" if shape.whole else "",
        "\n[schedule]\nevery = 60\njitter = 5",
        f"\n[options]\n{shape.options}" if shape.options else "",
        f"\n[mapping]\n{shape.mapping.replace('{feed}', feed)}" if shape.mapping else "",
    ]
    return "\n".join(part for part in parts if part) + "\n"


def _devices(broker: int) -> str:
    return (
        f'id = "sdot"\nkind = "mqtt"\nsource = "sdot"\naddress = "mqtt://127.0.0.1:{broker}"\n'
        'licence = "KOGL-1"\nowner = "digital"\nperiod = 120\nschedule = {every = 60}\n'
        'options = {topics = ["sdot/{device}/{measure}"]}\n\n[mapping]\n'
        'at = {fields = ["at"], format = "unix-ms"}\n'
        'placeholders = {device = "device", measure = "measure"}\n'
        'columns = [{field = "value", to = "sdot/{measure}/{device}"}]\n'
    )
