from django.apps import AppConfig


class FieldConfig(AppConfig):
    name = "simin.domains.field"
    label = "field"
    default_auto_field = "django.db.models.BigAutoField"
