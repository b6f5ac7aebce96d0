"""Keys hand over, witnesses sign, and what is forged is refused."""

import base64
import contextlib
from dataclasses import replace
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from simin.domains.transparency import keys, witnesses
from simin.domains.transparency.checkpoint import opened, read_checkpoint
from simin.domains.transparency.cosignature import checked, cosign
from simin.domains.transparency.errors import KeyMissingError, NoteRefusedError
from simin.domains.transparency.folder import LogFolder
from simin.domains.transparency.handover import KeyHistory, followed
from simin.domains.transparency.note import (
    WITNESS,
    Note,
    Verifier,
    read_note,
    read_signer,
    read_verifier,
)
from tests.unit.transparency.logs import (
    FailingDisk,
    PowerLostError,
    entries,
    folder_of,
    opened_log,
)

#: From the documentation of Go's golang.org/x/mod/sumdb/note, the first implementation there was.
PETER = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
PETERS_SECRET = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
PETERS_NOTE = (
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n\n"
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotp"
    "RZb6KE6RyyBwJnAM=\n"
)


def test_a_known_note_is_known_here() -> None:
    peter = read_verifier(PETER)
    assert str(peter) == PETER
    assert read_note(PETERS_NOTE.encode()).signed_by(peter)
    assert str(read_note(PETERS_NOTE.encode())) == PETERS_NOTE
    signer = read_signer(PETERS_SECRET)
    assert str(signer.sign(read_note(PETERS_NOTE.encode()).text)) in PETERS_NOTE


def test_a_changed_note_is_not_signed() -> None:
    changed = read_note(PETERS_NOTE.replace("answer", "anther").encode())
    with pytest.raises(NoteRefusedError, match="did not sign"):
        changed.signed_by(read_verifier(PETER))


@pytest.mark.parametrize(
    "encoded",
    [
        b"",
        b"\n\n",
        b"a\n\nb\n",
        b"a\n\n",
        "a\n\n— x\n".encode(),
        "a\n\n— x !!\n".encode(),
        b"\xff\n\n",
        "a\x01\n\n— x eHh4eHg=\n".encode(),
        "a\n— x eHh4eHg=\n".encode(),
        b"x" * 1_000_001,
    ],
)
def test_what_is_no_note_is_refused(encoded: bytes) -> None:
    with pytest.raises(NoteRefusedError):
        read_note(encoded)


@pytest.mark.parametrize("vkey", ["", "a+b", "a b+c74f20a3+" + PETER[-44:], PETER[:-4] + "AAAA"])
def test_what_is_no_key_is_refused(vkey: str) -> None:
    with pytest.raises(NoteRefusedError):
        read_verifier(vkey)


def test_who_holds_the_first_key_follows_to_the_newest(tmp_path: Path) -> None:
    log = opened_log(tmp_path)
    log.append(entries(7))
    first = keys.history_of(folder_of(tmp_path)).verifiers[0]
    rotated(tmp_path)
    newest = rotated(tmp_path)
    trusted, complete = followed(first, keys.history_of(folder_of(tmp_path)))
    assert complete
    assert trusted[0] == newest
    checkpoint, _, by = opened((tmp_path / "log/checkpoint").read_bytes(), trusted)
    assert (checkpoint.size, by) == (7, newest)
    assert (tmp_path / "log/key").read_text().strip() == str(newest)


def rotated(home: Path) -> Verifier:
    signer = keys.rotate(home / "log.key", folder_of(home))
    opened_log(home)  # the checkpoint is signed anew
    return signer.verifier


def test_a_lost_key_is_replaced_and_nobody_follows_by_machine(tmp_path: Path) -> None:
    opened_log(tmp_path).append(entries(3))
    first = keys.history_of(folder_of(tmp_path)).verifiers[0]
    with pytest.raises(NoteRefusedError, match="not lost"):
        keys.replace_lost(tmp_path / "log.key", folder_of(tmp_path))
    (tmp_path / "log.key").unlink()
    keys.replace_lost(tmp_path / "log.key", folder_of(tmp_path))
    assert opened_log(tmp_path).size == 3
    trusted, complete = followed(first, keys.history_of(folder_of(tmp_path)))
    assert trusted == [first]
    assert not complete


def test_a_forged_handover_is_refused(tmp_path: Path) -> None:
    opened_log(tmp_path).append(entries(3))
    first = keys.history_of(folder_of(tmp_path)).verifiers[0]
    rotated(tmp_path)
    history = keys.history_of(folder_of(tmp_path))
    change = history.keys[1]
    forged = type(change)(vkey=change.vkey, note=change.note.replace("\n3\n", "\n4\n"))
    with pytest.raises(NoteRefusedError):
        followed(first, KeyHistory(keys=[history.keys[0], forged]))


