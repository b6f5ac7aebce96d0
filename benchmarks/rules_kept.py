"""The same with the database: a batch was folded, its event is heard, rules judge, alerts are kept.

SQLite in the folder of ``SIMIN_HOME``, on the disk as in a city. 10,000 datastreams of one family,
500 rules that all look at it; in two batches 20 datastreams are beyond every limit: 2,400 alerts.
Correct means: as many alerts are open as there are places beyond, under each rule. Prints JSON:
milliseconds on the clock and of the processor for each batch. ``benchmarks.rules`` runs it.
"""

import json
import sys
import time
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from simin.config import django_ready

django_ready.make_ready()

from django.core.management import call_command  # noqa: E402

from simin.domains.alerts import services as alerts  # noqa: E402
from simin.domains.alerts.definition import Condition, Rule  # noqa: E402
from simin.domains.alerts.models import Alert  # noqa: E402
from simin.domains.alerts.vocabulary import Kind, Per  # noqa: E402
from simin.domains.observations import services as observations  # noqa: E402
from simin.domains.observations.definition import (  # noqa: E402
    DatastreamDefinition,
    PropertyDefinition,
    SourceDefinition,
    ThingDefinition,
)
from simin.domains.observations.observation import NewObservation  # noqa: E402
from simin.domains.picture.card import Origin  # noqa: E402
from simin.domains.places import services as places  # noqa: E402
from tests.factories.places import city  # noqa: E402

ZONE = ZoneInfo("Asia/Seoul")
BEGIN = datetime(2026, 11, 26, 3, tzinfo=UTC)
FAMILY = "city/value"
DISTRICTS = 25
#: What is measured, and how many datastreams are beyond.
BATCHES = (("quiet", 0), ("quiet", 0), ("quiet", 0), ("opening", 20), ("standing", 20))


def main(series: int, rules: int) -> None:
    call_command("migrate", verbosity=0)
    found_city(series, rules)
    told = [_batch(number, series, rules) for number in range(len(BATCHES))]
    print(json.dumps(told[1:]))


def found_city(series: int, rules: int) -> None:
    name = {"en": "Value", "ko": "값"}
    places.define_city(city(), at=BEGIN)
    observations.define_sources(
        [SourceDefinition(id="net", name=name, origin=Origin.MEASURED, budget=600)]
    )
    observations.define_properties([PropertyDefinition(id="value", name=name, unit="m")])
    observations.define_datastreams([_datastream(number, name) for number in range(series)])
    alerts.define_rules((_rule(number) for number in range(rules)), at=BEGIN)


def _datastream(number: int, name: dict[str, str]) -> DatastreamDefinition:
    return DatastreamDefinition(
        slug=f"{FAMILY}/{number}",
        family=FAMILY,
        property="value",
        source="net",
        thing=ThingDefinition(id=f"t{number}", name=name),
        period=120,
        district=f"d{number % DISTRICTS:02}",
    )


def _rule(number: int) -> Rule:
    limit = 100.0 + number / 10
    told = Condition(kind=Kind.GTE, family=FAMILY, limit=limit, rests_at=limit - 10)
    per = Per.CITY if number % 5 else Per.DISTRICT
    name = {"en": f"Rule {number}"}
    return Rule(id=f"rule-{number}", name=name, severity="bad", per=per, conditions=(told,))


def _batch(number: int, series: int, rules: int) -> tuple[str, float, float]:
    what, beyond = BATCHES[number]
    at = BEGIN + timedelta(minutes=2 * number)
    slugs = [f"{FAMILY}/{place}" for place in range(series)]
    told = [
        NewObservation(slug, at, 500.0 if place < beyond else 20.0 + (place + number) % 50)
        for place, slug in enumerate(slugs)
    ]
    observations.record(told, run="bench", received_at=at, zone=ZONE)
    begun, worked = time.perf_counter(), time.process_time()
    alerts.judge_arrived(datastreams=slugs, families=[FAMILY], now=at)
    took, cost = time.perf_counter() - begun, time.process_time() - worked
    expected = sum(1 if one % 5 else min(DISTRICTS, beyond) for one in range(rules) if beyond)
    assert Alert.objects.filter(state="open").count() == expected, (number, expected)
    return what, took * 1000, cost * 1000


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
