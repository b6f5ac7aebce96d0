"""1,100 devices with ten measures each, every two minutes, by MQTT.

Each measure is a message of its own, which is the harder case. Some devices are probes: the newest
reading of each group of them is on a card.
"""

import json
import threading
import time

import paho.mqtt.client as paho

from benchmarks.city_feeds.values import Probes, moving

DEVICES = 1100
EVERY = 120.0
MEASURES = (
    "temperature", "humidity", "illuminance", "ultraviolet", "noise",
    "vibration", "pm10", "pm25", "ozone", "wind",
)  # fmt: skip
#: Groups of probes, and how far apart their devices stand in the round.
GROUPS, STRIDE = 4, 5


def group_of(device: int) -> int | None:
    """The group of a probe; the devices of a group send about every two seconds."""
    return device // STRIDE % GROUPS if device % STRIDE == 0 else None


class Devices(threading.Thread):
    """Sends until stopped."""

    def __init__(self, port: int, probes: Probes) -> None:
        super().__init__(name="devices", daemon=True)
        self._port = port
        self._probes = probes
        self._ended = threading.Event()
        self.sent = 0
        #: How late the latest message was sent, in seconds.
        self.late = 0.0

    def stop(self) -> None:
        self._ended.set()

    def run(self) -> None:
        client = paho.Client(paho.CallbackAPIVersion.VERSION2)
        client.max_inflight_messages_set(1000)
        client.connect("127.0.0.1", self._port)
        client.loop_start()
        began, number = time.monotonic(), 0
        while not self._ended.is_set():
            due = began + number * EVERY / DEVICES
            self._ended.wait(max(0.0, due - time.monotonic()))
            self.late = max(self.late, time.monotonic() - due)
            self._send(client, number % DEVICES)
            number += 1
        client.disconnect()
        client.loop_stop()

    def _send(self, client: paho.Client, device: int) -> None:
        group, now = group_of(device), int(time.time() * 1000)
        for place, measure in enumerate(MEASURES):
            probed = group is not None and place == 0
            value: float = moving(device * 7 + place, 40, 12)
            if probed:
                value = self._probes.send(f"probe/sdot-{group}")
            told = json.dumps({"value": value, "at": now})
            client.publish(f"sdot/{device}/{measure}", told, qos=1)
            self.sent += 1
