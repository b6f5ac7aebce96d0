from django.apps import AppConfig


class EffectsConfig(AppConfig):
    name = "simin.domains.effects"
    label = "effects"
    default_auto_field = "django.db.models.BigAutoField"
