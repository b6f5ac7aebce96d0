"""What bounds rest on, in words."""

from collections.abc import Sequence

from django.utils.functional import Promise
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

_NAMES: dict[str, Promise] = {
    "history": gettext_lazy("the last 31 days"),
    "target": gettext_lazy("the target"),
    "levels": gettext_lazy("the limits of its levels"),
}


def ground_words(grounds: Sequence[str]) -> str:
    if "pack" in grounds:
        return _("The city chose these bounds; they are the same on every day.")
    if "share" in grounds:
        return _("A share lies between 0 and 100 %.")
    named = [str(_NAMES[one]) for one in grounds if one in _NAMES]
    listed = get_text_list(named, _("and"))
    return _("The bounds are round numbers that hold %(grounds)s.") % {"grounds": listed}
