"""``/guess/``: a citizen says what a number of the city is before seeing it.

The public view for everyone, signed in or not. What is not yet guessed stands nowhere in a page,
and nothing of who guessed is kept: what was said so far travels in the address, signed.
"""
