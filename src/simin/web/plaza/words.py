"""What the facets, orders and forms of the catalogue are called, in the viewer's language."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import pgettext_lazy

from simin.domains.catalogue.licences import licence
from simin.domains.identity import queries as identity
from simin.domains.places import queries as places
from simin.domains.places.errors import NoCityError
from simin.web.presentation.numbers import in_words

TITLES: Mapping[str, Promise] = {
    "theme": _lazy("Subject"),
    "owner": _lazy("Department"),
    "format": _lazy("Format"),
    "licence": _lazy("Licence"),
    "freshness": _lazy("Last change"),
    "place": _lazy("Place"),
}
_WORDS: Mapping[str, Mapping[str, Promise]] = {
    "freshness": {
        "day": _lazy("within a day"),
        "week": _lazy("within a week"),
        "month": _lazy("within a month"),
        "older": _lazy("longer ago"),
        "never": _lazy("nothing yet"),
    },
    "place": {"map": _lazy("on the map"), "district": _lazy("by district")},
}
FORMATS = {
    "csv": "CSV",
    "json": "JSON",
    "jsonl": "JSON Lines",
    "geojson": "GeoJSON",
    "parquet": "Parquet",
    "xlsx": "XLSX",
    "sensorthings": "SensorThings",
}
SORT_WORDS: Mapping[str, Promise] = {
    "relevance": pgettext_lazy("order", "Best match"),
    "title": pgettext_lazy("order", "Title"),
    "changed": pgettext_lazy("order", "Changed last"),
    "rows": pgettext_lazy("order", "Most rows"),
}


class Words:
    """What departments and subjects are called, in the viewer's language."""

    def __init__(self) -> None:
        self.owners = {one.id: in_words(one.name) for one in identity.departments()}
        self.themes = themes()

    def of(self, facet: str, value: str) -> str:
        match facet:
            case "owner":
                return self.owners.get(value, value)
            case "theme":
                return self.themes.get(value, value)
            case "licence":
                return in_words(licence(value).title)
            case "format":
                return FORMATS.get(value, value)
        return str(_WORDS[facet].get(value, value))


def themes() -> dict[str, str]:
    try:
        return {one["id"]: in_words(one["name"]) for one in places.city().domains}
    except NoCityError:
        return {}
