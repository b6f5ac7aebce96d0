"""Define, change, switch and mute rules, mute alerts; judge what arrived and what did not."""

from simin.domains.alerts.services.following import judge_arrived, judge_measured, judge_time
from simin.domains.alerts.services.mutes import mute_alert, unmute_alert
from simin.domains.alerts.services.rules import define_rules, mute, save, switch, unmute
from simin.domains.alerts.services.succession import Succession

__all__ = [
    "Succession",
    "define_rules",
    "judge_arrived",
    "judge_measured",
    "judge_time",
    "mute",
    "mute_alert",
    "save",
    "switch",
    "unmute",
    "unmute_alert",
]
