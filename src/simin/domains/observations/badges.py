"""Findings as the badges of a card: one for each detector, the heaviest first. Pure."""

from collections.abc import Iterable

from simin.domains.observations.finding import Finding
from simin.domains.picture.card import MOST_BADGES, Badge


def badges(findings: Iterable[Finding]) -> tuple[Badge, ...]:
    """Of several findings of one detector the badge has the heaviest weight and earliest since."""
    by_detector: dict[str, list[Finding]] = {}
    for finding in findings:
        by_detector.setdefault(finding.detector, []).append(finding)
    heaviest = sorted(by_detector.values(), key=_order)
    return tuple(_badge(group) for group in heaviest[:MOST_BADGES])


def _order(group: list[Finding]) -> tuple[int, str]:
    return -max(one.severity.weight for one in group), group[0].detector


def _badge(group: list[Finding]) -> Badge:
    return Badge(
        detector=group[0].detector,
        severity=max(group, key=lambda one: one.severity.weight).severity.value,
        since=min(one.since for one in group),
        count=len(group),
    )
