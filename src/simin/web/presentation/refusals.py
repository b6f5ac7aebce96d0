"""What is said of a refusal for which a form has no words of its own.

A refusal's own reason is English and meant for programs and logs; no form shows it.
"""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

CANNOT_BE_TAKEN: Promise = _("This cannot be taken.")
CANNOT_BE_DONE: Promise = _("This cannot be done as things stand. Look at it again.")
