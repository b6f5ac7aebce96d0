"""The trust line under every number, and the lineage it opens to."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from simin.domains.picture.card import Badge, Freshness, Origin, Trust
from simin.web.presentation.findings import badge_words, name_of, since_words
from simin.web.presentation.numbers import in_words
from simin.web.presentation.times import CityTime, iso
from simin.web.presentation.vocabulary import FRESHNESS, ORIGINS, SEVERITIES


@dataclass(frozen=True)
class TrustLine:
    """``Seoul air network · 12 min ago · replayed 2022-03-05``."""

    source: str
    #: ISO 8601; the browser keeps the age next to it ticking.
    at: str
    age: str
    #: Said only when the value is not measured.
    mark: str
    #: Said only when the value is late, stale or its source down.
    warning: str
    freshness: str
    origin: str
    #: The heaviest finding against the value, and how many more: ``frozen +1``.
    badge: str = ""
    #: Of that finding.
    severity: str = ""
    #: Rows of the lineage: name, text.
    lineage: tuple[tuple[str, str], ...] = ()


def trust_line(trust: Trust, time: CityTime, method: str = "") -> TrustLine:
    source, mark = in_words(trust.source_name), _mark(trust, time)
    return TrustLine(
        source=source,
        at=iso(trust.phenomenon_time),
        age=time.age(trust.phenomenon_time),
        mark="" if mark == source else mark,
        warning="" if trust.freshness is Freshness.LIVE else str(FRESHNESS[trust.freshness]),
        freshness=trust.freshness.value,
        origin=trust.origin.value,
        badge=badge_words(trust.badges),
        severity=trust.badges[0].severity if trust.badges else "",
        lineage=tuple(_lineage(trust, time, method)),
    )


def _mark(trust: Trust, time: CityTime) -> str:
    if trust.origin is Origin.REPLAYED and trust.recorded_at:
        return _("replayed %(date)s") % {"date": f"{time.local(trust.recorded_at):%Y-%m-%d}"}
    return "" if trust.origin is Origin.MEASURED else str(ORIGINS[trust.origin])


def _lineage(trust: Trust, time: CityTime, method: str) -> list[tuple[str, str]]:
    def moment(at: datetime) -> str:
        return f"{time.local(at):%Y-%m-%d %H:%M}"

    rows = [
        (_("Source"), in_words(trust.source_name)),
        (_("How it came to be"), str(ORIGINS[trust.origin])),
        (_("Freshness"), str(FRESHNESS[trust.freshness])),
        (_("Describes"), moment(trust.phenomenon_time)),
        (_("Arrived"), moment(trust.received_at)),
    ]
    if trust.recorded_at:
        rows.append((_("Recorded"), moment(trust.recorded_at)))
    if trust.parts:
        present, expected = trust.parts
        rows.append((_("Parts present"), f"{present} / {expected}"))
    if method:
        rows.append((_("Rule"), method))
    if trust.quality:
        rows.append((_("Flags"), ", ".join(trust.quality)))
    if trust.down_since:
        rows.append((_("Source down"), since_words(trust.down_since, time)))
    rows += [
        (str(SEVERITIES.get(badge.severity, badge.severity)), _badge(badge, time))
        for badge in trust.badges
    ]
    return rows


def _badge(badge: Badge, time: CityTime) -> str:
    times = f" × {badge.count}" if badge.count > 1 else ""
    return f"{name_of(badge.detector)}{times}, {since_words(badge.since, time)}"
