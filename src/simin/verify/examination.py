"""The check itself, one claim after the other; each says what it proved or ends the check.

The order is that of trust: a key, a signature by it, a tree under that, leaves in the tree, frames
under the leaves, the picture out of the frames.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

import msgspec

from simin.domains.picture.card import Card, WithheldCard
from simin.domains.picture.release import for_public
from simin.domains.picture.wire import office_frame, public_frame
from simin.domains.transparency.checkpoint import Checkpoint, opened
from simin.domains.transparency.cosignature import checked as cosigned
from simin.domains.transparency.entries import Entry, entry_of
from simin.domains.transparency.errors import NoteRefusedError
from simin.domains.transparency.handover import followed, read_history
from simin.domains.transparency.note import Verifier, read_note, read_verifier
from simin.kit.http.one_site import SiteRefusedError
from simin.verify import frames
from simin.verify.city import City
from simin.verify.errors import RefutedError, UncheckableError
from simin.verify.leaves import Leaves
from simin.verify.memory import Memory, Seen
from simin.verify.trusted import TrustedTiles

FRAME, DECISION = "frame", "decision"
#: The newest decisions that are looked at.
MOST_DECISIONS = 100


class _Document(msgspec.Struct):
    #: Where it says that its leaf stands; checked there.
    leaf: int


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What is to be checked."""

    #: How many of the newest frames, unless ``first`` and ``last`` say which.
    newest: int = 300
    first: int | None = None
    last: int | None = None
    #: The log's key, where one was told of it by another way.
    key: Verifier | None = None
    witnesses: tuple[Verifier, ...] = ()
    #: Opens the office's view.
    ticket: str = field(default="", repr=False)


