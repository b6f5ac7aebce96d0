"""The kinds of feeds that a city has, how many of each, and how large their answers are.

Shapes and sizes are those of Seoul's Open Data Plaza, AirKorea, GBFS and so on, as the fixtures of
``simin.sources`` have them; the values are made up.
"""

from collections.abc import Callable
from dataclasses import dataclass

from benchmarks.city_feeds import bodies
from benchmarks.city_feeds.values import Probes

type Body = Callable[[str, Probes], bytes]

_TIMED = 'at = {fields = ["at"], format = "unix"}'
_PLACED = 'placeholders = {station = "station"}'


@dataclass(frozen=True)
class Shape:
    """Feeds of one kind."""

    name: str
    kind: str
    count: int
    body: Body
    #: Of the feed's TOML, ``{feed}`` filled in.
    mapping: str
    options: str = ""
    path: str = ""
    period: int = 60
    whole: bool = False
    #: Measures and stations of the datastreams; none: no observations.
    measures: tuple[str, ...] = ()
    stations: int = 0
    #: The source answers 304 where nothing changed.
    tagged: bool = False
    #: All feeds of the shape stand on one host, as those of the plaza do.
    host: str = ""

    def feeds(self) -> list[str]:
        return [f"{self.name}-{number}" for number in range(self.count)]

    @property
    def probed(self) -> bool:
        return bool(self.measures)


def _columns(*measures: str) -> str:
    lines = (
        f'  {{field = "{name}", to = "{{feed}}/{name}/{{station}}", missing = ["-"]}},'
        for name in measures
    )
    return "columns = [\n" + "\n".join(lines) + "\n]"


def _observed(records: str, *measures: str) -> str:
    where = f'records = "{records}"\n' if records else ""
    return f"{where}{_TIMED}\n{_PLACED}\n{_columns(*measures)}"


def _table(into: str, records: str, *columns: str) -> str:
    where = f'records = "{records}"\n' if records else ""
    lines = ",\n".join(f"  {column}" for column in columns)
    return f'into = "{into}"\n{where}key = ["id"]\ncolumns = [\n{lines},\n]'


_NAMED = '{field = "name", to = "name", type = "text", required = true}'
_FREE = '{field = "free", to = "free", type = "integer", minimum = 0.0}'
_EAST = '{field = "longitude", to = "longitude"}'
_NORTH = '{field = "latitude", to = "latitude"}'
_PLAZA = "/key/{format}/{service}/{start}/{end}/"
_AIR = ("pm10", "pm25", "o3", "no2", "co", "so2")

SHAPES = (
    Shape(
        "air", "seoul_openapi", 12, bodies.plaza(25, _AIR), _observed("", *_AIR),
        options='service = "RealtimeCityAir"', path=_PLAZA, measures=_AIR, stations=25,
        host="plaza",
    ),
    Shape(
        "area", "seoul_openapi", 30, bodies.plaza(1, ("least", "most", "cars", "heat"), wide=120),
        _observed("", "least", "most", "cars", "heat"), options='service = "citydata"',
        path=_PLAZA, measures=("least", "most", "cars", "heat"), stations=1, host="plaza",
    ),
    Shape(
        "parks", "seoul_openapi", 8, bodies.plaza_table(179, changing=0.2),
        _table("row", "", _NAMED, _FREE), options='service = "GetParkingInfo"', path=_PLAZA,
        host="plaza",
    ),
    Shape(
        "bikes", "seoul_openapi", 3, bodies.plaza_table(1000, changing=0.3),
        _table("place", "", _NAMED, _FREE, _EAST, _NORTH), options='service = "bikeList"',
        path=_PLAZA, whole=True, host="plaza",
    ),
    Shape(
        "register", "seoul_openapi", 20, bodies.plaza_table(500, changing=0.0),
        _table("row", "", _NAMED, _FREE), options='service = "register"', path=_PLAZA,
        host="plaza",
    ),
    Shape(
        "airkorea", "airkorea", 6, bodies.airkorea(40),
        f"{_TIMED}\nplaceholders = {{station = \"stationName\"}}\ncolumns = [\n"
        '  {field = "pm10Value", to = "{feed}/pm10/{station}", missing = ["-"]},\n'
        '  {field = "pm25Value", to = "{feed}/pm25/{station}", missing = ["-"]},\n]',
        options="page_size = 100", path="?numOfRows={rows}&pageNo={page}",
        measures=("pm10", "pm25"), stations=40,
    ),
    Shape(
        "sensors", "json", 25, bodies.listed(25, ("level", "flow")),
        _observed("$.items[*]", "level", "flow"), measures=("level", "flow"), stations=25,
    ),
    Shape(
        "sheet", "csv", 6, bodies.sheet(25, ("value", "count")), _observed("", "value", "count"),
        measures=("value", "count"), stations=25,
    ),
    Shape(
        "list", "csv", 15, bodies.korean_list(400), _table("row", "", _NAMED, _FREE), tagged=True
    ),
    Shape(
        "shapes", "geojson", 8, bodies.features(300),
        _table("place", "", _NAMED, _EAST, _NORTH), options='crs = "EPSG:5186"', whole=True,
    ),
    Shape(
        "docks", "gbfs", 2, bodies.docks(1000),
        'at = {fields = ["last_reported"], format = "unix"}\n'
        'placeholders = {station = "station_id"}\ncolumns = [\n'
        '  {field = "num_bikes_available", to = "{feed}/bikes/{station}", type = "integer"},\n'
        '  {field = "num_docks_available", to = "{feed}/docks/{station}", type = "integer"},\n]',
        measures=("bikes", "docks"), stations=1000,
    ),
    Shape("news", "rss", 12, bodies.news(30), ""),
    Shape("warning", "cap", 4, bodies.warning, "", tagged=True),
    Shape(
        "requests", "open311", 8, bodies.requests(50), "",
        path="?start_date={from:%Y-%m-%dT%H:%M:%SZ}",
    ),
    Shape(
        "remote", "sensorthings", 4, bodies.remote(20),
        'at = {fields = ["phenomenonTime"]}\nplaceholders = {station = "/Datastream/@iot.id"}\n'
        'columns = [{field = "result", to = "{feed}/level/{station}"}]',
        measures=("level",), stations=20,
        path="?$orderby=phenomenonTime%20asc&$filter=phenomenonTime%20gt%20{since}",
    ),
    Shape(
        "context", "ngsi_ld", 4, bodies.context(20),
        'at = {fields = ["level@at"]}\nplaceholders = {station = "station"}\n'
        'columns = [{field = "level", to = "{feed}/level/{station}"}]',
        measures=("level",), stations=20,
    ),
)  # fmt: skip
