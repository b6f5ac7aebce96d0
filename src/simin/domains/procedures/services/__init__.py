"""What can be done to procedures and their steps; each in one transaction."""

from simin.domains.procedures.services.acting import Given, Photo, finish, skip
from simin.domains.procedures.services.automatic import acted
from simin.domains.procedures.services.definitions import (
    define_procedures,
    faults,
    save,
    switch,
)
from simin.domains.procedures.services.ending import end, explain, resume, set_aside
from simin.domains.procedures.services.following import as_time_passes
from simin.domains.procedures.services.starting import regrade, start
from simin.domains.procedures.services.telling import deliver_due, notify, tell_of

__all__ = [
    "Given",
    "Photo",
    "acted",
    "as_time_passes",
    "define_procedures",
    "deliver_due",
    "end",
    "explain",
    "faults",
    "finish",
    "notify",
    "regrade",
    "resume",
    "save",
    "set_aside",
    "skip",
    "start",
    "switch",
    "tell_of",
]
