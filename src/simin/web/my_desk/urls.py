"""Address of the desk's first page."""

from django.urls import path

from simin.web.my_desk import views

urlpatterns = [path("desk/", views.page, name="my-desk")]
