"""A line for each door that can be copied and run as it stands. Pure."""

from dataclasses import dataclass

from simin.kit.text import Text
from simin.kit.translated import words
from simin.web.presentation.numbers import in_words


@dataclass(frozen=True)
class Client:
    """``line`` is for a shell."""

    title: Text
    path: str
    line: str

    @property
    def name(self) -> str:
        return in_words(self.title)


def clients(base: str, dataset: str, placed: str) -> list[Client]:
    """``placed``: a data set that stands somewhere."""
    near = f"OAPIF:{base}/ogc/features/"
    return [
        Client(words("Catalogue (DCAT-AP 3.0.1)"), "/catalog.ttl",
               f"curl -s {base}/catalog.ttl"),
        Client(words("Catalogue and rows (CKAN action API)"), "/api/3/action/package_list",
               f"ckanapi dump datasets --all -r {base}"),
        Client(words("Places of data sets (OGC API Features)"), "/ogc/features/",
               f"ogr2ogr {placed}.gpkg {near} {placed}"),
        Client(words("Rows by their number (open API with the key in the path)"),
               f"/sample/json/{dataset}/1/5/", f"curl -s {base}/sample/json/{dataset}/1/5/"),
        Client(words("Observations (OGC SensorThings 1.1)"), "/sta/v1.1",
               f"curl -s '{base}/sta/v1.1/Datastreams?$top=5'"),
        Client(words("News, incidents, warnings and changes (Atom, RSS)"), "/feeds/news.atom",
               f"curl -s {base}/feeds/incidents.rss"),
        Client(words("Events (iCalendar)"), "/calendar.ics", f"curl -s {base}/calendar.ics"),
        Client(words("Warnings to the public (CAP 1.2)"), "/cap/", f"curl -s {base}/cap/"),
        Client(words("Description of the API (OpenAPI 3.1)"), "/openapi.json",
               f"schemathesis run {base}/openapi.json"),
    ]  # fmt: skip
