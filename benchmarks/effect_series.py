"""Real series at whose chosen moments nothing is known to have been done.

Seoul's daily air at stations (2018 to 2020), its hourly PM2.5 by district (2022), its public bikes
by the hour (2018), and the hourly load of a transformer. Read from the folder of shared data; none
of it is kept here.
"""

import csv
import gzip
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from simin.domains.effects.step import Step

SEOUL = ZoneInfo("Asia/Seoul")
type Values = dict[datetime, float]


@dataclass(frozen=True)
class RealSeries:
    name: str
    step: Step
    before: int
    after: int
    #: Steps between two moments.
    every: int
    all: Sequence[Mapping[datetime, float]]


def real_series(folder: Path) -> Iterator[RealSeries]:
    air = list(air_daily(folder / "seoul_air_daily"))[::12]
    dust = list(pm_hourly(folder / "seoul_pm_hourly_gu"))[::5]
    bikes = [bike(folder / "seoul_bike")]
    load = list(electricity(folder / "electricity_ett"))
    for before, after in ((56, 14), (112, 28)):
        yield RealSeries("Seoul air, daily", "day", before, after, 45, air)
        yield RealSeries("Seoul PM2.5, daily", "day", before, after, 9, [daily(o) for o in dust])
        yield RealSeries("Seoul bikes, daily", "day", before, after, 5, [daily(o) for o in bikes])
        yield RealSeries("power, daily", "day", before, after, 15, [daily(o) for o in load])
    yield RealSeries("Seoul PM2.5, hourly", "hour", 336, 24, 211, dust)
    yield RealSeries("Seoul bikes, hourly", "hour", 336, 24, 101, bikes)
    yield RealSeries("power, hourly", "hour", 336, 24, 601, load)


def air_daily(folder: Path) -> Iterator[Values]:
    found: dict[tuple[int, str], Values] = {}
    for file in sorted(folder.glob("*.csv.gz")):
        with gzip.open(file, "rt", encoding="cp949") as text:
            for line in list(csv.reader(text))[1:]:
                at = datetime.strptime(line[0], "%Y%m%d").replace(tzinfo=SEOUL)
                for column in (2, 3, 7):
                    if line[column]:
                        found.setdefault((column, line[1]), {})[at] = float(line[column])
    yield from (found[key] for key in sorted(found))


def pm_hourly(folder: Path) -> Iterator[Values]:
    (file,) = folder.glob("*.csv.gz")
    with gzip.open(file, "rt", encoding="utf-8-sig") as text:
        lines = list(csv.reader(text))
    times = [
        datetime.strptime(line[0], "%Y-%m-%d %H:%M").replace(tzinfo=SEOUL) for line in lines[1:]
    ]
    for column, name in enumerate(lines[0]):
        if name.endswith("2.5PM"):
            pairs = zip(times, lines[1:], strict=True)
            yield {at: float(line[column]) for at, line in pairs if line[column]}


def bike(folder: Path) -> Values:
    with gzip.open(folder / "SeoulBikeData.csv.gz", "rt", encoding="latin-1") as text:
        lines = list(csv.reader(text))[1:]
    days = ((datetime.strptime(line[0], "%d/%m/%Y").replace(tzinfo=SEOUL), line) for line in lines)
    return {day + timedelta(hours=int(line[2])): float(line[1]) for day, line in days}


def electricity(folder: Path) -> Iterator[Values]:
    with gzip.open(folder / "ETTh1.csv.gz", "rt", encoding="utf-8") as text:
        lines = list(csv.reader(text))
    times = [datetime.fromisoformat(line[0]).replace(tzinfo=SEOUL) for line in lines[1:]]
    for column, name in enumerate(lines[0]):
        if name in ("HUFL", "MUFL", "LUFL", "OT"):
            pairs = zip(times, lines[1:], strict=True)
            yield {at: float(line[column]) for at, line in pairs}


def daily(hours: Mapping[datetime, float]) -> Values:
    """Means of days with at least 18 hours."""
    days: dict[datetime, list[float]] = {}
    for at, value in hours.items():
        days.setdefault(at.replace(hour=0), []).append(value)
    return {day: sum(all_) / len(all_) for day, all_ in days.items() if len(all_) >= 18}
