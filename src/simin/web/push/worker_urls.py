"""Address of the service worker: at the root, as it works for all pages below its own."""

from django.urls import path

from simin.web.push import views

urlpatterns = [path("push-worker.js", views.worker, name="push-worker")]
