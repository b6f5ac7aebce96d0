"""Every address that Django answers."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver

from simin.web import urls

handler400 = "simin.web.bodies.pages.bad_request"
urlpatterns: list[URLPattern | URLResolver] = [
    *urls.files,
    *i18n_patterns(*urls.pages, prefix_default_language=False),
]
