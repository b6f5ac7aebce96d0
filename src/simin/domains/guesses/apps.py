from django.apps import AppConfig


class GuessesConfig(AppConfig):
    name = "simin.domains.guesses"
    label = "guesses"
    default_auto_field = "django.db.models.BigAutoField"
