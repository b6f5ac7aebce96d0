"""Money as people read it: ``486억 원``, ``48.6 bn won``."""

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from simin.web.presentation.numbers import NONE, figure

#: What it is counted in, the largest first; Korean counts by ten thousands.
_BY_TEN_THOUSANDS = ((10**12, 2, "tn"), (10**8, 0, "hundred million"), (10**4, 0, "ten thousand"))
_BY_THOUSANDS = ((10**12, 2, "tn"), (10**9, 1, "bn"), (10**6, 0, "m"))


def money(amount: float | None) -> str:
    """In the largest unit that leaves something before the point."""
    if amount is None:
        return NONE
    tens = (get_language() or "en").startswith(("ko", "zh", "ja"))
    for size, decimals, name in _BY_TEN_THOUSANDS if tens else _BY_THOUSANDS:
        if abs(amount) >= size:
            return _named(name) % {"number": figure(amount / size, decimals)}
    return _("%(number)s won") % {"number": figure(amount)}


def _named(name: str) -> str:
    return {
        "tn": _("%(number)s tn won"),
        "bn": _("%(number)s bn won"),
        "m": _("%(number)s m won"),
        "hundred million": _("%(number)s hundred million won"),
        "ten thousand": _("%(number)s ten thousand won"),
    }[name]
