"""Addresses of the stage's page."""

from django.urls import path

from simin.web.stage import views

urlpatterns = [
    path("desk/stage/", views.page, name="stage"),
    path("desk/stage/set/", views.override, name="stage-set"),
    path("desk/stage/withdraw/", views.withdraw, name="stage-withdraw"),
]
