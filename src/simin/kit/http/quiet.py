"""Keeps the HTTP libraries from logging what they send, at whatever level logging is set up.

httpcore's traces hold headers, in which a source may echo a key; an operator who turns debugging on
for everything must not fill the log with secrets.
"""

import logging

_TALKATIVE = ("httpcore", "httpx", "hpack", "h11")


def silence_libraries() -> None:
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)
