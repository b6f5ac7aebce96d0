"""The same for programs: no language in the address."""

from django.urls import path

from simin.web.releases import decisions, opened, register

urlpatterns = [
    path("withheld.json", register.json, name="withheld-json"),
    path("withheld.csv", register.csv, name="withheld-csv"),
    path("withheld/decisions.json", decisions.json, name="release-decisions-json"),
    path("withheld/decisions.csv", decisions.csv, name="release-decisions-csv"),
    path("declassified/<path:card_id>.json", opened.json, name="declassified-json"),
]
