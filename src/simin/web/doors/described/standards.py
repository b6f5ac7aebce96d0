"""The operations of the standard doors. Pure."""

from django.utils.translation import gettext_noop as said

from simin.web.doors.ckan.store import FORMS as RECORDS
from simin.web.doors.described.parts import (
    JSON,
    Document,
    one_of,
    operation,
    parameter,
    schema,
    whole,
)
from simin.web.doors.feeds.topics import TOPICS

_NAME = parameter("name", place="path", says="Id of a data set")
_FORM = parameter("f", one_of("json", "html"), says="JSON, or a page for people")
_DISTRICT = parameter("district", says="Id of a district")
_LANGUAGE = parameter("lang", one_of("ko", "en"))
_ITEMS = "/ogc/features/collections/{name}/items"

_COUNT = whole(0, 10**15 - 1)
_PARAMETERS = {
    **{name: parameter(name) for name in ("q", "fq", "sort", "filters", "fields")},
    **{name: parameter(name, _COUNT) for name in ("rows", "start", "limit", "offset")},
    **{name: {**parameter(name), "required": True} for name in ("id", "resource_id")},
    "records_format": parameter("records_format", one_of(*RECORDS)),
}
#: Action to its parameters; the others are as in CKAN.
_ACTIONS = {
    "status_show": (),
    "package_list": ("limit", "offset"),
    "package_search": ("q", "fq", "sort", "rows", "start"),
    "package_show": ("id",),
    "resource_show": ("id",),
    "organization_list": ("limit", "offset"),
    "organization_show": ("id",),
    "group_list": ("limit", "offset"),
    "license_list": (),
    "datastore_search": (
        "resource_id",
        "q",
        "filters",
        "fields",
        "sort",
        "limit",
        "offset",
        "records_format",
    ),
}


def paths() -> Document:
    return {**_features(), **_catalogues(), **_feeds(), **_keyed()}


def _features() -> Document:
    links = schema("Links")
    told = (
        ("/ogc/features/", "features", said("What the service is"), links, ("400",), ()),
        ("/ogc/features/conformance", "featuresConformance",
         said("Which parts of the standard are kept"), schema("Object"), ("400",), ()),
        ("/ogc/features/collections", "collections", said("Data sets that stand somewhere"), links,
         ("400",), ()),
        ("/ogc/features/collections/{name}", "collection", said("One of them"), links,
         ("400", "404"), (_NAME,)),
    )  # fmt: skip
    found = {
        path: operation(summary, id_=id_, tag="features", media=JSON, schema=told_schema,
                        parameters=(*names, _FORM), faults="features", statuses=statuses)
        for path, id_, summary, told_schema, statuses, names in told
    }  # fmt: skip
    found[_ITEMS] = operation(
        said("Its rows as GeoJSON, page by page"), id_="items", tag="features",
        media="application/geo+json", schema=schema("Features"), faults="features",
        statuses=("400", "404", "422"),
        parameters=(
            _NAME,
            parameter("bbox", says="west,south,east,north in degrees"),
            parameter("datetime", says="A moment or a span of RFC 3339; .. is open"),
            parameter("limit", {"type": "integer", "minimum": 1, "default": 10}),
            parameter("after", says="From the link `next`"),
            _FORM,
        ),
    )  # fmt: skip
    key = parameter("key", place="path", says="Id of a feature")
    found[f"{_ITEMS}/{{key}}"] = operation(
        said("One row"), id_="item", tag="features", media="application/geo+json",
        schema=schema("Feature"), parameters=(_NAME, key, _FORM), faults="features",
    )  # fmt: skip
    return found


def _catalogues() -> Document:
    media = {"ttl": "text/turtle", "jsonld": "application/ld+json", "rdf": "application/rdf+xml"}
    page = parameter("page", {"type": "integer", "minimum": 1, "default": 1})
    found = {
        f"/catalog.{form}": operation(
            said("The catalogue in DCAT-AP 3.0.1"), id_=f"catalogue_{form}", tag="catalogue",
            media=kind, schema={} if form == "jsonld" else None, parameters=(page,), faults="text",
            statuses=("400",),
        )
        for form, kind in media.items()
    }  # fmt: skip
    for name, parameters in _ACTIONS.items():
        found[f"/api/3/action/{name}"] = operation(
            said("As in CKAN; POST takes the same as JSON"), id_=name, tag="catalogue", media=JSON,
            schema=schema("Action"), faults="ckan", statuses=("400", "404", "409", "422"),
            parameters=[_PARAMETERS[one] for one in parameters],
        )  # fmt: skip
    return found


def _feeds() -> Document:
    found = {}
    for form in ("atom", "rss"):
        found[f"/feeds/{{topic}}.{form}"] = operation(
            said("What is new"), id_=f"feed_{form}", tag="feeds", media=f"application/{form}+xml",
            parameters=(parameter("topic", one_of(*TOPICS), place="path"), _DISTRICT, _LANGUAGE),
            faults="text",
        )  # fmt: skip
    found["/calendar.ics"] = operation(
        said("What goes on in the city"), id_="calendar", tag="feeds", media="text/calendar",
        parameters=(_DISTRICT, _LANGUAGE), faults="text", statuses=("400",),
    )  # fmt: skip
    found["/cap/"] = operation(
        said("Warnings to the public (CAP 1.2) of the last thirty days"), id_="warnings",
        tag="feeds", media="application/atom+xml",
    )  # fmt: skip
    return found


def _keyed() -> Document:
    """Its faults are results too, with status 200, as the format has it."""
    told = (
        parameter("key", {"type": "string", "pattern": "^[0-9A-Za-z_-]{1,100}$"}, place="path",
                  says="Any word; sample gives five rows"),
        parameter("service", place="path", says="Id of a data set, or its service at the origin"),
        parameter("start", whole(1, 2**53), place="path"),
        parameter("end", whole(1, 2**53), place="path"),
    )  # fmt: skip
    return {
        f"/{{key}}/{form}/{{service}}/{{start}}/{{end}}": operation(
            said("Rows by their number, or a bare RESULT"), id_=f"rows_{form}", tag="rows",
            media=f"application/{form}",
            schema=schema("Object") if form == "json" else None,
            parameters=told, faults="", statuses=(),
        )
        for form in ("json", "xml")
    }  # fmt: skip
