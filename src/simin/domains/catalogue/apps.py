from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    name = "simin.domains.catalogue"
    label = "catalogue"
    default_auto_field = "django.db.models.BigAutoField"
