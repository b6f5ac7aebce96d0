"""pymerkle in an environment of its own: what it needs for the same leaves, in memory."""

import json
import subprocess
from pathlib import Path

from benchmarks.peers import environment

_SCRIPT = """
import hashlib, json, random, statistics, sys, time
from pymerkle import InmemoryTree
count, chance = int(sys.argv[1]), random.Random(7)
tree, began = InmemoryTree(algorithm="sha256"), time.perf_counter()
for n in range(count):
    tree.append_entry(f"frame {n} {hashlib.sha256(b'%d' % n).hexdigest()}".encode())
rate = count / (time.perf_counter() - began)
def timed(act):
    began = time.perf_counter(); act(); return (time.perf_counter() - began) * 1000
def median(act):
    return statistics.median(timed(act) for _ in range(200))
told = {
    "rate": rate,
    "inclusion": median(lambda: tree.prove_inclusion(chance.randrange(1, count + 1), count)),
    "consistency": median(lambda: tree.prove_consistency(chance.randrange(1, count), count)),
}
print(json.dumps(told))
"""


def measure(folder: Path, leaves: int) -> dict[str, object]:
    interpreter = environment.make(folder, ["pymerkle"])
    versions = environment.versions(interpreter, ["pymerkle"])
    command = [str(interpreter), "-c", _SCRIPT, str(leaves)]
    ran = subprocess.run(command, check=True, capture_output=True, text=True)
    told = json.loads(ran.stdout.splitlines()[-1])
    return {**told, "version": versions}
