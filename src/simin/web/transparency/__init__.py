"""``/log/`` and ``/verify/``: what the transparency log is, and a check that the browser makes."""
