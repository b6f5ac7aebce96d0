"""``alerts.toml``: the rules by which the city is alerted; a city without the file has none."""

from collections.abc import Collection, Mapping
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from simin.domains.alerts.definition import Condition, OpensIncident, ReleaseRule, Rule
from simin.domains.alerts.rows import Columns
from simin.domains.alerts.vocabulary import Count, Per, Seconds
from simin.ingest.pack.city import Slug
from simin.ingest.pack.toml_file import Entries
from simin.ingest.pack.words import Entry, Words


class AlertRule(Entry, frozen=True, kw_only=True):
    """As ``simin.domains.alerts.definition.Rule``, with words in each language of the city."""

    id: Slug
    name: Words
    severity: Literal["moderate", "bad", "very_bad"]
    conditions: Annotated[tuple[Condition, ...], Meta(min_length=1, max_length=20)]
    needs: Literal["any", "all"] | Count = "any"
    per: Per = Per.DISTRICT
    at_least: Count = 1
    within: Seconds = 0
    quiet: Seconds = 3600
    advice: Words | None = None
    domain: str | None = None
    owner: str
    release: ReleaseRule | None = None
    opens_incident: OpensIncident | None = None

    def rule(self) -> Rule:
        plain = msgspec.to_builtins(self)
        given = {name: value for name, value in plain.items() if value is not None}
        return msgspec.convert(given, Rule)


def check_alerts(
    listed: Entries[AlertRule],
    families: Collection[str],
    tables: Mapping[str, Columns],
    kinds: Collection[str],
) -> None:
    """Collect what is wrong with a rule in itself, and with whatever it names."""
    for index, entry in listed.placed:
        opens = entry.opens_incident
        if opens and opens.kind not in kinds:
            why = f'"{opens.kind}" is not among the kinds'
            listed.file.add(listed.table, index, "opens_incident", why)
        for field, why in entry.rule().faults(families, tables):
            listed.file.add(listed.table, index, field, why)
