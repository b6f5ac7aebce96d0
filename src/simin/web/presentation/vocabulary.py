"""Words for the fixed terms of cards: levels, freshness, origin, reasons.

The same words go to the browser (``for_browser``), so that what changes live reads the same.
"""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

LEVELS: dict[str, Promise] = {
    "good": pgettext_lazy("level", "Good"),
    "moderate": pgettext_lazy("level", "Moderate"),
    "bad": pgettext_lazy("level", "Bad"),
    "very_bad": pgettext_lazy("level", "Very bad"),
    "unknown": pgettext_lazy("level", "No data"),
}
FRESHNESS: dict[str, Promise] = {
    "live": pgettext_lazy("freshness", "live"),
    "late": pgettext_lazy("freshness", "late"),
    "stale": pgettext_lazy("freshness", "stale"),
    "source-down": pgettext_lazy("freshness", "source down"),
}
ORIGINS: dict[str, Promise] = {
    "measured": pgettext_lazy("origin", "measured"),
    "replayed": pgettext_lazy("origin", "replayed"),
    "synthetic": pgettext_lazy("origin", "synthetic"),
}
REASONS: dict[str, Promise] = {
    "privacy": _("Privacy"),
    "investigation": _("Ongoing investigation"),
    "security": _("Security"),
    "third_party": _("Third party"),
    "draft": _("Draft"),
}
#: Id of a detector to what its badge says.
BADGES: dict[str, Promise] = {
    "frozen": pgettext_lazy("badge", "frozen"),
    "frozen-source": pgettext_lazy("badge", "source frozen"),
    "contradicted-outlier": pgettext_lazy("badge", "contradicted"),
    "unit-jump": pgettext_lazy("badge", "unit changed"),
    "mistaken-column": pgettext_lazy("badge", "wrong substance"),
    "duplicated-rows": pgettext_lazy("badge", "rows twice"),
    "total-among-parts": pgettext_lazy("badge", "total counted in"),
    "swapped-coordinates": pgettext_lazy("badge", "coordinates swapped"),
    "district-by-position": pgettext_lazy("badge", "district unsure"),
    "lossy-join": pgettext_lazy("badge", "rows lost"),
    "ambiguous-join": pgettext_lazy("badge", "name unclear"),
    "spreadsheet-dates": pgettext_lazy("badge", "dates for numbers"),
    "spreadsheet-numbers": pgettext_lazy("badge", "numbers rounded"),
    "paused": pgettext_lazy("badge", "job paused"),
    "replaced-history": pgettext_lazy("badge", "past replaced"),
    "wrong-encoding": pgettext_lazy("badge", "letters broken"),
    "nested-csv": pgettext_lazy("badge", "CSV within CSV"),
    "disguised-table": pgettext_lazy("badge", "not a spreadsheet"),
    "mixed-union": pgettext_lazy("badge", "mixed series"),
    "layers-disagree": pgettext_lazy("badge", "layers disagree"),
    "renamed-column": pgettext_lazy("badge", "column renamed"),
    "vanished-column": pgettext_lazy("badge", "column gone"),
    "new-column": pgettext_lazy("badge", "new column"),
    "changed-type": pgettext_lazy("badge", "type changed"),
    "changed-codes": pgettext_lazy("badge", "values changed"),
    "column-too-narrow": pgettext_lazy("badge", "column too narrow"),
    "list-became-object": pgettext_lazy("badge", "reply changed shape"),
}
#: Where rows are counted, from a source's answer to the card.
LAYERS: dict[str, Promise] = {
    "fetched": pgettext_lazy("layer", "fetched"),
    "parsed": pgettext_lazy("layer", "read"),
    "stored": pgettext_lazy("layer", "stored"),
    "served": pgettext_lazy("layer", "served"),
    "shown": pgettext_lazy("layer", "shown"),
}
#: Of a column.
TYPES: dict[str, Promise] = {
    "empty": pgettext_lazy("type of a column", "empty"),
    "boolean": pgettext_lazy("type of a column", "yes or no"),
    "integer": pgettext_lazy("type of a column", "whole number"),
    "number": pgettext_lazy("type of a column", "number"),
    "time": pgettext_lazy("type of a column", "time"),
    "text": pgettext_lazy("type of a column", "text"),
    "list": pgettext_lazy("type of a column", "list"),
    "object": pgettext_lazy("type of a column", "object"),
    "mixed": pgettext_lazy("type of a column", "mixed"),
    "geometry": pgettext_lazy("type of a column", "geometry"),
}
SEVERITIES: dict[str, Promise] = {
    "notice": pgettext_lazy("severity of a finding", "notice"),
    "doubtful": pgettext_lazy("severity of a finding", "doubtful"),
    "wrong": pgettext_lazy("severity of a finding", "wrong"),
}
#: How grave something is, in the terms of CAP 1.2.
GRADES: dict[str, Promise] = {
    "extreme": pgettext_lazy("severity", "Extreme"),
    "severe": pgettext_lazy("severity", "Severe"),
    "moderate": pgettext_lazy("severity", "Moderate"),
    "minor": pgettext_lazy("severity", "Minor"),
    "unknown": pgettext_lazy("severity", "Unknown"),
}
#: What a withheld thing is called, by kind.
KINDS: dict[str, Promise] = {
    "incident": _("Incident"),
    "alert": _("Alert"),
    "indicator": _("Indicator"),
    "news": _("News item"),
    "project": _("Project"),
}
ACTIONS: dict[str, Promise] = {
    "open": _("Open the situation"),
    "direct": _("Open the card"),
    "inspect": _("Look closer"),
}
PHRASES: dict[str, Promise] = {
    "now": _("just now"),
    "minutes": _("%(count)d min ago"),
    "hours": _("%(count)d h ago"),
    "days": _("%(count)d days ago"),
    "replayed": _("replayed %(date)s"),
    "synthetic": pgettext_lazy("origin", "synthetic"),
    "span_hours": _("last %(count)d h"),
    "span_days": _("last %(count)d days"),
    "span_minutes": _("last %(count)d min"),
    "review": _("reviewed again on %(date)s"),
    "new_incident": _("New: %(title)s"),
    "and_more": _("and %(count)d more"),
    "new_stage": _("City stage %(level)s, %(name)s"),
    "offline": _("No connection. The picture of %(age)s is shown."),
    "reconnecting": _("Reconnecting …"),
    "polling": _("Live, fetched every few seconds"),
    "streaming": _("Live"),
    "as_known": _("As known at %(time)s, not live"),
    "gone": _("That moment is no longer kept."),
    "until": _("until %(time)s"),
    "new_warning": _("Warning: %(title)s"),
    "target": _("target %(target)s"),
    "opened": _("reported %(time)s"),
    "arrived": _("on scene after %(minutes)s"),
    "never": _("never"),
    "unit": _("%(count)d unit"),
    "units": _("%(count)d units"),
    "minutes_seconds": _("%(minutes)d min %(seconds)d s"),
    "nothing_special": _("No criterion above normal is met."),
    "picture": _("Picture #%(number)s"),
    "stage_level": _("Stage %(level)d of 5"),
    "met": _("met"),
    "not_met": _("not met"),
    "share": _("%(share)s %% of the city"),
    "ranked": _("no. %(rank)d of %(count)d, from the largest"),
}
VERIFY: dict[str, Promise] = {
    "insecure": _(
        "This browser checks hashes only on a secure connection (https or localhost). "
        "Nothing was checked here."
    ),
    "fetching": _("Fetching the newest frames …"),
    "link_good": _("Each of the last %(count)d frames names the hash of the one before it."),
    "link_bad": _("Frame %(number)s does not name the hash of the frame before it."),
    "head_good": _("The bytes of frame %(number)s have exactly the hash this page shows."),
    "head_bad": _("The bytes of frame %(number)s do not have the hash this page shows."),
    "office_good": _("The office's frame %(number)s names exactly the hash of the public one."),
    "office_bad": _("The office's frame %(number)s names another hash than the public one has."),
    "good": _("Verified: this screen shows the public picture #%(number)s."),
    "bad": _("Not verified. Reload the page; if this stays, tell the city."),
    "failed": _("The frames could not be fetched. Nothing was checked."),
}


def for_browser() -> dict[str, dict[str, str]]:
    """All of it, in the language of the page."""
    tables = {
        "badges": BADGES,
        "levels": LEVELS,
        "freshness": FRESHNESS,
        "origins": ORIGINS,
        "reasons": REASONS,
        "kinds": KINDS,
        "grades": GRADES,
        "actions": ACTIONS,
        "phrases": PHRASES,
        "verify": VERIFY,
    }
    return {name: {key: str(text) for key, text in words.items()} for name, words in tables.items()}
