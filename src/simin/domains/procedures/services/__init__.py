"""What can be done to procedures and their steps; each in one transaction."""

from simin.domains.procedures.services.acting import (
    Given,
    check_finish,
    finish,
    skip,
)
from simin.domains.procedures.services.automatic import acted
from simin.domains.procedures.services.definitions import (
    define_procedures,
    faults,
    save,
    switch,
)
from simin.domains.procedures.services.drilling import (
    Held,
    define_scenarios,
    end_drill,
    play_scripts,
    start_drill,
)
from simin.domains.procedures.services.ending import end, explain, resume, set_aside
from simin.domains.procedures.services.following import as_time_passes
from simin.domains.procedures.services.starting import regrade, start
from simin.domains.procedures.services.telling import deliver_due, notify, tell_of

__all__ = [
    "Given",
    "Held",
    "acted",
    "as_time_passes",
    "check_finish",
    "define_procedures",
    "define_scenarios",
    "deliver_due",
    "end",
    "end_drill",
    "explain",
    "faults",
    "finish",
    "notify",
    "play_scripts",
    "regrade",
    "resume",
    "save",
    "set_aside",
    "skip",
    "start",
    "start_drill",
    "switch",
    "tell_of",
]
