from django.apps import AppConfig


class SubscriptionsConfig(AppConfig):
    name = "simin.domains.subscriptions"
    label = "subscriptions"
    default_auto_field = "django.db.models.BigAutoField"
