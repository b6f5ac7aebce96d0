from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "simin.web"
    label = "web"
