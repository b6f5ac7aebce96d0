"""What runs of real files show: rounded stamps, keys that lead to several rows, names lost."""

import csv
import io
from pathlib import Path

import msgspec
import pytest

from simin.domains.observations import queries
from simin.domains.observations.finding import Finding
from simin.ingest.feeds import Column, Mapping, Moment, SourceKind
from simin.ingest.runner.examination import left_out
from simin.sources.csv.source import KIND as CSV
from tests.factories import published
from tests.factories.city_server import reply
from tests.factories.feed_bench import Bench

KINDS: dict[str, SourceKind] = {"csv": CSV}


def findings(detector: str) -> list[Finding]:
    return [one for one in queries.findings() if one.detector == detector]


def test_stamps_that_a_spreadsheet_rounded_are_told_though_nothing_could_be_taken(
    bench: Bench, shared: Path
) -> None:
    (path,) = (shared / "data/seoul_openapi_samples").glob("*excel_damaged.csv")
    heading = path.read_bytes().splitlines()[0].decode("cp949").split(",")
    mapping = Mapping(
        at=Moment(fields=(heading[0],), format="%Y%m%d%H%M"),
        placeholders={"district": heading[2]},
        columns=(Column(field=heading[3], to="air/pm25/{district}"),),
    )
    bench.kinds = KINDS
    bench.city.on("/air", reply(path.read_bytes()))
    assert bench.run(bench.feed(kind="csv", mapping=mapping)).stored == 0
    (found,) = findings("spreadsheet-numbers")
    assert (found.subject, found.evidence["example"]) == (heading[0], "2.02105E+11")
    assert found.evidence["rows"] == found.evidence["of"]


def test_a_street_name_as_a_key_leads_to_several_districts(bench: Bench, shared: Path) -> None:
    told = published.rows(shared / "data/seoul_heat_relief/서울시 무더위쉼터.csv.gz", "cp949")
    parts = [row["도로명주소"].split() for row in told if len(row["도로명주소"].split()) > 2]
    pairs = sorted({(part[2], part[1]) for part in parts})
    file = io.StringIO()
    csv.writer(file).writerows([("도로명", "자치구"), *pairs])
    bench.kinds = KINDS
    bench.city.on("/rows", reply(file.getvalue().encode()))
    mapping = Mapping(
        into="row", key=("도로명",), columns=(Column(field="자치구", to="gu", type="text"),)
    )
    bench.run(bench.table(kind="csv", mapping=mapping))
    (found,) = findings("ambiguous-join")
    assert (found.subject, found.evidence["ambiguous"]) == ("도로명", 43)
    assert "경인로" in found.evidence["names"] or len(found.evidence["names"]) == 20


@pytest.mark.parametrize(
    ("came", "left"),
    [
        ({"air/pm25/mapo", "air/pm25/jung"}, ["guro"]),
        ({"air/pm10/guro", "air/pm25/mapo", "air/pm25/jung"}, []),
        (set(), []),
    ],
)
def test_districts_that_found_no_partner_are_named(
    bench: Bench, came: set[str], left: list[str]
) -> None:
    names = {"district": {"마포구": "mapo", "중구": "jung", "구로구": "guro"}}
    columns = tuple(Column(field=one, to=f"air/{one}/{{district}}") for one in ("pm10", "pm25"))
    mapping = Mapping(columns=columns, names=names, placeholders={"district": "gu"})
    feed = msgspec.structs.replace(bench.feed(), mapping=mapping)
    assert left_out(feed, came) == left
