"""Kiosks: screens for passers-by, and what the city shows on them.

Owns the layout (which indicators, facilities and arrivals a kiosk shows) and, once they are
registered, the kiosks themselves with their keys and what they last reported. Publishes
``KioskRegistered``, ``KioskRemoved``, ``KioskFellSilent`` and ``KioskCameBack``.

Never here: what is shown. That is the picture, the same for everybody; a kiosk chooses from it. A
key itself: it is shown once, and what is kept cannot be turned back into it.
"""
