from django.apps import AppConfig


class ObservationsConfig(AppConfig):
    name = "simin.domains.observations"
    label = "observations"
    default_auto_field = "django.db.models.BigAutoField"
