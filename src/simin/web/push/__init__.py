"""``/desk/notifications/``: in which browsers somebody wants to be told at once.

The browser asks the person, after a button was pressed and never before; it then hands in the
address at which it is reached. The service worker shows what comes, and
keeps the citizens' pages for when there is no network (``frontend/src/offline``).
"""
