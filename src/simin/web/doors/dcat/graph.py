"""One page of the catalogue as a graph of RDF. Pure: told everything, looks nothing up."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

from rdflib import DCAT, DCTERMS, FOAF, PROV, RDF, RDFS, SKOS, XSD, BNode, Graph, Literal, URIRef
from rdflib.term import Identifier, Node

from simin.domains.catalogue.licences import Licence
from simin.web.doors.dcat import words
from simin.web.doors.dcat.words import HYDRA, VCARD
from simin.web.doors.entries import Entry, Words
from simin.web.doors.files import File
from simin.web.doors.services import Service


@dataclass(frozen=True, kw_only=True)
class Told:
    """What the graph is made of. ``base`` has no slash at its end."""

    base: str
    title: Words
    description: Words
    publisher: Words
    languages: Sequence[str]
    #: West, south, east, north; None: unknown.
    bounds: tuple[float, float, float, float] | None
    themes: Mapping[str, Words]
    #: Theme to the subject of the EU's vocabulary that it falls under.
    subjects: Mapping[str, str]
    services: Mapping[str, Service]
    #: Of this page.
    entries: Sequence[Entry]
    #: Of this form of the catalogue.
    path: str = "/catalog.ttl"
    page: int = 1
    pages: int = 1
    total: int = 0


class CatalogueGraph:
    """Fills ``graph``, node by node."""

    def __init__(self, told: Told) -> None:
        self.told = told
        self.graph = Graph()
        for prefix, space in (("dcat", DCAT), ("dct", DCTERMS), ("foaf", FOAF), ("skos", SKOS),
                              ("vcard", VCARD), ("hydra", HYDRA), ("prov", PROV)):  # fmt: skip
            self.graph.bind(prefix, space)
        self.catalogue = self.at("/catalog")
        self.city = self.agent("", told.publisher)
        self.place = self.location()
        self.catalogue_words()
        for service in told.services.values():
            self.service(service)
        for entry in told.entries:
            self.dataset(entry)
        self.paging()

    def at(self, path: str) -> URIRef:
        return URIRef(self.told.base + path)

    def add(self, node: Node, predicate: URIRef, *values: Node | None) -> None:
        for value in values:
            if value is not None:
                self.graph.add((node, predicate, value))

    def said(self, node: Node, predicate: URIRef, told: Words) -> None:
        """In every language that is there."""
        for code, text in told.items():
            if text:
                self.add(node, predicate, Literal(text, lang=code))

    def typed(self, node: Identifier, *kinds: URIRef) -> Identifier:
        self.add(node, RDF.type, *kinds)
        return node

    def catalogue_words(self) -> None:
        node = self.typed(self.catalogue, DCAT.Catalog)
        self.said(node, DCTERMS.title, self.told.title)
        self.said(node, DCTERMS.description, self.told.description)
        self.add(node, DCTERMS.publisher, self.city)
        self.add(node, DCTERMS.spatial, self.place)
        home = self.typed(self.at("/data/"), FOAF.Document)
        self.add(node, FOAF.homepage, home)
        for code in self.told.languages:
            language = words.language(code)
            if language is not None:
                self.add(node, DCTERMS.language, self.typed(language, DCTERMS.LinguisticSystem))
        self.add(node, DCTERMS.modified, *_times(_newest(self.told.entries)))
        self.concepts(node)

    def concepts(self, node: Node) -> None:
        if not self.told.themes:
            return
        scheme = self.typed(self.at("/catalog/themes"), SKOS.ConceptScheme)
        self.said(scheme, DCTERMS.title, self.told.title)
        self.add(node, DCAT.themeTaxonomy, scheme)
        for id_, title in self.told.themes.items():
            concept = self.typed(self.theme(id_), SKOS.Concept)
            self.said(concept, SKOS.prefLabel, title)
            self.add(concept, SKOS.inScheme, scheme)
            self.add(concept, SKOS.broadMatch, self.subject(id_))

    def subject(self, theme: str) -> Node | None:
        """A theme of every catalogue, beside the city's own."""
        found = words.data_theme(self.told.subjects.get(theme, ""))
        if found is None:
            return None
        node, name = found
        scheme = self.typed(words.DATA_THEMES, SKOS.ConceptScheme)
        self.add(scheme, DCTERMS.title, Literal("Data theme", lang="en"))
        self.add(self.catalogue, DCAT.themeTaxonomy, scheme)
        self.add(self.typed(node, SKOS.Concept), SKOS.prefLabel, name)
        self.add(node, SKOS.inScheme, scheme)
        return node

    def theme(self, id_: str) -> URIRef:
        return self.at(f"/catalog/themes/{quote(id_)}")

    def agent(self, owner: str, name: Words) -> URIRef:
        node = self.at(f"/catalog/publishers/{quote(owner or 'city')}")
        self.typed(node, FOAF.Agent)
        self.said(node, FOAF.name, name)
        return node

    def location(self) -> Node | None:
        if self.told.bounds is None:
            return None
        west, south, east, north = self.told.bounds
        node = self.typed(self.at("/catalog/city"), DCTERMS.Location)
        self.said(node, SKOS.prefLabel, self.told.publisher)
        ring = f"{west} {south}, {east} {south}, {east} {north}, {west} {north}, {west} {south}"
        self.add(node, DCAT.bbox, Literal(f"POLYGON(({ring}))", datatype=words.WKT))
        return node

    def service(self, told: Service) -> None:
        node = self.typed(self.service_at(told.name), DCAT.DataService)
        self.add(self.catalogue, DCAT.service, node)
        self.said(node, DCTERMS.title, told.title)
        self.add(node, DCAT.endpointURL, self.at(told.path))
        self.add(node, DCAT.endpointDescription, self.at("/openapi.json"))
        self.add(node, DCTERMS.publisher, self.city)
        if told.standard:
            standard = self.typed(URIRef(told.standard), DCTERMS.Standard)
            self.add(node, DCTERMS.conformsTo, standard)

    def service_at(self, name: str) -> URIRef:
        return self.at(f"/catalog/services/{quote(name)}")

    def dataset(self, entry: Entry) -> None:
        node = self.typed(self.at(f"/catalog/datasets/{quote(entry.name)}"), DCAT.Dataset)
        self.add(self.catalogue, DCAT.dataset, node)
        self.said(node, DCTERMS.title, entry.title)
        self.said(node, DCTERMS.description, entry.description)
        self.add(node, DCTERMS.identifier, Literal(entry.name))
        self.add(node, DCTERMS.publisher, self.agent(entry.owner, entry.publisher))
        self.add(node, DCAT.contactPoint, self.contact(entry))
        self.add(node, DCTERMS.issued, *_times(entry.issued_at))
        self.add(node, DCTERMS.modified, *_times(entry.changed_at))
        self.add(node, DCTERMS.spatial, self.place)
        often = self.typed(words.frequency(entry.period), DCTERMS.Frequency)
        self.add(node, DCTERMS.accrualPeriodicity, often)
        self.add(node, DCTERMS.accessRights, self.typed(words.PUBLIC, DCTERMS.RightsStatement))
        self.add(node, DCAT.landingPage, self.typed(self.at(entry.page), FOAF.Document))
        if entry.theme in self.told.themes:
            self.add(node, DCAT.theme, self.theme(entry.theme), self.subject(entry.theme))
        self.said(node, DCAT.keyword, entry.publisher)
        self.origin(node, entry)
        self.span(node, entry)
        for file in entry.files:
            self.add(node, DCAT.distribution, self.distribution(entry, file, node))

    def contact(self, entry: Entry) -> Node:
        node = self.typed(self.at(f"/catalog/contacts/{quote(entry.owner or 'city')}"), VCARD.Kind)
        self.typed(node, VCARD.Organization)
        self.said(node, VCARD.fn, entry.publisher)
        self.add(node, VCARD.hasURL, self.at("/data/"))
        return node

    def origin(self, node: Node, entry: Entry) -> None:
        """What is replayed or made is marked here too."""
        if entry.origin is not None:
            statement = self.typed(BNode(), DCTERMS.ProvenanceStatement)
            self.add(statement, RDFS.label, Literal(entry.origin.value, lang="en"))
            self.add(node, DCTERMS.provenance, statement)

    def span(self, node: Node, entry: Entry) -> None:
        """Observations go on; where their past begins is not kept, where they stand is."""
        if entry.dataset is None and entry.changed_at is not None:
            period = self.typed(BNode(), DCTERMS.PeriodOfTime)
            self.add(period, DCAT.endDate, *_times(entry.changed_at))
            self.add(node, DCTERMS.temporal, period)

    def distribution(self, entry: Entry, file: File, dataset: Node) -> Node:
        path = f"/catalog/datasets/{quote(entry.name)}/{quote(file.id)}"
        node = self.typed(self.at(path), DCAT.Distribution)
        self.add(node, DCTERMS.title, Literal(file.form.title))
        self.add(node, DCAT.accessURL, self.at(file.path))
        kind = self.typed(words.file_type(file.form.authority), DCTERMS.MediaTypeOrExtent)
        self.add(node, DCTERMS["format"], kind)
        media = self.typed(words.media_type(file.form.media_type), DCTERMS.MediaType)
        self.add(node, DCAT.mediaType, media)
        self.add(node, DCTERMS.license, self.licence(entry.licence))
        self.add(node, DCTERMS.modified, *_times(entry.changed_at))
        self.rights(node, entry)
        if file.service in self.told.services:
            self.add(node, DCAT.accessService, self.service_at(file.service))
            self.add(self.service_at(file.service), DCAT.servesDataset, dataset)
        elif not file.service:
            self.add(node, DCAT.downloadURL, self.at(file.path))
        return node

    def licence(self, told: Licence) -> Node:
        node = (
            URIRef(told.address) if told.address else self.at(f"/catalog/licences/{quote(told.id)}")
        )
        self.typed(node, DCTERMS.LicenseDocument)
        self.said(node, DCTERMS.title, told.title)
        return node

    def rights(self, node: Node, entry: Entry) -> None:
        if any(entry.attribution.values()):
            statement = self.typed(BNode(), DCTERMS.RightsStatement)
            self.said(statement, RDFS.label, entry.attribution)
            self.add(node, DCTERMS.rights, statement)

    def paging(self) -> None:
        """As harvesters of CKAN's catalogues read it."""
        if self.told.pages == 1:
            return
        node = self.typed(self.at(self.page_path(self.told.page)), HYDRA.PagedCollection)
        near = {HYDRA.firstPage: 1, HYDRA.lastPage: self.told.pages}
        if self.told.page > 1:
            near[HYDRA.previousPage] = self.told.page - 1
        if self.told.page < self.told.pages:
            near[HYDRA.nextPage] = self.told.page + 1
        for predicate, number in near.items():
            self.add(node, predicate, self.at(self.page_path(number)))
        self.add(node, HYDRA.totalItems, Literal(self.told.total, datatype=XSD.integer))

    def page_path(self, number: int) -> str:
        return f"{self.told.path}?page={number}"


def _times(*moments: datetime | None) -> list[Literal]:
    return [Literal(one.isoformat(), datatype=XSD.dateTime) for one in moments if one]


def _newest(entries: Sequence[Entry]) -> datetime | None:
    return max((one.changed_at for one in entries if one.changed_at), default=None)
