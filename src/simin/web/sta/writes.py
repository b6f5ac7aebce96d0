"""``POST``, ``PATCH``, ``PUT``, ``DELETE``: from a request to what was written."""

from http import HTTPStatus
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse

from simin.domains.devices.admission import Admission
from simin.domains.observations.sensorthings import services
from simin.domains.observations.sensorthings.document import link_to
from simin.domains.observations.sensorthings.viewer import Viewer
from simin.kit import plain_json
from simin.kit.errors import RejectedError
from simin.web.sta.public_view import writing


def body_of(request: HttpRequest) -> Any:
    """The JSON that was sent. Raises ``RejectedError``."""
    try:
        return plain_json.read(request.body)
    except RequestDataTooBig as error:
        raise RejectedError("body", "is too large; send it in parts") from error


def written(
    method: str, path: str, body: Any, writer: Admission, viewer: Viewer, base: str
) -> HttpResponse:
    """What was asked for is done; answers tell no more than ids. Raises whatever refuses it."""
    viewer = writing(viewer, writer)
    if method == "POST" and path.strip("/") == "CreateObservations":
        return _observations(body, writer, viewer, base)
    if method == "POST":
        made = services.create(path, body, writer, viewer)
        link = link_to(base, made.entity, made.key)
        told = {"@iot.id": made.key, "@iot.selfLink": link}
        return JsonResponse(told, status=HTTPStatus.CREATED, headers={"Location": link})
    if method == "DELETE":
        services.remove(path, writer, viewer)
    elif method in ("PATCH", "PUT"):
        services.change(path, body, writer, viewer, whole=method == "PUT")
    else:
        raise services.NotOfferedError(f"{method} is not offered")
    return HttpResponse(status=HTTPStatus.OK)


def _observations(body: Any, writer: Admission, viewer: Viewer, base: str) -> HttpResponse:
    done = services.create_observations(body, writer, viewer)
    links = [
        "error" if isinstance(each, RejectedError) else link_to(base, "Observation", each)
        for each in done
    ]
    return JsonResponse(links, safe=False, status=HTTPStatus.CREATED)
