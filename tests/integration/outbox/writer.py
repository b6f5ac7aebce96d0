"""Writes without end, says each number after its commit, and is killed by its test."""

import itertools
import os
import sys
from datetime import UTC, datetime

os.environ["DJANGO_SETTINGS_MODULE"] = "simin.config.settings"

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import transaction  # noqa: E402

from simin.kit.outbox import queries, services  # noqa: E402
from simin.kit.outbox.event import Event  # noqa: E402


class NumberWritten(Event):
    """One acknowledged write."""

    number: int


def write() -> None:
    call_command("migrate", "outbox", verbosity=0)
    for number in itertools.count(1):
        with transaction.atomic():
            services.append(NumberWritten(number=number), at=datetime.now(UTC))
        print(number, flush=True)


def read() -> None:
    for delivered in queries.after(0, limit=1_000_000):
        print(delivered.event.number)


{"write": write, "read": read}[sys.argv[1]]()
