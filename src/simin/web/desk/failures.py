"""Why runs fail, by the runner, the client and the kinds: their sentences as patterns, with words.

Patterns are of the code that raises them; one that changes there and not here is shown as it is.
"""

import re

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

type Known = tuple[tuple[re.Pattern[str], Promise], ...]

_SENTENCES: tuple[tuple[str, Promise], ...] = (
    (
        r"the source answers with status (?P<status>\d+)",
        _("The source answers with status %(status)s."),
    ),
    (
        r"the (?P<calls>\d+) calls that are allowed in a day are used up",
        _("The %(calls)s calls that are allowed in a day are used up."),
    ),
    (
        r"(?P<bad>\d+) of (?P<all>\d+) records cannot be read; the first: (?P<first>.*)",
        _("%(bad)s of %(all)s records cannot be read; the first: %(first)s"),
    ),
    (
        r"(?P<gone>\d+) of (?P<all>\d+) records would vanish, more than a fifth;.*",
        _("%(gone)s of %(all)s records would vanish, more than a fifth. Nothing was written."),
    ),
    (
        r"the source has more than (?P<pages>\d+) pages",
        _("The source has more than %(pages)s pages."),
    ),
    (
        r"the run failed: (?P<fault>\w+)",
        _("The run failed by a fault of ours (%(fault)s); the log has more."),
    ),
    (
        r"there is no kind of source named (?P<kind>.*)",
        _("There is no kind of source named %(kind)s."),
    ),
    (
        r"the column (?P<gone>.*) has vanished; there are (?P<there>.*) \((?P<renamed>.*)\)",
        _("The column %(gone)s has vanished (%(renamed)s); there are %(there)s."),
    ),
    (
        r"the column (?P<gone>.*) has vanished; there are (?P<there>.*)",
        _("The column %(gone)s has vanished; there are %(there)s."),
    ),
    (
        r"the sheet (?P<gone>.*) has vanished; there are (?P<there>.*)",
        _("The sheet %(gone)s has vanished; there are %(there)s."),
    ),
    (r"the source did not answer in time", _("The source did not answer in time.")),
    (r"no connection to the source came about", _("No connection to the source came about.")),
    (r"the connection to the source broke off", _("The connection to the source broke off.")),
    (
        r"the answer breaks off or is not HTTP",
        _("The answer breaks off, or is not HTTP."),
    ),
    (r"the name (?P<host>\S+) does not resolve", _("The name %(host)s does not resolve.")),
    (
        r"(?P<host>\S+) resolves to a (?P<kind>.*) address",
        _("%(host)s leads into a network that may not be asked."),
    ),
    (r"the secret (?P<name>\S+) is not set", _("The secret %(name)s is not set.")),
    (r"the answer is empty", _("The answer is empty.")),
    (
        r"(?P<came>HTML|XML) came in place of (?P<wanted>\w+)",
        _("%(came)s came in place of %(wanted)s."),
    ),
    (r"this is not complete (?P<form>\w+): .*", _("The %(form)s of the answer is not complete.")),
    (r"there is nothing at (?P<pointer>.*)", _("There is nothing at %(pointer)s.")),
    (r"the next page is on another host", _("The next page is on another host.")),
)
KNOWN: Known = tuple((re.compile(pattern, re.DOTALL), words) for pattern, words in _SENTENCES)
