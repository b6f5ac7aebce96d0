"""Wires the short way in for observations: to the store, to the devices' keys, to our addresses."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from functools import lru_cache, partial
from typing import Any

import structlog

from simin.config.database_threads import DatabaseThreads
from simin.domains.devices.admission import Admission
from simin.live.server import Company
from simin.web.intake.application import PREFIX, Application, Intake, Scope
from simin.web.intake.decoding import Batch
from simin.web.intake.group_commit import GroupCommit
from simin.web.intake.keys import Keys
from simin.web.intake.moments import NONE
from simin.web.intake.newness import Newness, Standing

log = structlog.get_logger()


def intake_before(behind: Application) -> tuple[Intake, Company]:
    """The short way in front of ``behind``, and what runs beside the server for it."""
    writer, threads = GroupCommit(_append, close=_close), DatabaseThreads("intake-looks", 1)
    front = Intake(
        behind,
        writer=writer,
        keys=Keys(partial(threads.ask, _admitted), partial(threads.ask, _note_use)),
        newness=Newness(partial(threads.ask, _look)),
        address=_address,
    )

    @asynccontextmanager
    async def beside() -> AsyncIterator[None]:
        async with threads.beside(), writer.beside():
            yield

    return front, beside


def _append(batch: Batch) -> Sequence[int | None]:
    from django.db import DatabaseError, connection

    from simin.domains.observations import services
    from simin.kit.clock import city_clock

    rows: dict[str, Any] = {
        "datastream_id": batch.datastreams,
        "phenomenon_time": batch.phenomenon_times,
        "result": batch.results,
        "feature": batch.features,
    }
    if (batch.result_times != NONE).any():
        rows["result_time"] = batch.result_times
    try:
        kept = services.append(rows, run=None, received_at=city_clock().now())
    except DatabaseError:
        connection.close()  # the next batch starts from a fresh one
        raise
    if not kept.rejected:
        return range(kept.first, kept.first + kept.count)
    positions = iter(range(kept.first, kept.first + kept.count))
    refused = {index for index, _ in kept.rejected}
    return [None if index in refused else next(positions) for index in range(len(batch))]


def _look(ids: Sequence[int]) -> dict[int, Standing]:
    """Writes only where a thing's place is seen for the first time."""
    from simin.domains.observations.sensorthings.observing import automatic_features, newest_times

    features, newest = automatic_features(ids), newest_times(ids)
    return {id_: Standing(at, features.get(id_, NONE)) for id_, at in newest.items()}


def _close() -> None:
    from django.db import connection

    connection.close()


def _admitted(key: str) -> Admission | None:
    from simin.domains.devices import queries
    from simin.domains.devices.errors import KeyRefusedError

    try:
        return queries.admitted(key, at=datetime.now(UTC))
    except KeyRefusedError:
        return None


def _note_use(admission: Admission) -> None:
    from django.db import DatabaseError

    from simin.domains.devices import services

    try:
        services.used(handle=admission.handle, at=datetime.now(UTC))
    except DatabaseError:
        log.warning("the use of a key was not noted", handle=admission.handle)


def _address(scope: Scope) -> str | None:
    headers = dict(scope["headers"])
    host = headers.get(b"host", b"").decode("latin-1")
    if not _is_ours(host):
        return None
    return f"{_scheme(scope, headers)}://{host}{PREFIX}"


@lru_cache(256)
def _is_ours(host: str) -> bool:
    from django.conf import settings
    from django.http.request import split_domain_port, validate_host

    domain, _ = split_domain_port(host)
    return bool(domain) and validate_host(domain, settings.ALLOWED_HOSTS)


def _scheme(scope: Scope, headers: dict[bytes, bytes]) -> str:
    """As Django tells it: behind a proxy that ends TLS, what that proxy says."""
    from django.conf import settings

    told = settings.SECURE_PROXY_SSL_HEADER
    if told is not None:
        name = told[0].removeprefix("HTTP_").replace("_", "-").lower().encode()
        return "https" if headers.get(name, b"").decode("latin-1") == told[1] else "http"
    return str(scope["scheme"])
