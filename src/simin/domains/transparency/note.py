"""Signed notes and their keys (C2SP signed-note): a text, and under it who stands for it. Pure.

A note is only believed by whoever holds the key already: the name in a signature says nothing by
itself. Ed25519 alone; a line of another algorithm or another name is passed over, as the
specification wants it, never counted.
"""

import base64
import binascii
import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from simin.domains.transparency.errors import NoteRefusedError

#: First byte of a key: what its signatures are over.
LOG, WITNESS = 0x01, 0x04
#: Bytes of a note that anyone looks at.
LARGEST_NOTE = 1_000_000
#: Signatures of a note that anyone looks at.
MOST_SIGNATURES = 100
_DASH = "— "
_NAME = re.compile(r"[^\s+]+")


@dataclass(frozen=True)
class Verifier:
    """Whose signature is believed: a name, an algorithm, a public key."""

    name: str
    algorithm: int
    public: bytes

    @property
    def key_id(self) -> bytes:
        told = self.name.encode() + b"\n" + bytes([self.algorithm]) + self.public
        return hashlib.sha256(told).digest()[:4]

    def __str__(self) -> str:
        """The vkey: ``name+hash+key``."""
        key = base64.b64encode(bytes([self.algorithm]) + self.public).decode()
        return f"{self.name}+{self.key_id.hex()}+{key}"

    def verifies(self, message: bytes, signature: bytes) -> bool:
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature, message)
        except (InvalidSignature, ValueError):
            return False
        return True


@dataclass(frozen=True)
class Signature:
    """One line under a note: not yet checked by anybody."""

    name: str
    key_id: bytes
    #: What follows the key id.
    value: bytes

    def __str__(self) -> str:
        return f"{_DASH}{self.name} {base64.b64encode(self.key_id + self.value).decode()}\n"

    def is_by(self, verifier: Verifier) -> bool:
        """Whether it says so; who reads it must still check."""
        return (self.name, self.key_id) == (verifier.name, verifier.key_id)


@dataclass(frozen=True)
class Note:
    """A text with signatures under it."""

    #: Ends with a newline.
    text: str
    signatures: tuple[Signature, ...]

    def __str__(self) -> str:
        return self.text + "\n" + "".join(str(one) for one in self.signatures)

    def signed_by(self, verifier: Verifier) -> bool:
        """Whether a signature of ``verifier`` is there and good; a bad one is an error."""
        found = [one for one in self.signatures if one.is_by(verifier)]
        if any(not verifier.verifies(self.text.encode(), one.value) for one in found):
            raise NoteRefusedError("signature", f"{verifier.name} did not sign these words")
        return bool(found)

    def with_(self, added: Iterable[Signature]) -> "Note":
        return Note(self.text, (*self.signatures, *added))


@dataclass(frozen=True)
class Signer:
    """A private key with its name. Its text form is a secret: it is never logged or shown."""

    name: str
    private: Ed25519PrivateKey

    @classmethod
    def new(cls, name: str) -> "Signer":
        return cls(checked_name(name), Ed25519PrivateKey.generate())

    @property
    def verifier(self) -> Verifier:
        return Verifier(self.name, LOG, self.private.public_key().public_bytes_raw())

    def sign(self, text: str) -> Signature:
        return Signature(self.name, self.verifier.key_id, self.private.sign(text.encode()))

    def secret_text(self) -> str:
        """``PRIVATE+KEY+name+hash+key``, as the reference implementation writes it."""
        key = base64.b64encode(bytes([LOG]) + self.private.private_bytes_raw()).decode()
        return f"PRIVATE+KEY+{self.name}+{self.verifier.key_id.hex()}+{key}"

    def __repr__(self) -> str:
        return f"Signer({self.name!r})"


def checked_name(name: str) -> str:
    """A key's name: no space, no plus. Raises ``NoteRefusedError``."""
    if not _NAME.fullmatch(name):
        raise NoteRefusedError("name", f"{name!r} is no name of a key: no spaces and no plus signs")
    return name


def read_verifier(vkey: str) -> Verifier:
    """From ``name+hash+key``; raises ``NoteRefusedError``."""
    name, told_id, key = _parted(vkey.strip(), 3)
    raw = _decoded(key, "vkey")
    if len(raw) != 33 or raw[0] not in (LOG, WITNESS):
        raise NoteRefusedError("vkey", "is no Ed25519 key of a log or a witness")
    verifier = Verifier(checked_name(name), raw[0], raw[1:])
    if verifier.key_id.hex() != told_id:
        raise NoteRefusedError("vkey", "does not have the hash that it names: was it copied whole?")
    return verifier


def read_signer(text: str) -> Signer:
    """From ``PRIVATE+KEY+…``; raises ``NoteRefusedError``, which never quotes the text."""
    private, word, name, told_id, key = _parted(text.strip(), 5)
    raw = _decoded(key, "key")
    if (private, word) != ("PRIVATE", "KEY") or len(raw) != 33 or raw[0] != LOG:
        raise NoteRefusedError("key", "is no private key of a log")
    signer = Signer(checked_name(name), Ed25519PrivateKey.from_private_bytes(raw[1:]))
    if signer.verifier.key_id.hex() != told_id:
        raise NoteRefusedError("key", "does not have the hash that it names")
    return signer


def read_note(encoded: bytes) -> Note:
    """The note's text and signatures, unchecked; raises ``NoteRefusedError``."""
    if len(encoded) > LARGEST_NOTE:
        raise NoteRefusedError("note", f"has more than {LARGEST_NOTE} bytes")
    try:
        whole = encoded.decode()
    except UnicodeDecodeError as error:
        raise NoteRefusedError("note", "is no UTF-8") from error
    text, parted, lines = whole.rpartition("\n\n")
    if not parted or not lines.endswith("\n") or any(c < " " and c != "\n" for c in whole):
        raise NoteRefusedError("note", "is not a text, an empty line and signatures")
    signed = lines[:-1].split("\n")
    if len(signed) > MOST_SIGNATURES:
        raise NoteRefusedError("note", f"has more than {MOST_SIGNATURES} signatures")
    return Note(text + "\n", tuple(read_signature(line) for line in signed))


def read_signature(line: str) -> Signature:
    """From ``— name base64``; raises ``NoteRefusedError``."""
    name, spaced, value = line.removeprefix(_DASH).partition(" ")
    if not line.startswith(_DASH) or not spaced or not _NAME.fullmatch(name):
        raise NoteRefusedError("signature", "a line of a signature is: — name base64")
    raw = _decoded(value, "signature")
    if len(raw) < 5:
        raise NoteRefusedError("signature", "is too short")
    return Signature(name, raw[:4], raw[4:])


def _parted(text: str, count: int) -> list[str]:
    parts = text.split("+", count - 1)
    if len(parts) != count:
        raise NoteRefusedError("key", "a key is written name+hash+key")
    return parts


def _decoded(text: str, field: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise NoteRefusedError(field, "is no base64") from error
