"""``simin check``: what is wrong with this installation, and how to mend it."""

import argparse

from simin.config import environment


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--pack", help="check this pack instead of the installed city's")


def run(chosen: argparse.Namespace) -> int:
    from simin.config.checkup import check_all, check_pack

    here = environment.read()
    findings = [check_pack(chosen.pack)] if chosen.pack else check_all(here)
    for finding in findings:
        print(f"{'ok   ' if finding.good else 'WRONG'}  {finding.what}: {finding.says}")
        if finding.mend:
            print(f"       mend: {finding.mend}")
    wrong = sum(not finding.good for finding in findings)
    print("All is well." if not wrong else f"{wrong} of {len(findings)} need mending.")
    return 1 if wrong else 0
