"""Our side: a city with the same catalogue and the same rows."""

from benchmarks.city import City

#: Reads how many data sets and rows; versions have no files, since nobody opens them here.
FILL = """
import json, sys
from datetime import UTC, datetime, timedelta
from simin.config import django_ready
django_ready.make_ready()
from django.db import transaction
from simin.domains.catalogue import services
from simin.domains.catalogue.models import Version
from simin.domains.catalogue.services import Column, NewDataset, Schema
from benchmarks.plaza import made
many, count = json.load(sys.stdin)
now = datetime.now(UTC)
schema = Schema(columns=(Column(name="id"), Column(name="name")), key=("id",))
with transaction.atomic():
    for one in made.catalogue(many):
        services.define(NewDataset(id=one.id, title={"ko": one.korean, "en": one.english},
            description={"ko": one.description}, licence=one.licence, owner=one.owner,
            theme=one.theme, schema=schema), at=now)
    Version.objects.bulk_create(Version(dataset_id=one.id, number=1, run=None,
        at=now - timedelta(days=one.days), schema={}, files=[], rows=one.rows)
        for one in made.catalogue(many))
place = Schema(columns=(Column(name="id"), Column(name="name"), Column(name="district"),
    Column(name="longitude", type="number"), Column(name="latitude", type="number"),
    Column(name="capacity", type="integer"), Column(name="opened", type="time")),
    key=("id",), longitude="longitude", latitude="latitude")
services.define(NewDataset(id="million", title={"en": "A million"}, licence="CC0-1.0",
    owner="welfare", schema=place), at=now)
services.replace("million", made.rows(count), run=None, at=now)
"""


def fill(city: City, datasets: int, rows: int) -> None:
    city.run(FILL, [datasets, rows])
