"""Addresses of kiosks: the same in every language, so that one QR code is one kiosk."""

from django.urls import path

from simin.web.kiosk import heartbeat, views, wall

urlpatterns = [
    path("wall/", wall.page, name="wall"),
    path("wall/worker.js", views.worker, name="wall-worker"),
    path("kiosk/worker.js", views.worker, name="kiosk-worker"),
    path("kiosk/heartbeat", heartbeat.report, name="kiosk-heartbeat"),
    path("kiosk/version.json", views.newest, name="kiosk-version"),
    path("kiosk/<slug:kind>/<str:place>/", views.screen, name="kiosk"),
    path("kiosk/<slug:kind>/<str:place>/arrivals.json", views.arrivals, name="kiosk-arrivals"),
]
