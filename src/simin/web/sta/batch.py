"""Several requests in one: JSON batch (18-088, 11; OData JSON 4.01, 19).

Requests run in order. Those of one ``atomicityGroup`` succeed or fail together. ``$ID`` at the
beginning of an address, or as an ``@iot.id``, stands for what the request ``ID`` made.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from http import HTTPStatus
from itertools import groupby
from typing import Any

from django.db import transaction
from django.http import HttpResponse

from simin.domains.devices.admission import Admission
from simin.domains.observations.sensorthings.viewer import Viewer
from simin.kit.errors import RejectedError, SiminError
from simin.web.sta import reads
from simin.web.sta.answers import refused, rendered
from simin.web.sta.writes import written

MOST = 1000


class _GroupFailedError(Exception):
    """Rolls a group back."""


@dataclass
class Batch:
    """One batch while it runs."""

    writer: Admission
    viewer: Viewer
    base: str
    #: Address of what each request made.
    made: dict[str, str] = field(default_factory=dict)

    def run(self, body: Any) -> dict[str, Any]:
        """Raises ``RejectedError`` where the body is no batch."""
        requests = _requests(body)
        responses: list[dict[str, Any]] = []
        for group, members in groupby(requests, key=lambda one: one.get("atomicityGroup")):
            run = self._together if group is not None else self._one_by_one
            responses += run(list(members))
        return {"responses": responses}

    def _one_by_one(self, members: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
        return [self._told(one, self._answer(one)) for one in members]

    def _together(self, members: list[dict[str, Any]]) -> list[dict[str, Any]]:
        answers: list[HttpResponse] = []
        made = dict(self.made)
        try:
            with transaction.atomic():
                for one in members:
                    answers.append(self._answer(one))
                    if answers[-1].status_code >= HTTPStatus.BAD_REQUEST:
                        raise _GroupFailedError
        except _GroupFailedError:
            # What was rolled back may get its number again, for something else.
            self.made = made
            failed = HttpResponse(status=HTTPStatus.FAILED_DEPENDENCY)
            others = len(members) - len(answers)
            answers = [failed] * (len(answers) - 1) + answers[-1:] + [failed] * others
        return [self._told(one, answer) for one, answer in zip(members, answers, strict=True)]

    def _answer(self, one: dict[str, Any]) -> HttpResponse:
        try:
            return self._tried(one)
        except SiminError as error:
            return refused(error)

    def _tried(self, one: dict[str, Any]) -> HttpResponse:
        method, url = str(one.get("method", "")).upper(), self._resolved(str(one.get("url", "")))
        path, _, query = url.removeprefix(self.base).removeprefix("/sta/v1.1").partition("?")
        if method == "GET":
            return rendered(reads.answer(path, query, self.viewer, self.base))
        body = self._substituted(one.get("body"))
        answer = written(method, path, body, self.writer, self.viewer, self.base)
        if "Location" in answer:
            self.made[str(one["id"])] = answer["Location"]
        return answer

    def _resolved(self, url: str) -> str:
        if not url.startswith("$"):
            return url
        name, slash, rest = url[1:].partition("/")
        if name not in self.made:
            raise RejectedError("url", f"no request {name[:60]!r} has made anything")
        return self.made[name].removeprefix(self.base) + slash + rest

    def _substituted(self, body: Any) -> Any:
        if isinstance(body, list):
            return [self._substituted(each) for each in body]
        if not isinstance(body, dict):
            return body
        return {name: self._value(name, value) for name, value in body.items()}

    def _value(self, name: str, value: Any) -> Any:
        if name != "@iot.id" or not isinstance(value, str) or not value.startswith("$"):
            return self._substituted(value)
        if value[1:] not in self.made:
            raise RejectedError("@iot.id", f"no request {value[1:61]!r} has made anything")
        return int(self.made[value[1:]].rsplit("(", 1)[1].rstrip(")"))

    def _told(self, one: dict[str, Any], answer: HttpResponse) -> dict[str, Any]:
        told: dict[str, Any] = {"id": one["id"], "status": answer.status_code}
        if "Location" in answer:
            told["headers"] = {"location": answer["Location"]}
        if answer.content:
            is_json = answer["Content-Type"].startswith("application/json")
            told["body"] = json.loads(answer.content) if is_json else answer.content.decode()
        return told


def _requests(body: Any) -> list[dict[str, Any]]:
    requests = body.get("requests") if isinstance(body, dict) else None
    if not isinstance(requests, list) or len(requests) > MOST:
        raise RejectedError("requests", f"is no list of at most {MOST} requests")
    for number, one in enumerate(requests):
        if not isinstance(one, dict) or not isinstance(one.get("id"), str):
            raise RejectedError(f"requests[{number}].id", "is missing")
    return requests
