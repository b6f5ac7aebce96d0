"""A city in real time with four feeds, whose systems are played on loopback and go wrong on demand.

``killed`` stops answering, ``drifting`` renames a column, ``frozen`` says the same for ever, and
``well`` does as it promises.
"""

import json
import shutil
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from simin.ingest.pack import find_pack
from tests.factories.city_server import CityServer, Pieces, Seen, reply

ROWS = "station,pm10\n" + "".join(f"{name},{10 + place}\n" for place, name in enumerate("ABCDEFGH"))
#: Minutes that pass from one reading of the gauge to the next, whenever it is asked.
STEP = timedelta(minutes=10)

_CSV = """id = "{name}"
kind = "csv"
source = "{name}"
address = "{url}/{name}.csv"
licence = "CC0-1.0"
owner = "environment"

[schedule]
every = 5

[mapping]
into = "row"
key = ["station"]

[[mapping.columns]]
field = "pm10"
to = "pm10"
required = true
"""
_GAUGE = """id = "frozen"
kind = "json"
source = "frozen"
address = "{url}/gauge"
licence = "CC0-1.0"
owner = "environment"
period = 600

[schedule]
every = 5

[mapping]
into = "observation"
records = "readings"
at = {{fields = ["time"]}}

[[mapping.columns]]
field = "level"
to = "gauge/level"
unit = "m"
"""
_OBSERVED = """
[[properties]]
id = "gauge-level"
name = {ko = "지천 수위", en = "Level of the brook"}
unit = "m"
frozen_after = 25

[[datastream_families]]
id = "gauge/level"
property = "gauge-level"
source = "frozen"
per = "city"
thing = {ko = "지천 수위계", en = "Gauge at the brook"}
"""
_INDICATOR = """
[[indicators]]
id = "gauge/level"
name = {ko = "지천 수위", en = "Level of the brook"}
section = "now"
domain = "water"
unit = "m"
decimals = 2
owner = "environment"
direction = "none"
family = "gauge/level"
aggregate = "latest"
method = {ko = "수위계 값", en = "as the gauge says"}
rank = 5
"""
_NAMES = {
    "killed": ("교통 검지기", "Traffic counters"),
    "drifting": ("대기 측정망", "Air stations"),
    "frozen": ("지천 수위계", "Brook gauge"),
    "well": ("주차장 현황", "Car parks"),
}


@dataclass
class Systems:
    """The city's systems: ``lost`` is what ``kill`` stops; the other server goes on."""

    lost: CityServer
    going: CityServer
    _asked: int = field(default=0)
    _began: datetime = field(default_factory=lambda: datetime.now(UTC) - timedelta(days=1))

    def __post_init__(self) -> None:
        rows = reply(ROWS.encode(), content_type="text/csv")
        self.lost.on("/killed.csv", rows)
        self.going.on("/drifting.csv", rows)
        self.going.on("/well.csv", rows)
        self.going.on("/gauge", self._level)

    def kill(self) -> None:
        self.lost.stop()

    def drift(self) -> None:
        renamed = ROWS.replace("pm10", "pm10_value").encode()
        self.going.on("/drifting.csv", reply(renamed, content_type="text/csv"))

    def _level(self, _seen: Seen) -> Pieces:
        """One new reading each time, all of the same level."""
        self._asked += 1
        at = self._began + self._asked * STEP
        told = {"readings": [{"time": at.isoformat(), "level": 1.73}]}
        return [reply(json.dumps(told).encode(), content_type="application/json")]


def write(folder: Path, systems: Systems) -> Path:
    """The pack, in ``folder``."""
    pack = Path(shutil.copytree(find_pack("sample"), folder))
    for left in (pack / "feeds").glob("*.toml"):
        left.unlink()
    city = (pack / "city.toml").read_text(encoding="utf-8").partition("[demo]")[0]
    hosts = ", ".join(f'"127.0.0.1:{one.port}"' for one in (systems.lost, systems.going))
    city = city.replace("[units]", f"private_hosts = [{hosts}]\n\n[units]", 1)
    (pack / "city.toml").write_text(city, encoding="utf-8")
    _append(pack / "observed.toml", _OBSERVED + "".join(map(_source, _NAMES)))
    _append(pack / "indicators.toml", _INDICATOR)
    for name in ("killed", "drifting", "well"):
        url = systems.lost.url if name == "killed" else systems.going.url
        (pack / f"feeds/{name}.toml").write_text(_CSV.format(name=name, url=url), encoding="utf-8")
    gauge = _GAUGE.format(url=systems.going.url)
    (pack / "feeds/frozen.toml").write_text(gauge, encoding="utf-8")
    return pack


def _source(name: str) -> str:
    korean, english = _NAMES[name]
    return (
        f'\n[[sources]]\nid = "{name}"\nname = {{ko = "{korean}", en = "{english}"}}\n'
        'origin = "measured"\ndepartment = "environment"\nbudget = 3600\nlicence = "CC0-1.0"\n'
        'attribution = {ko = "나루시", en = "Naru"}\n'
    )


def _append(path: Path, text: str) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.write(text)
