"""The services through which the open data can be asked, each with its standard. Pure."""

from dataclasses import dataclass

from simin.kit.text import Text
from simin.kit.translated import words

_OPENAPI = "https://spec.openapis.org/oas/v3.1.0"


@dataclass(frozen=True)
class Service:
    """``path``: where it answers; ``standard``: what it conforms to; empty: nothing that
    has an address."""

    name: str
    title: Text
    path: str
    standard: str


def services() -> dict[str, Service]:
    """By name, as ``File.service`` has it."""
    told = (
        Service(
            "features",
            words("Places of data sets (OGC API Features)"),
            "/ogc/features/",
            "http://www.opengis.net/spec/ogcapi-features-1/1.0/req/core",
        ),
        Service(
            "sensorthings",
            words("Observations (OGC SensorThings 1.1)"),
            "/sta/v1.1",
            "https://docs.ogc.org/is/18-088/18-088.html",
        ),
        Service(
            "ckan",
            words("Catalogue and rows (CKAN action API)"),
            "/api/3/action/",
            "https://docs.ckan.org/en/2.11/api/",
        ),
        Service(
            "keyed",
            words("Rows by their number (open API with the key in the path)"),
            "/sample/json/",
            "",
        ),
        Service("observations", words("The newest observations"), "/observations/", _OPENAPI),
        Service("plaza", words("Rows, groups and changes of data sets"), "/data/api/", _OPENAPI),
    )
    return {one.name: one for one in told}
