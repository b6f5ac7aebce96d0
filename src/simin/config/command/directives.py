"""``simin directives``: whether the chains of directives are whole."""

import argparse

from simin.config import environment


def arguments(parser: argparse.ArgumentParser) -> None:
    acts = parser.add_subparsers(dest="act", metavar="ACT", required=True)
    verify = acts.add_parser("verify", help="find the first entry of each chain that does not fit")
    verify.add_argument("id", nargs="?", metavar="ID", help="only this directive (all)")


def run(chosen: argparse.Namespace) -> int:
    from simin.config.installation import opened
    from simin.domains.directives import queries

    with opened(environment.read()):
        looked, faults = queries.verify(chosen.id)
    for fault in faults:
        where = f"entry {fault.position}" if fault.position else "the directive"
        print(f"WRONG  {fault.directive}: {where} {fault.reason}")
    print(f"{looked} looked at, {len(faults)} broken.")
    return 1 if faults else 0
