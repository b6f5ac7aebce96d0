"""Our side of the benchmarks: a city in a folder of its own, and its server."""

import contextlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.ports import free_port, wait_for

#: Run inside the city's environment: datastreams of one kind, a key for all of them.
DEFINE = """
import json, sys
from datetime import UTC, datetime
from simin.config import django_ready
django_ready.make_ready()
from simin.domains.devices import services as devices
from simin.domains.observations import services
from simin.domains.observations.definition import *
from simin.domains.observations.models import Datastream
from simin.domains.picture.card import Origin
names = json.load(sys.stdin)
words = lambda text: {"en": text, "ko": text}
services.define_sources([SourceDefinition(
    id="parking", name=words("Parking"), origin=Origin.MEASURED, budget=3600)])
services.define_properties([PropertyDefinition(id="free", name=words("Free places"), unit="1")])
services.define_datastreams([DatastreamDefinition(
    slug=f"parking/{name}", family="parking/free", property="free", source="parking", period=300,
    thing=ThingDefinition(id=f"parking/{name}", name=words(name))) for name in names])
ids = dict(Datastream.objects.filter(family="parking/free").values_list("slug", "id"))
key = devices.issue(name="benchmark", scope=devices.Scope(), by="benchmark",
                    at=datetime.now(UTC)).key
print(json.dumps({"ids": [ids[f"parking/{name}"] for name in names], "key": key}))
"""


@dataclass(frozen=True)
class City:
    """A city that can be served."""

    home: Path
    variables: dict[str, str]
    #: Ids of its datastreams, in the order of their names.
    ids: list[int]
    key: str

    @property
    def port(self) -> int:
        return int(self.variables["SIMIN_PORT"])

    def run(self, program: str, given: object = None) -> str:
        """What a program prints that runs in the city's environment."""
        return _python(program, self.variables, given)

    def feed(self, program: str, lines: str) -> None:
        """Run a program in the city's environment that reads ``lines``."""
        command = [sys.executable, "-c", program]
        subprocess.run(command, env=self.variables, input=lines, check=True, text=True)

    def simin(self, *words: str) -> None:
        """A command to its end."""
        command = [sys.executable, "-m", "simin", *words]
        subprocess.run(command, env=self.variables, check=True, stdout=subprocess.DEVNULL)

    @contextlib.contextmanager
    def served(self, *words: str) -> Iterator[subprocess.Popen[bytes]]:
        command = [sys.executable, "-m", "simin", *(words or ("up",))]
        process = subprocess.Popen(command, env=self.variables, stdout=subprocess.DEVNULL)
        try:
            wait_for(self.port, process)
            yield process
        finally:
            process.terminate()
            process.wait(30)


def make(home: Path, names: list[str], pack: str) -> City:
    """A city of ``pack`` whose clock is the machine's, with a datastream for each name."""
    variables = {**os.environ, "SIMIN_HOME": str(home), "SIMIN_PORT": str(free_port())}
    command = [sys.executable, "-m", "simin", "init", pack]
    subprocess.run(command, env=variables, check=True, stdout=subprocess.DEVNULL)
    found = json.loads(_python(DEFINE, variables, names).splitlines()[-1])
    return City(home, variables, found["ids"], found["key"])


def _python(program: str, variables: dict[str, str], given: object) -> str:
    done = subprocess.run(
        [sys.executable, "-c", program],
        env=variables,
        input=json.dumps(given),
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    return done.stdout
