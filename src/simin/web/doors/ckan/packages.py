"""Entries of the catalogue as CKAN's packages, with resources, organization, groups and tags. Pure.

Titles and notes are in the city's first language, as CKAN has one; ``title_translated`` and
``notes_translated`` (of ckanext-fluent) have all.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from simin.domains.catalogue.licences import Licence
from simin.domains.picture.card import Origin
from simin.kit.text import pick
from simin.web.doors.entries import Entry, Words
from simin.web.doors.files import File

type Document = dict[str, Any]


def id_of(*path: str) -> str:
    """CKAN's ids are UUIDs; ours follow from the names."""
    return str(uuid5(NAMESPACE_URL, "simin:" + "/".join(path)))


def package(entry: Entry, *, base: str, language: str, groups: Mapping[str, Words]) -> Document:
    resources = [_resource(entry, one, place, base) for place, one in enumerate(entry.files)]
    tags = [tag(name) for name in tag_names(entry, language)]
    themes = [group(entry.theme, groups[entry.theme], language)] if entry.theme in groups else []
    home = organization(entry.owner, entry.publisher, language)
    return {
        "id": id_of("package", entry.name),
        "name": entry.name,
        "title": pick(entry.title, language),
        "title_translated": dict(entry.title),
        "notes": pick(entry.description, language),
        "notes_translated": dict(entry.description),
        "type": "dataset",
        "state": "active",
        "private": False,
        "isopen": entry.licence.open,
        "url": base + entry.page,
        "version": _version(entry),
        "author": pick(entry.attribution, language),
        "author_email": "",
        "maintainer": home["title"],
        "maintainer_email": "",
        "license_id": entry.licence.id,
        "license_title": pick(entry.licence.title, language),
        "license_url": entry.licence.address,
        "owner_org": home["id"],
        "organization": home,
        "groups": themes,
        "tags": tags,
        "num_tags": len(tags),
        "resources": resources,
        "num_resources": len(resources),
        "metadata_created": moment(entry.issued_at or entry.changed_at),
        "metadata_modified": moment(entry.changed_at or entry.issued_at),
        "extras": _extras(entry),
        "relationships_as_subject": [],
        "relationships_as_object": [],
    }


def resource_id(entry: Entry, file: File) -> str:
    return id_of("resource", entry.name, file.id)


def organization(owner: str, publisher: Words, language: str) -> Document:
    """The city where no department answers."""
    name = owner or "city"
    return {
        "id": id_of("organization", name),
        "name": name,
        "title": pick(publisher, language),
        "type": "organization",
        "description": "",
        "image_url": "",
        "is_organization": True,
        "approval_status": "approved",
        "state": "active",
    }


def group(name: str, words: Words, language: str) -> Document:
    title = pick(words, language)
    return {
        "id": id_of("group", name),
        "name": name,
        "title": title,
        "display_name": title,
        "description": "",
        "image_display_url": "",
    }


def tag(name: str) -> Document:
    return {
        "id": id_of("tag", name),
        "name": name,
        "display_name": name,
        "state": "active",
        "vocabulary_id": None,
    }


def tag_names(entry: Entry, language: str) -> list[str]:
    """What people look for: the publisher, and how observations came to be."""
    told = [pick(entry.publisher, language), "map" if entry.placed else "table"]
    if entry.origin is not None:
        told = [told[0], "observations", entry.origin.value]
    return sorted({one for one in told if one})


def licence_document(licence: Licence, language: str) -> Document:
    return {
        "id": licence.id,
        "title": pick(licence.title, language),
        "url": licence.address,
        "status": "active",
        "domain_content": True,
        "domain_data": True,
        "domain_software": False,
        "family": "",
        "is_generic": False,
        "maintainer": "",
        "od_conformance": "not reviewed",
        "osd_conformance": "not reviewed",
    }


def moment(at: datetime | None) -> str | None:
    """CKAN's times are UTC and do not say so."""
    return at.astimezone(UTC).replace(tzinfo=None).isoformat() if at else None


def _version(entry: Entry) -> str:
    newest = entry.dataset.newest if entry.dataset else None
    return str(newest.number) if newest else ""


def _resource(entry: Entry, file: File, position: int, base: str) -> Document:
    """The rows stand in the DataStore under the first resource of a data set."""
    return {
        "id": resource_id(entry, file),
        "package_id": id_of("package", entry.name),
        "name": file.form.title,
        "description": "",
        "format": file.form.title,
        "mimetype": file.form.media_type,
        "url": base + file.path,
        "url_type": None,
        "resource_type": "api" if file.service else "file",
        "position": position,
        "size": None,
        "hash": "",
        "state": "active",
        "created": moment(entry.issued_at),
        "last_modified": moment(entry.changed_at),
        "metadata_modified": moment(entry.changed_at),
        "datastore_active": entry.dataset is not None and position == 0,
    }


def _extras(entry: Entry) -> list[Document]:
    """Where a number comes from goes along with it."""
    told = {
        "attribution": pick(entry.attribution, "en"),
        "update_seconds": str(entry.period or ""),
        "origin": entry.origin.value if entry.origin else "",
        "replayed": "true" if entry.origin is Origin.REPLAYED else "",
    }
    return [{"key": key, "value": value} for key, value in told.items() if value]
