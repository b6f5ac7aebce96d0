"""django-ogc-sensorthings on PostgreSQL with durability on, under gunicorn or uvicorn.

Its documentation names no server. Its views are asynchronous over a synchronous store, so that
which server suits it best is not plain. ``BEST`` is what came out ahead in one trial of five
seconds each on a busy machine (gunicorn with 2 and 4 workers of 2 threads, with 2 of 4 threads,
uvicorn with 2, with and without a connection pool); to be tried again on a quiet one.
"""

import contextlib
import json
import os
import subprocess
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.peers import environment
from benchmarks.ports import free_port, wait_for
from tests.postgresql.cluster import DURABLE, cluster

SITE = Path(__file__).resolve().parent / "sensorthings_site"
REQUIREMENTS = [
    "django-ogc-sensorthings==1.2.0",
    "psycopg[binary,pool]",
    "gunicorn",
    "uvicorn",
    "uvloop",
    "httptools",
]
NAMES = ["django-ogc-sensorthings", "django", "psycopg", "gunicorn"]
SERVERS = {
    "gunicorn": ["gunicorn", "-w", "{workers}", "peer_application:wsgi"],
    "threads": ["gunicorn", "-w", "2", "--threads", "{workers}", "peer_application:wsgi"],
    "uvicorn": ["uvicorn", "--workers", "{workers}", "peer_application:asgi"],
    "pooled": ["uvicorn", "--workers", "{workers}", "peer_application:asgi"],
}
BEST = {"single": ("gunicorn", 2), "bulk": ("uvicorn", 2)}
PREFIX = "/sensorthings/v1.1"


@dataclass(frozen=True)
class Peer:
    """A running peer."""

    port: int
    versions: str

    def post(self, path: str, body: object) -> dict[str, object]:
        """The created entity."""
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}{PREFIX}/{path}",
            json.dumps(body).encode(),
            {"Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=30) as answer:
            location = answer.headers["Location"]
            return {"location": location, "body": answer.read()}

    def observations(self) -> int:
        address = f"http://127.0.0.1:{self.port}{PREFIX}/Observations?$top=0&$count=true"
        with urllib.request.urlopen(address, timeout=60) as answer:
            return int(json.load(answer)["@iot.count"])


@contextlib.contextmanager
def running(server: str, workers: int) -> Iterator[Peer]:
    with tempfile.TemporaryDirectory(prefix="simin-peer-") as folder, cluster(DURABLE) as address:
        interpreter = environment.make(Path(folder) / "environment", REQUIREMENTS)
        variables = {
            **os.environ,
            "PEER_DATABASE_PORT": address.rpartition(":")[2].split("/")[0],
            "PEER_POOL": "yes" if server == "pooled" else "",
            "DJANGO_SETTINGS_MODULE": "peer_settings",
            "PYTHONPATH": str(SITE),
        }
        migrate = [str(interpreter), "-m", "django", "migrate", "-v", "0"]
        subprocess.run(migrate, env=variables, check=True)
        with _served(interpreter, server, workers, variables) as port:
            yield Peer(port, environment.versions(interpreter, NAMES))


@contextlib.contextmanager
def _served(
    interpreter: Path, server: str, workers: int, variables: dict[str, str]
) -> Iterator[int]:
    port = free_port()
    words = [word.format(workers=workers) for word in SERVERS[server]]
    place = ["-b", f"127.0.0.1:{port}"] if words[0] == "gunicorn" else ["--port", str(port)]
    quiet = ["--log-level", "error", "--keep-alive", "60"]
    if words[0] == "gunicorn" and server == "gunicorn":
        # The sync worker of gunicorn closes after each answer; one thread keeps connections.
        quiet += ["--threads", "2"]
    if words[0] == "uvicorn":
        quiet = ["--log-level", "error", "--no-access-log"]
    command = [str(interpreter), "-m", *words, *place, *quiet]
    process = subprocess.Popen(command, env=variables, cwd=SITE)
    try:
        wait_for(port, process)
        time.sleep(1)
        yield port
    finally:
        process.terminate()
        process.wait(20)


def define(peer: Peer, datastreams: int) -> list[str]:
    """Ids of new datastreams, each of a thing of its own with a location."""
    return [_identity(peer.post("Datastreams", datastream(n))) for n in range(datastreams)]


def _identity(created: dict[str, object]) -> str:
    return str(created["location"]).rpartition("('")[2].removesuffix("')")


def datastream(number: int) -> dict[str, object]:
    """A Datastream with all that it needs, as a deep insert."""
    point = {"type": "Point", "coordinates": [126.9 + number / 1000, 37.5]}
    location = {
        "name": f"Place {number}",
        "description": "",
        "encodingType": "application/geo+json",
        "location": point,
    }
    return {
        "name": f"Free places {number}",
        "description": "Free parking places",
        "observationType": "http://www.opengis.net/def/observationType/OGC-OM/2.0/OM_Measurement",
        "unitOfMeasurement": {"name": "places", "symbol": "1", "definition": "ucum:1"},
        "Thing": {"name": f"Car park {number}", "description": "", "Locations": [location]},
        "Sensor": {
            "name": "Counter",
            "description": "",
            "encodingType": "text/html",
            "metadata": "https://example.org/counter",
        },
        "ObservedProperty": {
            "name": "Free places",
            "definition": "https://example.org/free",
            "description": "",
        },
    }
