"""Whether a form that needs no session comes from a page of ours: browsers say where it stood."""

from django.http import HttpRequest


def from_own_page(request: HttpRequest) -> bool:
    """A browser that says nothing at all is no browser of today."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = request.headers.get("Origin")
    return origin is None or origin == f"{request.scheme}://{request.get_host()}"
