"""Words of the room's own: its keys and its screens."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

#: Keys and what they do, as the help shows them.
KEYS: tuple[tuple[tuple[str, ...], Promise], ...] = (
    (("j", "↓"), _("the next incident")),
    (("k", "↑"), _("the incident before")),
    (("Enter",), _("show it in full")),
    (("a",), _("take it to its next state")),
    (("n",), _("write a note")),
    (("u",), _("order a unit")),
    (("p",), _("the procedure's next step")),
    (("d",), _("give a directive")),
    (("w",), _("draft a warning")),
    (("/",), _("search the board")),
    (("Esc",), _("leave a field; back to the board")),
    (("?",), _("this help")),
)
SCREEN_WORDS: dict[str, Promise] = {
    "both": pgettext_lazy("screens of the room", "All"),
    "board": pgettext_lazy("screens of the room", "Board"),
    "incident": pgettext_lazy("screens of the room", "Incident"),
}
