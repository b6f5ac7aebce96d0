"""The ways on which word of a directive or a step reaches a person: push, e-mail, a webhook.

To officers none says more than title, due time and address of the page: what is asked is read in
the product, by whoever is signed in. ``citizens`` tells subscribers what everybody may see. No
channel decides whom it concerns, and none tries twice.
"""

from simin.workflows.channels.citizens import Citizens
from simin.workflows.channels.email import Email
from simin.workflows.channels.push import Push
from simin.workflows.channels.pushing import PushSender
from simin.workflows.channels.webhook import Webhook

__all__ = ["Citizens", "Email", "Push", "PushSender", "Webhook"]