class Examination:
    """One city, checked once."""

    def __init__(
        self, city: City, asked: Asked, memory: Memory, say: Callable[[str], None]
    ) -> None:
        self._city = city
        self._asked = asked
        self._memory = memory
        self._say = say

    def run(self, other: City | None = None) -> None:
        """Raises ``RefutedError`` at the first contradiction, or ``UncheckableError``."""
        tiles, key, encoded = self._signed()
        self._grown(tiles, key)
        for witness in self._asked.witnesses:
            self._witnessed(tiles, witness, key)
        if other is not None:
            self._same(tiles, key, other)
        leaves = Leaves(self._city, tiles)
        self._frames(leaves)
        self._decisions(leaves)
        self._memory.keep(self._city.site.address, Seen(vkey=str(key), checkpoint=encoded.decode()))

    def _signed(self) -> tuple[TrustedTiles, Verifier, bytes]:
        keys, how = self._keys()
        encoded = self._city.checkpoint()
        checkpoint, _, key = _opened(encoded, keys)
        tiles = TrustedTiles(checkpoint, self._city.tile)
        self._say(
            f"{checkpoint.origin} signed {checkpoint.size:,} leaves with key {key.key_id.hex()}"
            f"{how}; root {checkpoint.short_root}"
        )
        return tiles, key, encoded

    def _keys(self) -> tuple[list[Verifier], str]:
        history = read_history(self._city.keys())
        seen = self._memory.of(self._city.site.address)
        pinned = self._asked.key or (read_verifier(seen.vkey) if seen else None)
        if pinned is None:
            vkey = str(history.verifiers[-1])
            return [history.verifiers[-1]], f", which is believed at first sight (pin it: {vkey})"
        try:
            trusted, complete = followed(pinned, history)
        except NoteRefusedError as error:
            raise RefutedError(f"the history of keys is forged: {error}") from error
        if not complete:
            raise RefutedError(
                f"the log's key is no longer {pinned.key_id.hex()}, and that key did not hand over "
                "to the new one: ask the city by another way, then give its new key with --key"
            )
        return trusted, " (pinned)" if self._asked.key else " (known from before)"

    def _grown(self, tiles: TrustedTiles, key: Verifier) -> None:
        seen = self._memory.of(self._city.site.address)
        if seen is None:
            self._say("nothing was remembered of this log; from now on it is, and may only grow")
            return
        try:
            before = opened(seen.checkpoint.encode(), [read_verifier(seen.vkey), key])[0]
        except NoteRefusedError as error:
            raise UncheckableError(f"what was remembered cannot be read: {error}") from error
        _ensure_prefix(tiles, before, "what was remembered")
        self._say(f"the log only grew: {before.size:,} leaves then, {tiles.checkpoint.size:,} now")

    def _witnessed(self, tiles: TrustedTiles, witness: Verifier, key: Verifier) -> None:
        encoded = self._city.witnessed(witness.key_id.hex())
        if encoded is None:
            raise UncheckableError(f"{witness.name} has not signed anything of this log")
        try:
            checkpoint = opened(encoded, [key, *read_history(self._city.keys()).verifiers])[0]
            seen = cosigned(read_note(encoded), witness)
        except NoteRefusedError as error:
            raise RefutedError(f"{witness.name}: {error}") from error
        if seen is None:
            raise RefutedError(f"{witness.name} did not sign what is shown as its word")
        _ensure_prefix(tiles, checkpoint, f"what {witness.name} signed")
        self._say(
            f"{witness.name} saw {checkpoint.size:,} leaves of it at {seen.at:%Y-%m-%d %H:%M} UTC"
        )

    def _same(self, tiles: TrustedTiles, key: Verifier, other: City) -> None:
        checkpoint = _opened(other.checkpoint(), [key])[0]
        if checkpoint.size <= tiles.checkpoint.size:
            _ensure_prefix(tiles, checkpoint, f"what {other.site.address} shows")
        else:
            _ensure_prefix(
                TrustedTiles(checkpoint, other.tile), tiles.checkpoint, "what this address shows"
            )
        self._say(f"{other.site.address} shows the same log: root {checkpoint.short_root}")

    def _frames(self, leaves: Leaves) -> None:
        first, last = self._range(leaves)
        picture = self._start(first - 1)
        try:
            handed_out = self._city.frames(first, last)
            end = frames.checked(handed_out, leaves.of(FRAME, first, last), picture)
        except SiteRefusedError as error:
            raise UncheckableError(
                f"frames {first} to {last} are not handed out: {error}"
            ) from error
        count = last - first + 1
        said = f"frames {first:,} to {last:,} ({count:,}): each is in the log, once and in order"
        self._say(said)
        self._say(f"each names the hash of the one before it; the last is {end[:4]} {end[4:8]}")
        self._folded(picture, last)
        if self._asked.ticket:
            self._office(last, end)

    def _decisions(self, leaves: Leaves) -> None:
        """The newest ones, and those whose leaves stand among the frames that were checked."""
        passed = {one.number: one for one in leaves.passed if one.kind == DECISION}
        newest = self._city.newest_decision()
        numbers = {*range(max(newest - MOST_DECISIONS + 1, 1), newest + 1), *passed}
        if not numbers:
            self._say("no decision about release was made yet")
            return
        waiting = sum(not self._decided(number, leaves, passed) for number in sorted(numbers))
        said = f", {waiting} more wait for their leaf" if waiting else ""
        self._say(f"{len(numbers) - waiting} decisions about release are in the log as shown{said}")

    def _decided(self, number: int, leaves: Leaves, passed: dict[int, Entry]) -> bool:
        """Whether its leaf is there; one that is too new for this checkpoint proves nothing yet."""
        try:
            document = self._city.decision(number)
            told = msgspec.json.decode(document, type=_Document)
        except (SiteRefusedError, msgspec.DecodeError) as error:
            raise RefutedError(f"decision {number} is in the log and not shown: {error}") from error
        leaf = passed.get(number) or leaves.at(told.leaf)
        if leaf is None and told.leaf >= leaves.size:
            return False
        if leaf != entry_of(DECISION, number, document):
            raise RefutedError(f"decision {number} is not the one that is in the log")
        return True

    def _range(self, leaves: Leaves) -> tuple[int, int]:
        newest = leaves.newest(FRAME)
        if newest is None:
            raise UncheckableError("no frame is in the log yet")
        last = self._asked.last or newest.number
        first = self._asked.first or max(last - self._asked.newest + 1, 1)
        if not 1 <= first <= last <= newest.number:
            raise UncheckableError(f"frames {first} to {last}: the log has them to {newest.number}")
        return first, last

    def _start(self, number: int) -> frames.Folded | None:
        if number == 0:
            return frames.Folded(0, "")
        encoded = self._city.snapshot(number)
        return None if encoded is None else frames.read_picture(encoded)

    def _folded(self, picture: frames.Folded | None, last: int) -> None:
        told = self._city.snapshot(last)
        if picture is None or told is None:
            self._say(f"not checked: the pictures around these frames are no longer kept ({last})")
            return
        shown = frames.read_picture(told)
        if shown != picture:
            raise RefutedError(f"the picture at frame {last} is not what its frames lead to")
        self._say(f"the picture at frame {last:,} ({len(shown.cards)} cards) is what they lead to")

    def _office(self, number: int, public_hash: str) -> None:
        """The mayor's frame names this one, and differs in what is withheld and in nothing else."""
        office = office_frame(self._city.office_frame(number, self._asked.ticket))
        public = public_frame(next(self._city.frames(number, number)))
        if office.public_hash != public_hash:
            raise RefutedError(f"the office's frame {number} names another public frame")
        seen: list[Card | WithheldCard] = [for_public(card) for card in office.changed]
        if seen != public.changed or office.removed != public.removed:
            raise RefutedError(
                f"the office's frame {number} shows other things than the public one"
            )
        hidden = sum(isinstance(card, WithheldCard) for card in seen)
        self._say(
            f"the mayor's frame {number:,} is this one; {hidden} of its {len(seen)} cards are "
            "withheld, and their commitments fit"
        )


def _opened(encoded: bytes, keys: list[Verifier]) -> tuple[Checkpoint, object, Verifier]:
    try:
        return opened(encoded, keys)
    except NoteRefusedError as error:
        raise RefutedError(f"the checkpoint is not what the city's key signed: {error}") from error


def _ensure_prefix(tiles: TrustedTiles, before: Checkpoint, what: str) -> None:
    """``before`` is where the log of ``tiles`` once stood."""
    now = tiles.checkpoint
    if before.origin != now.origin:
        raise RefutedError(f"{what} is of another log, {before.origin}")
    if before.size > now.size:
        raise RefutedError(f"{what} has {before.size:,} leaves, and now there are {now.size:,}")
    if tiles.root_at(before.size) != before.root:
        raise RefutedError(
            f"{what} is another history: the log was rewritten before {before.size:,}"
        )
