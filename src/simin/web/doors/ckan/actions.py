"""The actions by their names: each takes a shelf and what it was called with.

Whoever wants another one is told that there is none; writing ones are not there.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from simin import __version__
from simin.web.doors.ckan import searching, store
from simin.web.doors.ckan.packages import licence_document
from simin.web.doors.ckan.params import Params
from simin.web.doors.ckan.shelf import Document, Shelf
from simin.web.doors.entries import UnknownEntryError

type Action = Callable[[Shelf, Params], Any]

#: Most of a list, and most packages of one search.
MOST, MOST_FOUND = 100_000, 1000
CKAN_VERSION = "2.11.0"


def _page[One](found: Sequence[One], params: Params, usual: int = MOST) -> list[One]:
    offset = params.number("offset", 0, MOST)
    return list(found[offset : offset + params.number("limit", usual, MOST)])


def package_list(shelf: Shelf, params: Params) -> list[str]:
    return _page([one.name for one in shelf.entries], params)


def packages_with_resources(shelf: Shelf, params: Params) -> list[Document]:
    newest = searching.ordered(shelf.packages, "metadata_modified desc")
    return _page(newest, params, MOST_FOUND)


def package_show(shelf: Shelf, params: Params) -> Document:
    return shelf.named(params.text("name_or_id") or params.needed("id"))


def package_search(shelf: Shelf, params: Params) -> Document:
    terms = searching.terms(params.text("q"), "q")
    for query in (params.text("fq"), *params.names("fq_list")):
        terms += searching.terms(query, "fq")
    found = searching.matching(shelf.packages, terms)
    sort = params.text("sort") or "score desc, metadata_modified desc"
    fields = params.names("facet.field") if params.truth("facet", default=True) else []
    counted = searching.facets(found, fields, params.number("facet.limit", 50, MOST))
    start = params.number("start", 0, MOST)
    rows = params.number("rows", 10, MOST_FOUND)
    return {
        "count": len(found),
        "sort": sort,
        "facets": {name: dict(values) for name, values in counted.items()},
        "search_facets": {name: _facet(name, values) for name, values in counted.items()},
        "results": searching.ordered(found, sort)[start : start + rows],
    }


def _facet(name: str, values: list[tuple[str, int]]) -> Document:
    items = [{"name": one, "display_name": one, "count": count} for one, count in values]
    return {"title": name, "items": items}


def package_autocomplete(shelf: Shelf, params: Params) -> list[Document]:
    said = params.needed("q").casefold()
    found = [one for one in shelf.packages if said in f"{one['name']} {one['title']}".casefold()]
    told = ("name", "title")
    return [
        {**{key: one[key] for key in told}, "match_field": "title", "match_displayed": one["title"]}
        for one in found[: params.number("limit", 10, 100)]
    ]


def resource_show(shelf: Shelf, params: Params) -> Document:
    return shelf.resource(params.needed("id"))


def _listed(found: list[Document], params: Params) -> list[Any]:
    """Names, or all there is to know of each where that was asked for."""
    page = _page(found, params)
    return page if params.truth("all_fields") else [one["name"] for one in page]


def _shown(found: Iterable[Document], shelf: Shelf, params: Params, field: str) -> Document:
    id_ = params.needed("id")
    for one in found:
        if id_ in (one["id"], one["name"]):
            told = {**one, "extras": [], "tags": [], "users": [], "groups": []}
            if params.truth("include_datasets"):
                terms = searching.terms(f'{field}:"{one["name"]}"', "id")
                told["packages"] = searching.matching(shelf.packages, terms)
            return told
    raise UnknownEntryError(id_)


def tag_list(shelf: Shelf, params: Params) -> list[Any]:
    said = params.text("query").casefold()
    found = [one for one in shelf.tags if said in one["name"].casefold()]
    return found if params.truth("all_fields") else [one["name"] for one in found]


def tag_show(shelf: Shelf, params: Params) -> Document:
    id_ = params.needed("id")
    for one in shelf.tags:
        if id_ in (one["id"], one["name"]):
            return dict(one)
    raise UnknownEntryError(id_)


def license_list(shelf: Shelf, _params: Params) -> list[Document]:
    licences = {one.licence.id: one.licence for one in shelf.entries}
    return [licence_document(licences[id_], shelf.language) for id_ in sorted(licences)]


def status_show(shelf: Shelf, _params: Params) -> Document:
    return {
        "ckan_version": CKAN_VERSION,
        "site_url": shelf.base,
        "site_title": "Simin",
        "site_description": f"Simin {__version__}; reads as CKAN {CKAN_VERSION} does",
        "error_emails_to": None,
        "locale_default": shelf.language,
        "extensions": ["datastore"],
    }


def help_show(_shelf: Shelf, params: Params) -> str:
    name = params.needed("name")
    action = ACTIONS.get(name)
    if action is None:
        raise UnknownEntryError(name)
    return action.__doc__ or f"{name} as in CKAN {CKAN_VERSION}"


ACTIONS: dict[str, Action] = {
    "site_read": lambda _shelf, _params: True,
    "status_show": status_show,
    "help_show": help_show,
    "package_list": package_list,
    "package_search": package_search,
    "package_show": package_show,
    "package_autocomplete": package_autocomplete,
    "current_package_list_with_resources": packages_with_resources,
    "resource_show": resource_show,
    "resource_view_list": lambda _shelf, _params: [],
    "organization_list": lambda shelf, params: _listed(shelf.organizations, params),
    "organization_show": lambda shelf, params: _shown(
        shelf.organizations, shelf, params, "organization"
    ),
    "group_list": lambda shelf, params: _listed(shelf.groups, params),
    "group_show": lambda shelf, params: _shown(shelf.groups, shelf, params, "groups"),
    "tag_list": tag_list,
    "tag_show": tag_show,
    "license_list": license_list,
    "datastore_search": lambda _shelf, params: store.search(params),
    "datastore_info": lambda _shelf, params: store.info(params),
}
