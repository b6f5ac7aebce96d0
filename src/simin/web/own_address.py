"""The address of the city itself, for whoever needs whole ones: feeds, catalogues, programs."""

from django.http import HttpRequest


def base_of(request: HttpRequest) -> str:
    """Without a slash at its end."""
    return request.build_absolute_uri("/").rstrip("/")
