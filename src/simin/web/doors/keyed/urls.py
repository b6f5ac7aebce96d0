"""The one address of the format; it begins at the root, so that only the host changes."""

from django.urls import re_path

from simin.web.doors.keyed import views

_ADDRESS = (
    r"^(?P<key>[^/]+)/(?P<form>json|xml)/(?P<name>[^/]+)/(?P<start>[^/]+)/(?P<end>[^/]+)"
    r"(?:/(?P<rest>.*))?$"
)

urlpatterns = [re_path(_ADDRESS, views.rows, name="keyed-rows")]
