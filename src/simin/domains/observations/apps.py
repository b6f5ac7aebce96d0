from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class ObservationsConfig(AppConfig):
    name = "simin.domains.observations"
    label = "observations"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        post_migrate.connect(_begin_anew, sender=self)


def _begin_anew(**_: Any) -> None:
    """An emptied journal counts from one again, which a copy of its rows cannot see."""
    from simin.domains.observations import mirror, noted  # noqa: PLC0415 - needs the models

    mirror.forget()
    noted.forget()
