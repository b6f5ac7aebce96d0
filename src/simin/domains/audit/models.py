"""The one table of the audit trail; nothing in Simin updates it or deletes from it."""

from typing import Any, ClassVar, Never

from django.db import models

from simin.domains.audit.errors import UnchangeableError


class WrittenOnce(models.QuerySet["AuditEntry"]):
    """Rows that are only read."""

    def update(self, **_: Any) -> Never:
        raise UnchangeableError

    def delete(self) -> Never:
        raise UnchangeableError


class AuditEntry(models.Model):
    """One deed."""

    #: Without gaps: a missing number is a removed entry.
    position = models.BigIntegerField(primary_key=True)
    #: Real time.
    at = models.DateTimeField()
    #: Username, or ``system``; empty where somebody unknown tried.
    account = models.CharField(max_length=150, blank=True)
    #: ``sign-in``, ``role.granted`` …
    action = models.CharField(max_length=100)
    #: Card or thing that it was done to, if any.
    subject = models.CharField(max_length=200, blank=True)
    #: Canonical JSON, kept as the very text that was hashed.
    details = models.TextField()
    #: Network of the caller, never the whole address; empty for the system.
    address = models.CharField(max_length=50, blank=True)
    #: ``hash`` of the entry before; ``GENESIS`` for the first.
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    objects: ClassVar[models.Manager["AuditEntry"]] = models.Manager.from_queryset(WrittenOnce)()

    class Meta:
        indexes = [
            models.Index(fields=["account", "position"], name="audit_by_account"),
            models.Index(fields=["subject", "position"], name="audit_by_subject"),
            models.Index(fields=["action", "position"], name="audit_by_action"),
        ]

    def save(self, **options: Any) -> None:
        """Only a new entry is saved."""
        if not self._state.adding:
            raise UnchangeableError
        super().save(**{**options, "force_insert": True})

    def delete(self, *_: Any, **__: Any) -> Never:
        raise UnchangeableError
