"""Addresses of the rules of alerts."""

from django.urls import path

from simin.web.rules import acting, editing, silencing, views

urlpatterns = [
    path("desk/rules/", views.listing, name="rules"),
    path("desk/rules/new/", editing.new, name="rule-new"),
    path("desk/rules/<slug:rule>/", views.page, name="rule"),
    path("desk/rules/<slug:rule>/edit/", editing.edit, name="rule-edit"),
    path("desk/rules/<slug:rule>/switch/", acting.switch, name="rule-switch"),
    path("desk/alerts/<int:number>/mute/", silencing.mute_alert, name="alert-mute"),
    path("desk/rules/<slug:rule>/mute/", acting.mute, name="rule-mute"),
]
