"""Measures a city whose 167 sources are asked every minute and whose 1,100 devices send by MQTT.

Starts the systems, a broker (Mosquitto) and ``simin up`` on a pack of its own in a new folder,
lets the city warm up, and then measures: CPU of engine, server and worker; seconds from a reading
(its publication, or the answer that holds it) to the frame on the public stream; memory. The limits
are those of the issue; there is no peer. Writes ``benchmarks/results/city_feeds.json``.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

from benchmarks.city_feeds import pack
from benchmarks.city_feeds.broker import running_broker
from benchmarks.city_feeds.devices import Devices
from benchmarks.city_feeds.findings import Measured, report
from benchmarks.city_feeds.meter import Meter
from benchmarks.city_feeds.screen import Screen
from benchmarks.city_feeds.shapes import SHAPES
from benchmarks.city_feeds.systems import Systems
from benchmarks.city_feeds.values import Probes
from benchmarks.ports import free_port, wait_for


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=3.0)
    parser.add_argument("--warm", type=float, default=70.0, help="seconds before it is measured")
    parser.add_argument("--keep", help="work in this folder and leave it")
    parser.add_argument("--memory", action="store_true", help="beside other programs: memory only")
    chosen = parser.parse_args()
    assert sum(shape.count for shape in SHAPES) == 167
    with ExitStack() as stack:
        home = chosen.keep or stack.enter_context(tempfile.TemporaryDirectory(prefix="simin-"))
        measured = measure(Path(home), chosen.minutes * 60, chosen.warm)
    report(measured, memory_only=chosen.memory)


def measure(home: Path, seconds: float, warm: float) -> Measured:
    probes, port = Probes(), free_port()
    with running_broker(home) as broker:
        variables = {**os.environ, "SIMIN_HOME": str(home / "city"), "SIMIN_PORT": str(free_port())}
        shutil.rmtree(home / "pack", ignore_errors=True)
        written = pack.write(home / "pack", port=port, broker=broker)
        _make(variables, written)
        load = _timed([sys.executable, "-m", "simin", "sources", "list"], variables)
        systems = Systems(port, probes)
        systems.start()
        city = subprocess.Popen([sys.executable, "-m", "simin", "up"], env=variables)
        try:
            return _watched(city, variables, probes, systems, broker, (seconds, warm, load))
        finally:
            city.terminate()
            city.wait(60)
            systems.stop()


def _make(variables: dict[str, str], written: Path) -> None:
    if (Path(variables["SIMIN_HOME"]) / "simin.toml").exists():
        return
    words = ["-m", "simin", "init", str(written), "--real-time"]
    subprocess.run([sys.executable, *words], env=variables, check=True, stdout=subprocess.DEVNULL)
    define = [sys.executable, "-m", "benchmarks.city_feeds.define"]
    subprocess.run(define, env=variables, check=True, stdout=subprocess.DEVNULL)


def _timed(command: list[str], variables: dict[str, str]) -> float:
    began = time.perf_counter()
    subprocess.run(command, env=variables, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - began


def _watched(
    city: subprocess.Popen[bytes],
    variables: dict[str, str],
    probes: Probes,
    systems: Systems,
    broker: int,
    times: tuple[float, float, float],
) -> Measured:
    seconds, warm, load = times
    began = time.perf_counter()
    wait_for(int(variables["SIMIN_PORT"]), city)
    started = time.perf_counter() - began
    screen = Screen(int(variables["SIMIN_PORT"]), probes)
    devices = Devices(broker, probes)
    screen.start()
    devices.start()
    time.sleep(warm)
    print(f"city {city.pid} is warm", flush=True)
    meter = Meter(city.pid)
    meter.begin()
    probes.begin()
    before = sum(systems.answered.values()), systems.bytes, screen.frames, devices.sent
    time.sleep(seconds)
    cores = meter.end()
    after = sum(systems.answered.values()), systems.bytes, screen.frames, devices.sent
    calls, body, frames, messages = (b - a for a, b in zip(before, after, strict=True))
    devices.stop()
    screen.stop()
    return Measured(
        seconds=seconds,
        load=load,
        start=started,
        server=cores[0],
        cores=cores[1],
        memory=meter.memory,
        latencies=list(probes.seen),
        overdue=probes.overdue(20),
        sent=probes.sent,
        silent=167 - len(systems.answered),
        calls=calls,
        bytes=body,
        frames=frames,
        messages=messages,
        late=devices.late,
    )


if __name__ == "__main__":
    main()
