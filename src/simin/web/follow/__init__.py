"""``/follow/``: a citizen asks to be told, confirms it, sees what they follow, and ends it.

Without an account and without a cookie: who comes by the secret word of a mail, or with the
address of the browser, is known by it. Every form works without script, but for push.
"""
