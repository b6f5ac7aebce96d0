from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    name = "simin.domains.projects"
    label = "projects"
    default_auto_field = "django.db.models.BigAutoField"
