"""What everyone may see of the observations: not those behind a withheld indicator.

Who writes sees no more than others; their key finds what it opens, so that nothing of a withheld
indicator's devices is refused.
"""

from dataclasses import replace

from simin.domains.devices.admission import Admission
from simin.domains.observations.sensorthings.viewer import Opened, Viewer
from simin.domains.places import queries as places
from simin.domains.places.errors import NoCityError
from simin.workflows import withheld_families


def public_viewer() -> Viewer:
    """The families of withheld cards are hidden, also where a public card rests on them too."""
    return Viewer(hidden=frozenset(withheld_families.as_published()), language=first_language())


def writing(viewer: Viewer, key: Admission) -> Viewer:
    """``viewer`` as one that writes with ``key``."""
    return replace(viewer, opened=Opened(key.everything, key.things, key.datastreams))


def first_language() -> str:
    try:
        return places.city().languages[0]
    except NoCityError:
        return "en"
