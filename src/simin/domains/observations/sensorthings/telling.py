"""Answers with what was found: what is selected of entities and expanded in them.

A level of an expansion is asked for once, whatever number of entities stands there.
"""

from collections.abc import Sequence
from itertools import islice
from typing import Any

from simin.domains.observations.sensorthings.document import Document, document
from simin.domains.observations.sensorthings.entities import TYPES
from simin.domains.observations.sensorthings.members import of_each
from simin.domains.observations.sensorthings.reading import Page
from simin.domains.observations.sensorthings.viewer import Viewer
from simin.kit.errors import RejectedError
from simin.kit.odata.options import Expansion, Options, continued


def documents(
    entity: str, rows: Sequence[Any], options: Options, viewer: Viewer, base: str
) -> list[Document]:
    """Each of ``rows`` with what is selected of it and expanded in it."""
    wholes = [document(entity, row, base=base, language=viewer.language) for row in rows]
    answers = [_selected(entity, whole, options) for whole in wholes]
    for expansion in options.expand if rows else ():
        links = [f"{whole['@iot.selfLink']}/{expansion.name}" for whole in wholes]
        expanded = _expanded(entity, rows, links, expansion, viewer, base)
        for answer, more in zip(answers, expanded, strict=True):
            answer.update(more)
    return answers


def _selected(entity: str, told: Document, options: Options) -> Document:
    """An expanded link has no address beside; the trust mark always stays."""
    expanded = {f"{each.name}@iot.navigationLink" for each in options.expand}
    if not options.select:
        return {name: value for name, value in told.items() if name not in expanded}
    known = TYPES[entity]
    kept = {"@simin.trust"}
    for name in options.select:
        first = name.split("/", 1)[0]
        if first in known.links:
            kept.add(f"{first}@iot.navigationLink")
        elif first in known.properties:
            kept.add(first)
        elif first in ("id", "@iot.id", "@iot.selfLink"):
            kept.add("@iot.id" if first == "id" else first)
        else:
            raise RejectedError("$select", f"{entity} has no property {name!r}")
    return {name: value for name, value in told.items() if name in kept - expanded}


def _expanded(
    entity: str,
    rows: Sequence[Any],
    links: Sequence[str],
    expansion: Expansion,
    viewer: Viewer,
    base: str,
) -> list[Document]:
    """What ``expansion`` adds to each of ``rows``; ``links`` are its addresses."""
    link = TYPES[entity].links.get(expansion.name)
    if link is None:
        raise RejectedError("$expand", f"{entity} has no link {expansion.name!r}")
    pages = of_each(entity, rows, expansion.name, expansion.options, viewer)
    together = [row for page in pages for row in page.rows]
    inner = iter(documents(link.target, together, expansion.options, viewer, base))
    shown = [list(islice(inner, len(page.rows))) for page in pages]
    if not link.many:
        return [{expansion.name: each[0]} if each else {} for each in shown]
    return [
        _set(expansion, page, each, address)
        for page, each, address in zip(pages, shown, links, strict=True)
    ]


def _set(expansion: Expansion, page: Page, shown: list[Document], address: str) -> Document:
    answer: Document = {expansion.name: shown}
    if page.total is not None:
        answer[f"{expansion.name}@iot.count"] = page.total
    if page.more and shown:
        query = continued(expansion.options, len(shown))
        answer[f"{expansion.name}@iot.nextLink"] = f"{address}?{query}"
    return answer
