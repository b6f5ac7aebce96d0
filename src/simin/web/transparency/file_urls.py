"""Where witnesses bring their signatures, and documents: the same address in every language."""

from django.urls import path

from simin.web.transparency import views

urlpatterns = [
    path("log/cosignatures", views.cosignatures, name="log-cosignatures"),
    path("log/decisions/head", views.newest_decision, name="log-decision-head"),
    path("log/decisions/<int:number>", views.decision, name="log-decision"),
]
