"""The alert town with its citizens' requests in a data set: when, of what, from which district."""

from datetime import timedelta
from typing import Any

from simin.domains.catalogue import services
from simin.domains.catalogue.services import Column, NewDataset, Schema
from tests.factories.alert_town import beat, found_alert_town, hour

REQUESTS = "requests"
#: Complaints about tap water by the hour at which they came.
COMPLAINTS = {
    "dataset": REQUESTS,
    "where": ({"column": "service_code", "value": "water"},),
    "by": "district",
    "time": "requested_at",
    "called": {"ko": "수돗물 민원", "en": "Tap water complaints"},
}


def found_request_town() -> None:
    found_alert_town()
    define_requests()


def define_requests() -> None:
    columns = (
        Column(name="service_code"),
        Column(name="district"),
        Column(name="requested_at", type="time"),
        Column(name="litres", type="number", unit="L"),
        Column(name="allowed", type="number", unit="L"),
    )
    told = NewDataset(
        id=REQUESTS,
        title={"ko": "민원", "en": "Requests"},
        licence="CC0-1.0",
        owner="water",
        source="network",
        schema=Schema(columns=columns),
    )
    services.define(told, at=hour(0))


def request(key: str, at: float, district: str = "east", **other: Any) -> tuple[str, Any]:
    row = {"service_code": "water", "district": district, "requested_at": hour(at)}
    return key, row | other


def bring(at: float, *changes: tuple[str, Any]) -> None:
    """A run brought ``changes`` at hour ``at``; the stories hear of it."""
    services.keep(REQUESTS, changes, run=f"requests@{at}", at=hour(at))
    beat(at)


def days(number: float) -> int:
    return int(timedelta(days=number).total_seconds())


__all__ = ["COMPLAINTS", "REQUESTS", "bring", "days", "found_request_town", "request"]
