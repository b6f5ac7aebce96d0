"""In which forms an entry of the catalogue can be had, and at which addresses. Pure.

Addresses are paths below the city's own; whoever writes them says the host.
"""

from dataclasses import dataclass
from urllib.parse import quote

from simin.workflows.open_data.forms import formats_of
from simin.workflows.open_data.opening import PublicDataset, PublicFamily


@dataclass(frozen=True)
class Form:
    """A form of files."""

    title: str
    media_type: str
    #: In the list of file types of the Publications Office of the EU.
    authority: str


#: Lines of JSON are in no list of the EU's; the plaza has them.
FORMS = {
    "csv": Form("CSV", "text/csv", "CSV"),
    "json": Form("JSON", "application/json", "JSON"),
    "geojson": Form("GeoJSON", "application/geo+json", "GEOJSON"),
    "parquet": Form("Parquet", "application/vnd.apache.parquet", "PARQUET"),
    "xlsx": Form(
        "XLSX", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "XLSX"
    ),
    "xml": Form("XML", "application/xml", "XML"),
}


@dataclass(frozen=True)
class File:
    """One way to have it."""

    #: Of its entry.
    id: str
    form: Form
    path: str
    #: Name of the service that answers there (``services``); empty: a file as a whole.
    service: str = ""


def files_of_dataset(found: PublicDataset) -> tuple[File, ...]:
    """The first one's rows are the data set's; a place is needed for a map's form."""
    id_ = quote(found.id)
    whole = [form for form in formats_of(found.schema) if form in FORMS]
    files = [File(form, FORMS[form], f"/data/{id_}/rows.{form}") for form in whole]
    keyed = [
        File(f"rows-{form}", FORMS[form], f"/sample/{form}/{id_}/1/5/", "keyed")
        for form in ("json", "xml")
    ]
    items = f"/ogc/features/collections/{id_}/items"
    features = [File("features", FORMS["geojson"], items, "features")]
    return (*files, *keyed, *(features if found.schema.spatial else ()))


def files_of_family(found: PublicFamily) -> tuple[File, ...]:
    id_ = quote(found.id)
    return (
        File("latest", FORMS["json"], f"/observations/latest.json?family={id_}", "observations"),
        File("datastreams", FORMS["json"], "/sta/v1.1/Datastreams", "sensorthings"),
    )