@pytest.mark.parametrize("capacity", [0, 1, 500, 900, 1000, 1200, 1300, 1400, 1500])
def test_a_rotation_that_is_cut_off_is_finished_or_undone(tmp_path: Path, capacity: int) -> None:
    opened_log(tmp_path).append(entries(3))
    before = keys.history_of(folder_of(tmp_path)).verifiers
    with contextlib.suppress(PowerLostError):
        keys.rotate(tmp_path / "log.key", LogFolder(tmp_path / "log", FailingDisk(capacity)))
    assert opened_log(tmp_path).size == 3
    after = keys.history_of(folder_of(tmp_path)).verifiers
    assert after[: len(before)] == before
    assert not (tmp_path / "log.next").exists()
    assert (tmp_path / "log/key").read_text().strip() == str(after[-1])


def test_another_key_in_place_of_the_logs_is_refused(tmp_path: Path) -> None:
    opened_log(tmp_path / "a")
    opened_log(tmp_path / "b")
    (tmp_path / "a/log.key").replace(tmp_path / "b/log.key")
    with pytest.raises(KeyMissingError):
        opened_log(tmp_path / "b")


def witness() -> tuple[Ed25519PrivateKey, Verifier]:
    private = Ed25519PrivateKey.from_private_bytes(b"w" * 32)
    return private, Verifier("witness.example/w1", WITNESS, private.public_key().public_bytes_raw())


def test_a_witness_cosigns_and_is_shown(tmp_path: Path) -> None:
    log, (private, verifier) = opened_log(tmp_path), witness()
    log.append(entries(5))
    signed = cosigned(tmp_path, private)
    log.append(entries(5, 5))
    folder = folder_of(tmp_path)
    assert witnesses.take(folder, [verifier], signed).checkpoint.size == 5  # type: ignore[union-attr]
    (shown,) = witnesses.standing(folder, [verifier])
    assert shown.checkpoint is not None
    assert (shown.checkpoint.size, shown.at.year if shown.at else 0) == (5, 2026)
    assert str(read_verifier(str(verifier))) == str(verifier)


def cosigned(home: Path, private: Ed25519PrivateKey, stamp: int = 1_790_000_000) -> bytes:
    note = read_note((home / "log/checkpoint").read_bytes())
    return str(note.with_([cosign(note, "witness.example/w1", private, stamp)])).encode()


def test_a_witness_is_not_heard_where_it_is_unknown_wrong_or_goes_back(tmp_path: Path) -> None:
    log, (private, verifier) = opened_log(tmp_path), witness()
    log.append(entries(5))
    folder, early = folder_of(tmp_path), cosigned(tmp_path, private)
    with pytest.raises(NoteRefusedError, match="no witness"):
        witnesses.take(folder, [], early)
    signed = read_note(early)
    forged = Note(
        signed.text, (signed.signatures[0], replace(signed.signatures[1], value=b"f" * 72))
    )
    with pytest.raises(NoteRefusedError, match="did not sign"):
        witnesses.take(folder, [verifier], str(forged).encode())
    log.append(entries(5, 5))
    witnesses.take(folder, [verifier], cosigned(tmp_path, private))
    with pytest.raises(NoteRefusedError, match="already"):
        witnesses.take(folder, [verifier], early)
    with pytest.raises(NoteRefusedError, match="signed later"):
        witnesses.take(folder, [verifier], cosigned(tmp_path, private, 1_780_000_000))


def test_a_witness_that_saw_another_history_is_a_split_view(tmp_path: Path) -> None:
    log, (private, verifier) = opened_log(tmp_path / "a"), witness()
    log.append(entries(5))
    other = tmp_path / "b"
    other.mkdir()
    (other / "log.key").write_text((tmp_path / "a/log.key").read_text())
    opened_log(other).append(entries(5, 100))
    with pytest.raises(NoteRefusedError, match="split view"):
        witnesses.take(folder_of(tmp_path / "a"), [verifier], cosigned(other, private))


def test_cosignature_of_the_specifications_form(tmp_path: Path) -> None:
    """Key id over 0x04, eight bytes of time before the signature (C2SP tlog-cosignature)."""
    opened_log(tmp_path).append(entries(1))
    private, verifier = witness()
    note = read_note(cosigned(tmp_path, private))
    line = note.signatures[-1]
    assert int.from_bytes(line.value[:8]) == 1_790_000_000
    assert len(base64.b64decode(str(line).split()[-1])) == 4 + 8 + 64
    assert checked(note, verifier) is not None


@pytest.mark.parametrize("size", ["9" * 5000, "01", "-1", "1e3", "٣", ""])
def test_a_size_that_is_none_is_refused_by_name(size: str) -> None:
    with pytest.raises(NoteRefusedError, match="size is no number"):
        read_checkpoint(f"city.example/log\n{size}\n{'A' * 43}=\n")
