"""``simin verify`` against a real gateway: what is honest is proved, every tampering is caught."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from simin.domains.transparency import keys, witnesses
from simin.domains.transparency.cosignature import cosign
from simin.domains.transparency.entries import Entry
from simin.domains.transparency.note import WITNESS, Verifier, read_note
from simin.kit.http.one_site import OneSite
from simin.live.frames import StoredFrame
from simin.live.log_door import LogDoor
from simin.live.memory_store import MemoryStore
from simin.verify.city import City
from simin.verify.command import main
from tests.factories.cards import card, withheld
from tests.factories.frames import SALT, History
from tests.integration.live.conftest import BOOTH, Running, running
from tests.unit.transparency.logs import folder_of, opened_log

FRAMES = 320


class CountedSite(OneSite):
    """Knows what it was asked."""

    def __init__(self, address: str) -> None:
        super().__init__(address)
        self.asked: list[str] = []

    def get(self, path: str) -> bytes:
        self.asked.append(path)
        return super().get(path)


class TamperedStore(MemoryStore):
    """What whoever has the database can do."""

    def replace(self, frame: StoredFrame) -> None:
        self._frames[frame.number] = frame


class Proving:
    """A city with a log, a machine that remembers, and what the command says of it."""

    def __init__(self, home: Path, history: History, store: TamperedStore, live: Running) -> None:
        self.home = home
        self.history = history
        self.store = store
        self.live = live
        self.url = f"http://127.0.0.1:{live.port}"

    def log_frames(self, first: int = 1) -> None:
        entries = [Entry("frame", one.number, one.hash) for one in self.history.frames[first - 1 :]]
        opened_log(self.home).append([entry.encoded() for entry in entries])

    def ask(self, *words: str) -> int:
        return main([self.url, "--memory", str(self.home / "memory.json"), *words])


@contextmanager
def proving(home: Path, office: bytes | None = None) -> Iterator[Proving]:
    """``office``: what the office is shown in the place of the frame that withholds."""
    history, store = History(), TamperedStore()
    shown = [*history.run(FRAMES - 2)]
    shown.append(history.add(withheld("incident/1", 7.0, salt=SALT)))
    shown.append(history.add(card("air/0", 9.0), removed=["air/1"]))
    for frame in shown:
        store.add(frame)
    if office is not None:
        store.replace(replace(history.frames[FRAMES - 2], office=office))
    with running(store, doors=[LogDoor(home / "log")]) as live:
        yield Proving(home, history, store, live)


@pytest.fixture
def city(tmp_path: Path) -> Iterator[Proving]:
    with proving(tmp_path) as started:
        started.log_frames()
        yield started


def test_an_honest_city_is_proved_and_then_only_grows(
    city: Proving, capsys: pytest.CaptureFixture[str]
) -> None:
    assert city.ask() == 0
    assert "believed at first sight" in capsys.readouterr().out
    for frame in [city.history.add(card("air/3", 5.0)), city.history.add(card("air/4", 5.0))]:
        city.store.add(frame)
    city.log_frames(FRAMES + 1)
    assert city.ask("--from", "1") == 0
    said = capsys.readouterr().out
    assert f"the log only grew: {FRAMES} leaves then, {FRAMES + 2} now" in said
    assert f"frames 1 to {FRAMES + 2} ({FRAMES + 2}): each is in the log" in said
    assert "is what they lead to" in said
    assert "Proved" in said


def test_it_is_a_command_without_django(city: Proving) -> None:
    code = (
        "import sys; from simin.verify.command import main; code = main(sys.argv[1:]);"
        "assert not [name for name in sys.modules if name.partition('.')[0] == 'django'];"
        "sys.exit(code)"
    )
    words = [sys.executable, "-c", code, city.url, "--memory", str(city.home / "m.json")]
    told = subprocess.run(words, capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stdout + told.stderr


def test_the_mayors_frame_is_the_same_but_for_what_is_withheld(
    city: Proving, capsys: pytest.CaptureFixture[str]
) -> None:
    ticket = city.home / "ticket"
    ticket.write_text(BOOTH.issue("mayor") + "\n")
    last = str(FRAMES - 1)
    assert city.ask("--office-ticket", str(ticket), "--to", last) == 0
    assert "1 of its 1 cards are withheld, and their commitments fit" in capsys.readouterr().out


def test_an_office_that_is_shown_something_else_is_caught(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "ticket").write_text(BOOTH.issue("mayor"))
    other = History()
    other.run(FRAMES - 2)
    office = other.add(withheld("incident/1", 8.0, salt=SALT)).office
    with proving(tmp_path, office=office) as city:
        city.log_frames()
        words = ["--office-ticket", str(tmp_path / "ticket"), "--to", str(FRAMES - 1)]
        assert city.ask(*words) == 1
    assert "another public frame" in capsys.readouterr().out


def forge(city: Proving, number: int, **changes: Any) -> None:
    """Another stored frame in place of one, as whoever has the database can put it there."""
    city.store.replace(replace(city.history.frames[number - 1], **changes))


def test_a_changed_row_of_the_database_is_caught(
    city: Proving, capsys: pytest.CaptureFixture[str]
) -> None:
    changed = city.history.frames[99].public.replace(b'"value":', b'"value":1')
    forge(city, 100, public=changed)
    assert city.ask("--from", "50", "--to", "150") == 1
    assert "frame 100 is not the one that is in the log" in capsys.readouterr().out


def test_a_frame_that_was_made_anew_with_its_hash_is_caught(
    city: Proving, capsys: pytest.CaptureFixture[str]
) -> None:
    other = History()
    forged = other.run(100, padding=3)[-1]
    forge(city, 100, public=forged.public, hash=forged.hash)
    assert city.ask("--from", "50", "--to", "150") == 1
    assert "frame 100 is not the one" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("path", "at", "says"),
    [
        ("tile/0/000", 40, "does not hash to what stands above it"),
        ("tile/0/001.p/64", 40, "do not give the root"),
        ("tile/1/000.p/1", 4, "do not give the root"),
        ("tile/entries/000", 30, "leaves that the log does not have"),
        ("checkpoint", 30, "not what the city's key signed"),
    ],
)
def test_a_changed_file_of_the_log_is_caught(
    city: Proving, path: str, at: int, says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    file = city.home / "log" / path
    content = bytearray(file.read_bytes())
    content[at] ^= 1
    file.write_bytes(content)
    assert city.ask("--from", "1") == 1
    assert says in capsys.readouterr().out


def test_a_log_that_was_told_anew_is_caught_by_whoever_remembers(
    city: Proving, capsys: pytest.CaptureFixture[str]
) -> None:
    assert city.ask() == 0
    history = (city.home / "log/keys").read_bytes()
    shutil.rmtree(city.home / "log")
    (city.home / "log").mkdir()
    (city.home / "log/keys").write_bytes(history)
    entries = [Entry("frame", one.number, one.hash) for one in city.history.frames]
    rewritten = [Entry("frame", 1, "0" * 64), *entries[1:]]
    opened_log(city.home).append([entry.encoded() for entry in rewritten])
    assert city.ask() == 1
    assert "another history" in capsys.readouterr().out


def test_another_key_is_not_believed(city: Proving, capsys: pytest.CaptureFixture[str]) -> None:
    stranger = Ed25519PrivateKey.generate().public_key().public_bytes_raw()
    assert city.ask("--key", str(Verifier("city.example/log", 1, stranger))) == 1
    assert "did not hand over" in capsys.readouterr().out


def test_a_key_that_was_handed_over_is_followed(
    city: Proving, capsys: pytest.CaptureFixture[str]
) -> None:
    assert city.ask() == 0
    keys.rotate(city.home / "log.key", folder_of(city.home))
    opened_log(city.home)
    assert city.ask() == 0
    assert "known from before" in capsys.readouterr().out


def test_a_witness_that_was_asked_for_must_have_signed(
    city: Proving, capsys: pytest.CaptureFixture[str]
) -> None:
    private = Ed25519PrivateKey.generate()
    witness = Verifier("w.example", WITNESS, private.public_key().public_bytes_raw())
    assert city.ask("--witness", str(witness)) == 2
    note = read_note((city.home / "log/checkpoint").read_bytes())
    signed = str(note.with_([cosign(note, "w.example", private, 1_790_000_000)])).encode()
    witnesses.take(folder_of(city.home), [witness], signed)
    assert city.ask("--witness", str(witness)) == 0
    assert f"w.example saw {FRAMES} leaves" in capsys.readouterr().out


def test_two_addresses_that_show_two_logs_are_caught(
    city: Proving, tmp_path_factory: pytest.TempPathFactory, capsys: pytest.CaptureFixture[str]
) -> None:
    assert city.ask("--same-as", city.url) == 0
    home = tmp_path_factory.mktemp("other")
    shutil.copy(city.home / "log.key", home)
    with proving(home) as other:
        other.history.run(1)
        entries = [Entry("frame", one.number, one.hash) for one in other.history.frames]
        opened_log(home).append([one.encoded() for one in reversed(entries)])
        assert city.ask("--same-as", other.url) == 1
    assert "another history" in capsys.readouterr().out


@pytest.mark.parametrize(
    "words",
    [
        ["http://127.0.0.1:1"],
        ["ftp://city.example"],
        ["http://127.0.0.1:99999"],
        ["http://127.0.0.1:1", "--key", "nonsense"],
    ],
)
def test_what_cannot_be_checked_is_neither_proved_nor_refuted(
    words: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*words, "--memory", str(tmp_path / "m.json")]) == 2
    assert "nothing is proved" in capsys.readouterr().out


def test_frames_that_are_not_there_are_said_so(
    city: Proving, capsys: pytest.CaptureFixture[str]
) -> None:
    assert city.ask("--to", "100000") == 2
    assert "the log has them to" in capsys.readouterr().out
    with pytest.raises(SystemExit) as ended:
        city.ask("--frames", "many")
    assert ended.value.code == 2


def test_what_cannot_be_read_is_not_checked_and_not_refuted(
    city: Proving, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(City, "newest_decision", lambda _: msgspec.json.decode(b"[]", type=dict))
    assert city.ask() == 2
    assert "cannot be read: ValidationError" in capsys.readouterr().out


def test_frames_that_are_too_long_for_one_answer_are_asked_for_in_halves(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("simin.live.history.LARGEST", 20_000)
    history, store = History(), MemoryStore()
    for frame in history.run(100, padding=1000):
        store.add(frame)
    with running(store) as live:
        site = CountedSite(f"http://127.0.0.1:{live.port}")
        assert list(City(site).frames(1, 100)) == [frame.public for frame in history.frames]
    assert site.asked[:4] == [f"/live/frames/1-{end}" for end in (100, 50, 25, 13)]
