"""What kiosks show."""

import msgspec

from simin.domains.kiosks.layout import Layout
from simin.domains.kiosks.models import KeptLayout


def layout() -> Layout:
    """As the pack says; of a city that says nothing, the empty one."""
    row = KeptLayout.objects.filter(id=1).first()
    return msgspec.convert(row.told, Layout) if row else Layout()
