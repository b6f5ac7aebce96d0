"""What can be done to procedures and their steps; each in one transaction."""

from simin.domains.procedures.services.acting import Given, Photo, finish, skip
from simin.domains.procedures.services.definitions import (
    define_procedures,
    faults,
    save,
    switch,
)
from simin.domains.procedures.services.ending import end, explain, resume, set_aside
from simin.domains.procedures.services.following import as_time_passes
from simin.domains.procedures.services.starting import regrade, start

__all__ = [
    "Given",
    "Photo",
    "as_time_passes",
    "define_procedures",
    "end",
    "explain",
    "faults",
    "finish",
    "regrade",
    "resume",
    "save",
    "set_aside",
    "skip",
    "start",
    "switch",
]
