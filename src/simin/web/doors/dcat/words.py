"""Terms of the vocabularies that DCAT-AP asks for. Pure; knows no catalogue."""

from rdflib import Literal, Namespace, URIRef

DCATAP = Namespace("http://data.europa.eu/r5r/")
HYDRA = Namespace("http://www.w3.org/ns/hydra/core#")
LOCN = Namespace("http://www.w3.org/ns/locn#")
VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
ADMS = Namespace("http://www.w3.org/ns/adms#")
WKT = URIRef("http://www.opengis.net/ont/geosparql#wktLiteral")
_AUTHORITY = "http://publications.europa.eu/resource/authority/"

_LANGUAGES = {"ko": "KOR", "en": "ENG", "zh": "ZHO", "zh-hans": "ZHO", "ja": "JPN", "de": "DEU"}
#: Seconds between two changes at most, and how often that is.
_FREQUENCIES = (
    (3600 - 1, "UPDATE_CONT"),
    (3600, "HOURLY"),
    (86_400, "DAILY"),
    (7 * 86_400, "WEEKLY"),
    (31 * 86_400, "MONTHLY"),
    (366 * 86_400, "ANNUAL"),
)


def language(code: str) -> URIRef | None:
    known = _LANGUAGES.get(code.lower())
    return URIRef(f"{_AUTHORITY}language/{known}") if known else None


def frequency(period: int | None) -> URIRef:
    """Unknown where nobody says a period: what a city's pack holds changes when it does."""
    found = "UNKNOWN" if period is None else "IRREG"
    if period is not None:
        found = next((name for most, name in _FREQUENCIES if period <= most), found)
    return URIRef(f"{_AUTHORITY}frequency/{found}")


def file_type(authority: str) -> URIRef:
    return URIRef(f"{_AUTHORITY}file-type/{authority}")


def media_type(name: str) -> URIRef:
    return URIRef(f"http://www.iana.org/assignments/media-types/{name}")


#: The subjects of the Publications Office of the EU, which DCAT-AP asks for.
DATA_THEMES = URIRef(f"{_AUTHORITY}data-theme")
_SUBJECTS = {
    "AGRI": "Agriculture, fisheries, forestry and food",
    "ECON": "Economy and finance",
    "EDUC": "Education, culture and sport",
    "ENER": "Energy",
    "ENVI": "Environment",
    "GOVE": "Government and public sector",
    "HEAL": "Health",
    "INTR": "International issues",
    "JUST": "Justice, legal system and public safety",
    "REGI": "Regions and cities",
    "SOCI": "Population and society",
    "TECH": "Science and technology",
    "TRAN": "Transport",
}


def data_theme(code: str) -> tuple[URIRef, Literal] | None:
    """Its address and its name."""
    name = _SUBJECTS.get(code)
    return (URIRef(f"{DATA_THEMES}/{code}"), Literal(name, lang="en")) if name else None


PUBLIC = URIRef(f"{_AUTHORITY}access-right/PUBLIC")
