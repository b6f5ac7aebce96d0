"""The page that sets kiosks up: for people, in the languages of the pages."""

from django.urls import path

from simin.web.kiosk import set_up

urlpatterns = [path("kiosk/", set_up.page, name="kiosk-set-up")]
