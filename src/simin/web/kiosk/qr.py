"""QR codes as SVG: black on white in either theme, as cameras want it."""

import segno
from django.utils.safestring import SafeString, mark_safe


def drawn(address: str) -> SafeString:
    """The QR code as SVG; black on white in either theme, as cameras want it."""
    code = segno.make_qr(address, error="m")
    text = code.svg_inline(
        scale=6, border=4, dark="#000", light="#fff", svgclass="qr", lineclass=None, omitsize=True
    )
    return mark_safe(text)  # noqa: S308 - drawn here, from squares alone
