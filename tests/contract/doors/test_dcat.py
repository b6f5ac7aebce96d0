"""The catalogue is DCAT-AP 3.0.1 by the shapes of the standard, in each of its three forms."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from django.test import Client
from rdflib import DCAT, DCTERMS, RDF, SKOS, Graph, Literal, URIRef

from simin.domains.places import services as places
from simin.web.doors.dcat import views
from tests.factories.doors_town import found_doors_town
from tests.factories.observed import HOUR, NOON, observed, recorded
from tests.factories.places import city

pytestmark = pytest.mark.django_db
HYDRA = "http://www.w3.org/ns/hydra/core#"
FORMS = {"ttl": "turtle", "jsonld": "json-ld", "rdf": "xml"}


def read(client: Client, form: str, query: str = "") -> Graph:
    answer = client.get(f"/catalog.{form}{query}")
    assert answer.status_code == 200, answer.content
    return Graph().parse(data=answer.content, format=FORMS[form])


def found_themed_town() -> None:
    found_doors_town()
    traffic = {"id": "traffic", "name": {"en": "Traffic"}, "data_theme": "TRAN"}
    places.define_city(replace(city(), domains=(traffic,)), at=NOON)


@pytest.mark.parametrize("shapes", ["shapes.ttl", "range.ttl"])
def test_the_shapes_of_the_standard_find_nothing(client: Client, shared: Path, shapes: str) -> None:
    pyshacl = pytest.importorskip("pyshacl", reason="pyshacl is not installed")
    found_themed_town()
    graph = read(client, "ttl")
    for kind, count in ((DCAT.Catalog, 1), (DCAT.Dataset, 3), (DCAT.Distribution, 12)):
        assert len(set(graph.subjects(RDF.type, kind))) == count, kind
    assert len(set(graph.subjects(RDF.type, DCAT.DataService))) == 6
    conforms, _, said = pyshacl.validate(
        graph, shacl_graph=str(shared / "vectors/dcat-ap" / shapes), inference="none"
    )
    assert conforms, said


def test_the_shapes_find_what_is_wrong(client: Client, shared: Path) -> None:
    pyshacl = pytest.importorskip("pyshacl", reason="pyshacl is not installed")
    found_doors_town()
    graph = read(client, "ttl")
    graph.remove((None, DCTERMS.description, None))
    conforms, _, _ = pyshacl.validate(
        graph, shacl_graph=str(shared / "vectors/dcat-ap/shapes.ttl"), inference="none"
    )
    assert not conforms


def test_all_forms_say_the_same(client: Client) -> None:
    found_doors_town()
    graphs = [read(client, form) for form in FORMS]
    assert graphs[0].isomorphic(graphs[1]) and graphs[0].isomorphic(graphs[2])
    titles = set(graphs[0].objects(None, DCTERMS.title))
    assert {Literal("주차장", lang="ko"), Literal("Car parks", lang="en")} <= titles
    licence = URIRef("https://creativecommons.org/publicdomain/zero/1.0/")
    assert (None, DCTERMS.license, licence) in graphs[0]


def test_themes_are_also_those_of_every_catalogue(client: Client) -> None:
    found_themed_town()
    graph = read(client, "ttl")
    subject = URIRef("http://publications.europa.eu/resource/authority/data-theme/TRAN")
    (parks,) = graph.subjects(DCTERMS.identifier, Literal("parks"))
    assert {subject, URIRef("http://testserver/catalog/themes/traffic")} == set(
        graph.objects(parks, DCAT.theme)
    )
    assert (subject, SKOS.prefLabel, Literal("Transport", lang="en")) in graph


def test_replayed_observations_are_marked(client: Client) -> None:
    found_doors_town()
    assert (None, None, Literal("replayed", lang="en")) in read(client, "jsonld")


def test_a_large_catalogue_comes_in_pages(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    found_doors_town()
    monkeypatch.setattr(views, "PAGE", 2)
    first, last = read(client, "ttl"), read(client, "ttl", "?page=2")
    assert len(set(first.subjects(RDF.type, DCAT.Dataset))) == 2
    assert len(set(last.subjects(RDF.type, DCAT.Dataset))) == 1
    following = URIRef("http://testserver/catalog.ttl?page=2")
    assert (None, URIRef(f"{HYDRA}nextPage"), following) in first
    assert client.get("/catalog.ttl?page=3").status_code == 400


def test_rdflib_comes_when_a_catalogue_is_asked_for() -> None:
    """Everything else starts without it."""
    code = (
        "import django; django.setup(); import simin.config.urls, sys; "
        "from django.urls import get_resolver; get_resolver().url_patterns; "
        "sys.exit('rdflib' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_new_observations_write_no_new_catalogue(client: Client) -> None:
    found_doors_town()
    first = client.get("/catalog.ttl")
    recorded(observed("air/pm25/east", NOON + 7 * HOUR, 3.0), at=NOON + 7 * HOUR)
    again = client.get("/catalog.ttl", headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304
