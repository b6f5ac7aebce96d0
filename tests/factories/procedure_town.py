"""A small town with kinds of incidents, an organisation, and what is to be done in it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import msgspec

from simin.config.stories import STORIES
from simin.domains.identity import queries as identity
from simin.domains.incidents import services as incidents
from simin.domains.procedures import queries, services
from simin.domains.procedures.definition import Definition
from simin.domains.procedures.policies import Actor
from simin.kit.clock import FixedClock
from simin.workflows import dispatch, procedures_follow
from tests.factories import incidents as happening
from tests.factories.directive_town import directive_town
from tests.factories.incidents import NOON


def step(name: str, minutes: float = 10, **told: Any) -> dict[str, Any]:
    """The fire brigade's, unless said otherwise."""
    office = {} if "role" in told or "unit" in told else {"unit": "fire"}
    words = {"ko": f"{name} 하기", "en": name.title()}
    return {"id": name, "name": words, "minutes": minutes, **office, **told}


def procedure(procedure_id: str, *steps: dict[str, Any], **told: Any) -> Definition:
    name = {"ko": f"{procedure_id} 대응", "en": f"{procedure_id.title()} response"}
    plain = {"id": procedure_id, "name": name, "steps": steps, **told}
    return msgspec.convert(plain, Definition)


FIRE = procedure(
    "fire",
    step("confirm", 3, role="duty_officer"),
    step("arrive", 10, after="confirm", evidence="text"),
    step("count", 30, after="arrive", evidence="number"),
    kind="fire",
)
MAJOR = procedure(
    "fire-major",
    step("confirm", 3, role="duty_officer"),
    step("evacuate", 15, after="confirm", unit="climate"),
    step("arrive", 10, after="confirm", evidence="text"),
    kind="fire",
    severities=("severe", "extreme"),
)
GENERAL = procedure("general", step("look", 20, role="duty_officer"))


@contextmanager
def procedure_town(*definitions: Definition, found: bool = False) -> Iterator[FixedClock]:
    """The town at noon; ``found``: the city is there already."""
    if not found:
        happening.found_town()
    incidents.define_kinds(happening.kinds())
    with directive_town(NOON, found=True) as clock:
        defined(*definitions)
        yield clock


def defined(*definitions: Definition) -> None:
    services.define_procedures(definitions or (FIRE, MAJOR, GENERAL), at=NOON)


def beat(clock: FixedClock) -> None:
    """What the engine does of it."""
    dispatch.run_pending(STORIES, clock=clock)
    procedures_follow.as_time_passes(clock.now())
    dispatch.run_pending(STORIES, clock=clock)


def burning(clock: FixedClock, external_id: str = "1", **told: Any) -> str:
    """A fire whose procedure has begun."""
    one = happening.reported(external_id, **{"source": "desk", "origin": "measured", **told})
    beat(clock)
    return one


def actor(username: str) -> Actor:
    return queries.actor(identity.account(username))


def number(incident: str, name: str) -> int:
    """The number of a step."""
    return next(one.pk for one in queries.steps(incident) if one.key == name)


def states(incident: str) -> dict[str, str]:
    return {one.key: one.state for one in queries.steps(incident)}


def done(incident: str, name: str, by: str = "duty", **given: Any) -> str:
    told = services.Given(**given)
    return services.finish(number(incident, name), by=actor(by), given=told)
