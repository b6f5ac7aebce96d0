"""What is published at an MQTT broker, 3.1.1 or 5."""

from simin.sources.mqtt.source import KIND

__all__ = ["KIND"]
