"""Steps of procedures that are asked of the reader's office now."""

from django.urls import reverse
from django.utils.translation import gettext as _

from simin.domains.incidents import queries as incidents
from simin.domains.incidents.queries import Incident
from simin.domains.procedures import queries
from simin.domains.procedures.policies import Actor
from simin.web.directives.people import Names
from simin.web.my_desk.panel import SHOWN, Panel, Waiting, panel
from simin.web.presentation.numbers import in_words
from simin.web.presentation.times import CityTime
from simin.web.procedures.panel import StepLine


def waiting(by: Actor, time: CityTime) -> Panel:
    """What is late first, then what is due first."""
    names = Names()
    found = queries.open_steps_of(by, SHOWN + 1)
    about = incidents.several({one.run.incident for one in found})
    return panel(
        [_line(one, about[one.run.incident], names, time) for one in found],
        name="steps",
        title=_("Steps of procedures"),
        icon="timer",
        empty=_("No step waits for your office."),
        more=reverse("steps"),
    )


def _line(one: queries.Step, incident: Incident, names: Names, time: CityTime) -> Waiting:
    line = StepLine(one, (), names, time, key="")
    return Waiting(
        title=line.name,
        address=f"{reverse('steps')}#step-{one.pk}",
        state=line.state_words,
        facts=[line.left, in_words(incident.title), _("Drill") if incident.drill else ""],
        tone=line.tone,
        shape=line.shape,
    )
