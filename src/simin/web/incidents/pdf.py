"""The after-action report as a tagged PDF in the product's own typeface.

What the report says is handed to the typesetter as JSON, never as markup. No font of the machine
is asked for, so that the same report looks the same everywhere.
"""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from simin.web.assets import DIST, FrontEndNotBuiltError

TEMPLATE = Path(__file__).with_name("report.typ")
LETTERS = DIST / "typeset"


def typeset(told: Mapping[str, Any], *, at: int) -> bytes:
    """``at``: seconds since 1970 that the document says it was made, so that bytes are stable."""
    import typst  # noqa: PLC0415 - slow to import, and needed by this page alone

    report = json.dumps(told, ensure_ascii=False)
    compiler = typst.Compiler(input=TEMPLATE, root=TEMPLATE.parent, font_paths=_letters())
    made = compiler.compile(
        format="pdf", sys_inputs={"report": report}, timestamp=at, pdf_standards="ua-1"
    )
    assert isinstance(made, bytes)
    return made


@cache
def _letters() -> Any:
    import typst  # noqa: PLC0415

    if not LETTERS.is_dir():
        raise FrontEndNotBuiltError("typeset")
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(LETTERS)]
    )
