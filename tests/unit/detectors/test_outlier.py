"""Errors are told from dust events of the same size by who agrees with them."""

from collections import defaultdict
from pathlib import Path
from statistics import mean

import pytest

from simin.domains.observations.finding import Found, Severity
from simin.ingest.detectors.outlier import contradicted
from tests.factories import published

#: A difference that matters in µg/m³.
DUST = 50.0


def daily(shared: Path) -> dict[str, dict[str, float]]:
    """Official daily means of PM10 by day and station, 2014 to 2020."""
    found: dict[str, dict[str, float]] = defaultdict(dict)
    for year in range(2014, 2021):
        folder = shared / "data" / "seoul_air_daily"
        told = (
            published.sheet(folder / f"{year}.xlsx")
            if year < 2018
            else published.rows(folder / f"{year}.csv.gz", "cp949")
        )
        heading = next(name for name in told[0] if name.startswith("미세먼지"))
        for row in told:
            if row[heading] not in (None, ""):
                found[str(row["측정일시"])][str(row["측정소명"])] = float(row[heading])
    return found


def judged(day: dict[str, float], station: str) -> Found | None:
    others = [value for name, value in day.items() if name != station]
    return contradicted(station, "air/pm10", day[station], neighbours=others, least=DUST)


def test_404_on_a_day_whose_hours_say_29_is_wrong(shared: Path) -> None:
    """The official value of that size, against the real hours of a day with that mean."""
    told = published.lines(
        shared / "data" / "seoul_pm_hourly_gu" / "pm_hourly_25gu_2022-01_08.csv.gz", "utf-8"
    )
    column = told[0].index("구로구_10PM")
    days: dict[str, list[float]] = defaultdict(list)
    for row in told[1:]:
        days[row[0].split()[0]].append(float(row[column]))
    hours = next(hours for hours in days.values() if 28.5 <= mean(hours) <= 29.5)
    found = contradicted("구로구", "air/pm10", 404.0, own_mean=mean(hours), least=DUST)
    assert found is not None
    assert found.severity is Severity.WRONG
    assert round(found.evidence["hours"]) == 29


def test_the_dust_of_march_2022_passes(shared: Path) -> None:
    """345 in Guro at 8 in the morning: no neighbour was near it, its own hours were."""
    told = published.lines(
        shared / "data" / "seoul_pm_hourly_gu" / "pm_hourly_25gu_2022-01_08.csv.gz", "utf-8"
    )
    heading = told[0]
    columns = [number for number, name in enumerate(heading) if name.endswith("_10PM")]
    (row,) = [row for row in told[1:] if row[0] == "2022-03-05 8:00"]
    day = {heading[number]: float(row[number]) for number in columns}
    assert day["구로구_10PM"] == 345
    assert judged(day, "구로구_10PM") is None


def test_true_dust_of_seven_years_passes_and_two_errors_are_found(shared: Path) -> None:
    """106,000 official values, up to 709 on 2015-02-23; two stations stand alone."""
    days = daily(shared)
    found = {
        (day, station): one
        for day, stations in days.items()
        for station in stations
        if (one := judged(stations, station)) is not None
    }
    assert sum(map(len, days.values())) > 100_000
    assert max(days["20150223"].values()) == 709
    assert sorted(found) == [("20180405", "도산대로"), ("20190722", "자연사박물관")]
    assert found["20190722", "자연사박물관"].evidence == {
        "value": 178.0,
        "neighbours": 43.0,
        "of": 45,
    }
    assert {one.severity for one in found.values()} == {Severity.DOUBTFUL}


def test_official_days_agree_with_their_hours(shared: Path) -> None:
    """Three years of days against the hourly mean of the city: none is called wrong."""
    hours: dict[str, list[float]] = defaultdict(list)
    for row in published.rows(
        shared / "data" / "seoul_air_hourly_city" / "seoul-air_2018-2021.csv.gz", "utf-8"
    ):
        hours[row["일시"][:10].replace("-", "")] += published.numbers([row["미세먼지"]])
    wrong = [
        day
        for day, stations in daily(shared).items()
        if day in hours
        and contradicted(
            "city",
            "air/pm10",
            mean(stations.values()),
            own_mean=mean(hours[day]),
            least=DUST,
        )
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("value", "neighbours", "own", "severity"),
    [
        (404, [25, 30, 28, 31], None, Severity.DOUBTFUL),
        (404, [25, 30, 28], None, None),
        (404, [390, 380, 410, 400], None, None),
        (404, [25, 30, 28, 300], None, None),
        (404, [25, 30, 28, 31], 390.0, None),
        (404, [390, 380, 410, 400], 29.0, Severity.WRONG),
        (60, [10, 11, 12, 10], 29.0, None),
    ],
    ids=["alone", "few witnesses", "all", "one agrees", "hours agree", "hours say no", "small"],
)
def test_who_agrees_decides(
    value: float, neighbours: list[float], own: float | None, severity: Severity | None
) -> None:
    found = contradicted("s", "f", value, neighbours=neighbours, own_mean=own, least=DUST)
    assert (found.severity if found else None) == severity
