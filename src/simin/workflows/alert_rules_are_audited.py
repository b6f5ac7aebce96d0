"""Changing, switching and muting a rule of alerts, and muting an alert, are in the audit trail."""

from simin.domains.alerts.events import AlertMuted, AlertRuleChanged, AlertRuleMuted
from simin.domains.audit.services import SYSTEM, record
from simin.kit.clock import Clock
from simin.kit.outbox.event import Event
from simin.kit.outbox.queries import Delivered

REACTS_TO: tuple[type[Event], ...] = (AlertRuleChanged, AlertRuleMuted, AlertMuted)


def react(delivered: Delivered, *, clock: Clock) -> None:
    match delivered.event:
        case AlertRuleChanged() as changed:
            details = {"revision": changed.revision, "why": changed.why}
            _record(changed, f"alert-rule.{changed.change.replace('_', '-')}", details)
        case AlertRuleMuted(until=None) as muted:
            _record(muted, "alert-rule.unmuted", {"why": muted.why})
        case AlertRuleMuted(until=until) as muted if until is not None:
            _record(muted, "alert-rule.muted", {"until": until.isoformat(), "why": muted.why})
        case AlertMuted() as muted:
            _record_alert(muted)


def _record(
    event: AlertRuleChanged | AlertRuleMuted, action: str, details: dict[str, object]
) -> None:
    subject = f"alert-rule/{event.rule}"
    record(account=event.by or SYSTEM, action=action, subject=subject, details=details)


def _record_alert(event: AlertMuted) -> None:
    until = {"until": event.until.isoformat()} if event.until else {}
    record(
        account=event.by or SYSTEM,
        action="alert.muted" if event.until else "alert.unmuted",
        subject=f"alert/{event.alert}",
        details={**until, "rule": event.rule, "why": event.why},
    )
