"""Kiosks: screens for passers-by, and what the city shows on them.

Owns the layout (which indicators, facilities and arrivals a kiosk shows) and, once they are
registered, the kiosks themselves with what they last reported.

Never here: what is shown. That is the picture, the same for everybody; a kiosk chooses from it.
"""
