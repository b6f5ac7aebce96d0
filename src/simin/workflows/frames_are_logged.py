"""Every published frame becomes a leaf of the transparency log, in the frame's own transaction.

A city that is older than its log begins with the oldest frame that it still has. A frame is never
published without its leaf having a place, so a kill at any moment leaves both or neither.
"""

from simin.domains.picture import queries as picture
from simin.domains.transparency import queries, services
from simin.domains.transparency.entries import Entry

KIND = "frame"
#: Leaves that are made at a time.
_BATCH = 2000


def log_new_frames() -> int:
    """Submit the frames that have no leaf yet; inside the transaction that published the newest."""
    count, taken = 0, queries.taken(KIND)
    while hashes := picture.hashes(after=taken, limit=_BATCH):
        services.submit([Entry(KIND, number, hash_) for number, hash_ in hashes])
        taken, count = hashes[-1][0], count + len(hashes)
    return count
