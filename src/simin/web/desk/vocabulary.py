"""Words and shapes for how feeds stand and how runs end."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from simin.ingest.oversight.standing import State

STATES: dict[State, Promise] = {
    State.REFUSING: pgettext_lazy("feed", "refusing"),
    State.DOWN: pgettext_lazy("feed", "down"),
    State.QUARANTINE: pgettext_lazy("feed", "in quarantine"),
    State.SUSPECT: pgettext_lazy("feed", "suspect"),
    State.STALE: pgettext_lazy("feed", "stale"),
    State.LATE: pgettext_lazy("feed", "late"),
    State.WAITING: pgettext_lazy("feed", "not run yet"),
    State.NO_KEY: pgettext_lazy("feed", "no key"),
    State.PAUSED: pgettext_lazy("feed", "paused"),
    State.OFF: pgettext_lazy("feed", "off"),
    State.RESTING: pgettext_lazy("feed", "resting"),
    State.LIVE: pgettext_lazy("feed", "live"),
    State.REPLAYED: pgettext_lazy("feed", "replayed"),
    State.SYNTHETIC: pgettext_lazy("feed", "synthetic"),
}
#: An icon of the sprite each, so that colour never stands alone.
SHAPES: dict[State, str] = {
    State.REFUSING: "octagon-alert",
    State.DOWN: "unplug",
    State.QUARANTINE: "shield-alert",
    State.SUSPECT: "circle-help",
    State.STALE: "timer",
    State.LATE: "clock",
    State.WAITING: "minus",
    State.NO_KEY: "lock",
    State.PAUSED: "pause",
    State.OFF: "eye-off",
    State.RESTING: "moon",
    State.LIVE: "circle-check",
    State.REPLAYED: "rotate-ccw",
    State.SYNTHETIC: "activity",
}
OUTCOMES: dict[str, Promise] = {
    "running": pgettext_lazy("run", "under way"),
    "complete": pgettext_lazy("run", "complete"),
    "unchanged": pgettext_lazy("run", "nothing new"),
    "unavailable": pgettext_lazy("run", "no answer"),
    "quota": pgettext_lazy("run", "day's calls used up"),
    "refused": pgettext_lazy("run", "refused"),
    "implausible": pgettext_lazy("run", "not believed"),
    "broken": pgettext_lazy("run", "our fault"),
    "interrupted": pgettext_lazy("run", "interrupted"),
    "": pgettext_lazy("run", "played"),
}
INTO: dict[str, Promise] = {
    "observation": _("observations"),
    "row": _("rows"),
    "place": _("places"),
    "alert": _("alerts"),
    "notice": _("notices"),
    "request": _("requests"),
    "incident": _("incidents"),
}
#: What can be ordered.
ORDERS: dict[str, Promise] = {
    "run": _("Run now"),
    "confirm": _("Run, and take what is missing as gone"),
    "try": _("Try out"),
    "replay": _("Read kept answers again"),
}
PROGRESS: dict[str, Promise] = {
    "waiting": pgettext_lazy("order", "waits for the engine"),
    "running": pgettext_lazy("order", "under way"),
    "done": pgettext_lazy("order", "done"),
    "failed": pgettext_lazy("order", "failed"),
    "cancelled": pgettext_lazy("order", "cancelled"),
}
#: Why something cannot be asked of a feed, by ``NotNowError.reason``.
NOT_NOW: dict[str, Promise] = {
    "replayed": _("This city is replayed: today's values have no place in its time. Try it out."),
    "played": _("Recordings and generators are played; nobody can be asked."),
    "pushed": _("This source sends of its own accord; it cannot be asked."),
    "no-key": _("A secret is missing, so nothing can be asked."),
    "busy": _("A back-fill of this feed is under way already."),
    "over": _("That back-fill is over already."),
}


#: What a run kept of its answers, by the name that its kind gave it.
NOTICED: dict[str, Promise] = {
    "encoding": _("Encoding"),
    "separator": _("Separator"),
    "format": _("File format"),
    "fields": _("Columns that changed"),
    "resolved": _("Resolved from quarantine"),
    "missing columns": _("Columns that are missing"),
    "damaged bytes": _("Damaged bytes"),
    "nested csv": _("CSV within CSV"),
    "crs": _("Coordinate system"),
    "deleted": _("Deleted by the source"),
}


def noticed(name: str) -> str:
    return str(NOTICED.get(name, name))
