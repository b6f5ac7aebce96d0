"""The ways on which word of a directive or a step reaches a person: push, e-mail, a webhook.

None says more than title, due time and address of the page: what is asked is read in the
product, by whoever is signed in. No channel decides whom it concerns, and none tries twice.
"""

from simin.workflows.channels.email import Email
from simin.workflows.channels.push import Push
from simin.workflows.channels.webhook import Webhook

__all__ = ["Email", "Push", "Webhook"]
