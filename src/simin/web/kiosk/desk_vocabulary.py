"""Words and shapes for how kiosks stand, for the desk."""

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from simin.domains.kiosks.standing import State

STATES: dict[State, Promise] = {
    State.DOWN: pgettext_lazy("kiosk", "silent"),
    State.LATE: pgettext_lazy("kiosk", "late"),
    State.WAITING: pgettext_lazy("kiosk", "has not reported yet"),
    State.LIVE: pgettext_lazy("kiosk", "live"),
}
SHAPES: dict[State, str] = {
    State.DOWN: "unplug",
    State.LATE: "clock",
    State.WAITING: "minus",
    State.LIVE: "circle-check",
}
