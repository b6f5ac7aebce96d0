from django.apps import AppConfig


class KiosksConfig(AppConfig):
    name = "simin.domains.kiosks"
    label = "kiosks"
    default_auto_field = "django.db.models.BigAutoField"
