"""Words of the kiosk's parts, and those that its script says."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from simin.web.kiosk.languages import spoken
from simin.web.presentation import vocabulary as known

#: Module to the words on its button and over its panel.
MODULES: dict[str, Promise] = {
    "air": _("Air"),
    "weather": _("Weather"),
    "arrivals": pgettext_lazy("kiosk", "Trains"),
    "around": pgettext_lazy("kiosk", "Getting around"),
    "happening": _("Happening now"),
    "news": pgettext_lazy("kiosk", "Events and news"),
    "map": _("Map"),
}
ICONS = {
    "air": "wind",
    "weather": "thermometer",
    "arrivals": "train-front",
    "around": "traffic-cone",
    "happening": "siren",
    "news": "newspaper",
    "map": "map",
}
#: What the script says.
SPOKEN: dict[str, Promise] = {
    "no_answer": _("No arrivals: their source does not answer."),
    "in_minutes": _("in %(count)d min"),
    "arriving": pgettext_lazy("train", "arriving"),
    "still_there": _("Back to the start in %(count)d s"),
}

#: Of the phrases that all pages know, those that stand on a kiosk.
PHRASES = (
    *("now", "minutes", "hours", "days", "never", "replayed", "synthetic", "review"),
    *("span_minutes", "span_hours", "span_days", "new_incident", "new_warning", "new_stage"),
    *("and_more", "offline", "reconnecting", "polling", "streaming", "as_known", "gone"),
    *("until", "target", "opened", "arrived", "unit", "units", "minutes_seconds"),
    *("nothing_special", "picture", "stage_level", "met", "not_met"),
)
TAKEOVER: dict[str, Promise] = {
    "title": _("Warning to the public"),
    "until": known.PHRASES["until"],
    "fallback": _("This warning was not written in your language; English is shown."),
}


def takeover(language: str) -> dict[str, Any]:
    with spoken(language):
        said = {key: str(text) for key, text in TAKEOVER.items()}
        grades = {key: str(text) for key, text in known.GRADES.items()}
        origins = {key: str(text) for key, text in known.ORIGINS.items()}
        return {**said, "grades": grades, "origins": origins}


def for_browser() -> dict[str, dict[str, str]]:
    """The tables that the live script asks, in the language of the page; a kiosk verifies nothing
    itself and offers nobody's actions."""
    tables = {
        "badges": known.BADGES,
        "levels": known.LEVELS,
        "freshness": known.FRESHNESS,
        "origins": known.ORIGINS,
        "reasons": known.REASONS,
        "kinds": known.KINDS,
        "grades": known.GRADES,
        "phrases": {key: known.PHRASES[key] for key in PHRASES},
        "kiosk": SPOKEN,
    }
    said = {name: {key: str(text) for key, text in words.items()} for name, words in tables.items()}
    return {**said, "actions": {}, "verify": {}}
