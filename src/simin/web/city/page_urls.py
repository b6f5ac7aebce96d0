"""Address of the manifest: it names the city in the language of the page."""

from django.urls import path

from simin.web.city import install

urlpatterns = [path("city/manifest.webmanifest", install.manifest, name="city-manifest")]
