"""Words of the registers and of the desk of releases."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from simin.domains.releases.errors import NOTHING_PROMISED, WAITS
from simin.web.presentation import vocabulary

KINDS: dict[str, Promise] = {**vocabulary.KINDS, "dataset": _("Data set")}
REASONS = vocabulary.REASONS
DECISIONS: dict[str, Promise] = {
    "release": pgettext_lazy("decision", "Released"),
    "withhold": pgettext_lazy("decision", "Withheld"),
    "embargo": pgettext_lazy("decision", "Embargo"),
    "declassify": pgettext_lazy("decision", "Declassified"),
}
STATES: dict[str, Promise] = {
    "proposed": pgettext_lazy("state of a decision", "waits for a second person"),
    "in_force": pgettext_lazy("state of a decision", "in force"),
    "replaced": pgettext_lazy("state of a decision", "replaced by a later one"),
    "refused": pgettext_lazy("state of a decision", "refused"),
    "withdrawn": pgettext_lazy("state of a decision", "withdrawn"),
}
MASKS: dict[str, Promise] = {
    "withhold": pgettext_lazy("how it is withheld", "left out"),
    "cell": pgettext_lazy("how it is withheld", "told as a cell"),
    "small": pgettext_lazy("how it is withheld", "small count left out"),
    "numbers": pgettext_lazy("how it is withheld", "numbers struck"),
    "never": pgettext_lazy("how it is withheld", "in no picture"),
}
#: Parts of cards that can be withheld, and what else the preview calls by name.
PARTS: dict[str, Promise] = {
    "": _("All of it"),
    "title": _("Title"),
    "kind_name": _("Kind"),
    "place.district": _("District"),
    "place.point": _("Point"),
    "place.label": _("Name of the place"),
    "body.agency": _("Agency"),
    "body.units": _("Units"),
    "body.timeline": _("Timeline"),
    "body.timeline.*.text": _("What the timeline says"),
    "body.timeline.*.actor": _("Who is named in the timeline"),
    "body.impact": _("Impact area"),
    "body.impact.people.about": _("People inside"),
    "body.nearest": _("What is nearest"),
    "body.state_name": _("State"),
    "body.severity": _("Severity"),
    "body.reported_at": _("Reported"),
    "body.value": _("Value"),
    "body.level": _("Level"),
    "body.districts": _("Districts"),
    "body.spark": _("Last hours"),
    "body.summary": _("Summary"),
    "body.budget": _("Budget"),
    "body.spent": _("Spent"),
    "body.why": _("Why"),
    "body.urgency": _("Urgency"),
    "body.certainty": _("Certainty"),
    "body.response_seconds": _("Seconds until the first unit was there"),
    "body.target_seconds": _("Seconds until a unit should be there"),
    "body.indicator": _("Indicator"),
    "body.unit": _("Unit"),
    "body.target": _("Target"),
    "body.progress": _("Progress"),
    "body.direction": _("Better when"),
    "body.secondary": _("Second figure"),
    "body.facilities": _("Facilities"),
    "body.method": _("Method"),
    "body.rule": _("Rule"),
    "body.opened_at": _("Opened"),
    "body.ended_at": _("Ended"),
    "body.rested_at": _("Quiet since"),
    "body.count": _("Values"),
    "body.returns": _("Came back"),
    "body.doubt": _("Doubt"),
    "body.advice": _("What to do"),
    "body.published_at": _("Published"),
    "body.link": _("Link"),
    "body.category": _("Category"),
    "body.phase": _("Phase"),
    "body.status": _("Status"),
    "body.starts_on": _("Begins"),
    "body.ends_on": _("Ends"),
    "body.owner": _("Owner"),
    "body.owner_office": _("Owner"),
    "body.actual": _("Progress so far"),
    "body.planned": _("Progress as planned"),
    "body.spi": _("Schedule performance index"),
    "body.cpi": _("Cost performance index"),
    "body.cost": _("Cost"),
    "body.eac": _("Cost to be expected at the end"),
    "body.forecast": _("Forecast"),
    "body.days_late": _("Days late"),
    "body.indicators": _("Related indicators"),
    "body.overdue_milestones": _("Milestones overdue"),
    "body.reported_on": _("Last report"),
    "body.area": _("Area"),
    "body.event": _("Event"),
    "body.description": _("Description"),
    "body.instruction": _("Instruction"),
    "body.contact": _("Contact"),
    "body.web": _("Web page"),
    "body.sent": _("Sent"),
    "body.onset": _("Begins"),
    "body.expires": _("Ends"),
    "body.messages": _("Messages"),
    "point": _("Point"),
}
#: Field of a form to what is wrong with it.
FAULTS: dict[str, Promise] = {
    "reason": _("Choose one of the five reasons."),
    "review_on": _("Give a day on which it is looked at again: after today, within a year."),
    "until": _("Give a time that lies ahead, within a year."),
    "field": _("This part cannot be withheld by itself."),
    "why": _("At most 500 characters."),
    "decision": _("Choose what is to happen."),
    "card": _("This is always public and cannot be withheld."),
    "seen": _("Somebody decided about it meanwhile: this is how it stands now. Look again."),
    "by": _("Of an incident nobody withholds anything alone: another person has to confirm it."),
}
#: Where the field alone does not tell what is wrong: what is said of it.
SAID: dict[str, Promise] = {
    NOTHING_PROMISED: _("Of a data set nothing was promised that could be opened: release it."),
    WAITS: _("Somebody proposed this already: confirm or refuse that first."),
}


def part(field: str) -> str:
    """Words for a path; the path itself where there are none."""
    return str(PARTS.get(field, field))


def word(table: dict[str, Promise], term: str) -> str:
    return str(table.get(term, term))
