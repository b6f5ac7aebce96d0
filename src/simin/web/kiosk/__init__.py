"""``/kiosk/``: the picture for passers-by, at one place, in four languages, without a sign-in.

A kiosk shows nothing of its own: it chooses from the public picture what is near. Its whole
configuration stands in its address, so that a kiosk can be set up with a QR code and set up again
with the same one. Nothing is kept about who touches it.
"""
