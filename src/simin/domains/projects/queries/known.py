"""What the city has already, as checks of handed-in rows ask for it."""

from simin.domains.identity import queries as identity
from simin.domains.indicators import queries as indicators
from simin.domains.places import queries as places
from simin.domains.projects.checks import Known
from simin.domains.projects.models import Pledge, Project
from simin.domains.projects.states import Status
from simin.kit.clock import city_clock


def known_now(*, ahead: bool = False) -> Known:
    return Known(
        today=places.day_of(city_clock().now()),
        units=frozenset(unit.id for unit in identity.departments()),
        districts=frozenset(one.id for one in places.districts()),
        indicators=frozenset(one.id for one in indicators.indicators()),
        projects=dict(Project.objects.values_list("id", "unit")),
        pledges={
            one.id: (Status(one.status), one.percent, bool(one.evidence))
            for one in Pledge.objects.only("id", "status", "percent", "evidence")
        },
        ahead=ahead,
    )
