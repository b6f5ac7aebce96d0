from django.apps import AppConfig


class ReleasesConfig(AppConfig):
    name = "simin.domains.releases"
    label = "releases"
    default_auto_field = "django.db.models.BigAutoField"
