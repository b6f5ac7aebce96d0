"""``/near/``: is my neighbourhood all right? The public picture, as far as it is about one place.

The place stands in the address and nowhere else. Where somebody stands is found out in their
browser; it never comes here.
"""
