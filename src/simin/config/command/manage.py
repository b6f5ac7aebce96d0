"""``simin manage``: Django's own commands, with Simin's settings."""

import argparse

from simin.config.django_ready import make_ready


def run(chosen: argparse.Namespace) -> int:
    make_ready()
    from django.core.management import execute_from_command_line

    execute_from_command_line(["simin manage", *chosen.words])
    return 0
