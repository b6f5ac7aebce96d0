"""Addresses of what citizens are asked."""

from django.urls import path

from simin.web.effects import noticed

urlpatterns = [path("noticed/<int:number>/", noticed.page, name="noticed")]
