"""Start Django in this process, once, with Simin's settings."""

import os


def make_ready() -> None:
    """After this, models can be imported."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "simin.config.settings")
    import django
    from django.apps import apps

    if not apps.ready:
        django.setup()
