"""Files that people handed in, on their way out: shown or saved, never run in a page of ours."""

from django.http.response import HttpResponseBase


def harmless[Response: HttpResponseBase](response: Response) -> Response:
    """A picture or a film is all that a browser may make of it."""
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; media-src 'self'; sandbox"
    return response
