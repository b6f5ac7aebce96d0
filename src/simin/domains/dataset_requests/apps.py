from django.apps import AppConfig


class DatasetRequestsConfig(AppConfig):
    name = "simin.domains.dataset_requests"
    label = "dataset_requests"
    default_auto_field = "django.db.models.BigAutoField"
