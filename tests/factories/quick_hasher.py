"""Passwords of tests are hashed by the product's algorithm at its least cost.

At full cost every invented account takes a tenth of a second, and most tests have one.
"""

from django.contrib.auth.hashers import Argon2PasswordHasher


class QuickHasher(Argon2PasswordHasher):
    time_cost = 1
    memory_cost = 8
    parallelism = 1
