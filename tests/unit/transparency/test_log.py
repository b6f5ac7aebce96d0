"""The log grows, survives every cut, and proves what it says."""

import contextlib
import shutil
import stat
from collections.abc import Iterable
from itertools import accumulate
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simin.domains.transparency import proving
from simin.domains.transparency.errors import (
    KeyMissingError,
    LogDamagedError,
    LogForkedError,
    ProofRefusedError,
)
from simin.domains.transparency.folder import CHECKPOINT, write_durably
from simin.domains.transparency.keys import signer_of
from simin.domains.transparency.merkle import (
    EMPTY,
    check_consistency,
    check_inclusion,
    leaf_hash,
    root_of,
)
from simin.domains.transparency.tiles import Tile, bundle, entries_in, numbered, parse
from tests.unit.transparency.logs import (
    ORIGIN,
    FailingDisk,
    PowerLostError,
    entries,
    folder_of,
    opened_log,
    quickly,
)


def test_an_empty_log_is_signed_too(tmp_path: Path) -> None:
    assert opened_log(tmp_path).checkpoint.root == EMPTY
    assert (tmp_path / "log/checkpoint").read_text().startswith(f"{ORIGIN}\n0\n47DEQpj8")


def test_the_key_is_its_owners_alone_and_files_are_everyones(tmp_path: Path) -> None:
    log = opened_log(tmp_path, write_durably)
    log.append(entries(2))
    assert stat.S_IMODE((tmp_path / "log.key").stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "log/checkpoint").stat().st_mode) == 0o644
    signer = signer_of(tmp_path / "log.key", folder_of(tmp_path), ORIGIN)
    secret = (tmp_path / "log.key").read_text().strip()
    assert secret not in repr(signer)
    assert secret == signer.secret_text()


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(1, 400), min_size=1, max_size=4), st.data())
def test_whatever_the_batches_the_tree_is_the_same_and_proves_itself(
    tmp_path_factory: pytest.TempPathFactory, batches: list[int], data: st.DataObject
) -> None:
    home = tmp_path_factory.mktemp("log")
    log, sizes = opened_log(home), [0]
    for count in batches:
        log.append(entries(count, sizes[-1]))
        sizes.append(sizes[-1] + count)
        log = opened_log(home) if count % 2 else log
    leaves = [leaf_hash(entry) for entry in entries(sizes[-1])]
    assert log.checkpoint.root == root_of(leaves)
    tiles = folder_of(home).hashes_at(sizes[-1])
    index = data.draw(st.integers(0, sizes[-1] - 1))
    size = data.draw(st.integers(index + 1, sizes[-1]))
    proof = proving.inclusion(index, size, tiles)
    check_inclusion(leaves[index], index, size, proof, root_of(leaves[:size]))
    earlier = data.draw(st.integers(1, size))
    grown = proving.consistency(earlier, size, tiles)
    check_consistency(earlier, size, grown, root_of(leaves[:earlier]), root_of(leaves[:size]))
    with pytest.raises(ProofRefusedError):
        check_inclusion(leaf_hash(b"another"), index, size, proof, root_of(leaves[:size]))


def test_cut_at_any_byte_it_goes_on_and_never_forks(tmp_path: Path) -> None:
    everywhere = range(sum(size + 1 for size in files_of(tmp_path / "r", 2, 1)) + 1)
    assert cut(tmp_path, 2, 1, everywhere) == {2, 3}


def test_cut_around_every_file_while_tiles_become_full(tmp_path: Path) -> None:
    ends = accumulate(size + 1 for size in files_of(tmp_path / "r", 255, 3))
    around = {0, 1, *(at + off for at in ends for off in (-2, -1, 0, 1))}
    assert cut(tmp_path, 255, 3, sorted(around)) == {255, 258}


def files_of(home: Path, before: int, more: int) -> list[int]:
    """Sizes of the files that the append writes, in order."""
    written: list[int] = []

    def write(path: Path, content: bytes) -> None:
        written.append(len(content))
        quickly(path, content)

    opened_log(home).append(short(before))
    opened_log(home, write).append(short(more, before))
    return written


def short(count: int, first: int = 0) -> list[bytes]:
    return [b"%d" % n for n in range(first, first + count)]


def cut(tmp_path: Path, before: int, more: int, capacities: Iterable[int]) -> set[int]:
    """Cut an append after so many bytes, go on, and compare; the sizes that were found after."""
    start, found = tmp_path / "start", set()
    opened_log(start).append(short(before))
    expected = root_of([leaf_hash(entry) for entry in short(before + more)])
    for capacity in capacities:
        home = tmp_path / str(capacity)
        shutil.copytree(start, home)
        with contextlib.suppress(PowerLostError):
            opened_log(home, FailingDisk(capacity)).append(short(more, before))
        again = opened_log(home)
        found.add(again.size)
        if again.size == before:
            again.append(short(more, before))
        assert again.checkpoint.root == expected
    return found


def test_a_cut_append_is_not_in_the_process_either(tmp_path: Path) -> None:
    opened_log(tmp_path).append(entries(10))
    disk = FailingDisk(400)
    log = opened_log(tmp_path, disk)
    with pytest.raises(PowerLostError):
        log.append(entries(10, 10))
    disk.left = 1_000_000
    log.append(entries(5, 10))
    assert opened_log(tmp_path).checkpoint.root == root_of([leaf_hash(e) for e in entries(15)])


def test_what_is_full_is_never_written_over(tmp_path: Path) -> None:
    """A log whose checkpoint was set back cannot tell a second history over its own files."""
    log = opened_log(tmp_path)
    log.append(entries(10))
    earlier = (tmp_path / "log" / CHECKPOINT).read_bytes()
    log.append(entries(300, 10))
    (tmp_path / "log" / CHECKPOINT).write_bytes(earlier)
    set_back = opened_log(tmp_path)
    with pytest.raises(LogForkedError):
        set_back.append(entries(300, 5000))


def test_a_changed_tile_is_found_when_the_log_is_opened(tmp_path: Path) -> None:
    opened_log(tmp_path).append(entries(10))
    tile = tmp_path / "log/tile/0/000.p/10"
    tile.write_bytes(bytes(320))
    with pytest.raises(LogDamagedError):
        opened_log(tmp_path)
    tile.write_bytes(b"short")
    with pytest.raises(LogDamagedError, match="cut off"):
        opened_log(tmp_path)


def test_a_log_whose_checkpoint_is_lost_does_not_begin_anew(tmp_path: Path) -> None:
    opened_log(tmp_path).append(entries(10))
    (tmp_path / "log" / CHECKPOINT).unlink()
    with pytest.raises(LogDamagedError, match="is gone"):
        opened_log(tmp_path)


@pytest.mark.parametrize("first", [0, 1, 255, 256, 299, 300])
def test_leaves_are_read_again(tmp_path: Path, first: int) -> None:
    log = opened_log(tmp_path)
    log.append(entries(300))
    assert list(log.leaves(first)) == entries(300)[first:]


def test_a_log_without_its_key_never_gets_another_by_itself(tmp_path: Path) -> None:
    opened_log(tmp_path)
    (tmp_path / "log.key").unlink()
    with pytest.raises(KeyMissingError, match="replace-lost-key"):
        opened_log(tmp_path)


@pytest.mark.parametrize(
    ("path", "tile"),
    [
        ("0/000", Tile(0, 0)),
        ("1/x001/x234/067", Tile(1, 1_234_067)),
        ("0/x001/234.p/5", Tile(0, 1234, 5)),
        ("entries/007.p/255", Tile(None, 7, 255)),
    ],
)
def test_paths_are_those_of_the_specification(path: str, tile: Tile) -> None:
    assert tile.path == path
    assert parse(path) == tile


@pytest.mark.parametrize(
    "path",
    ["0/0", "0/x000/000", "64/000", "0/000.p/0", "0/000.p/256", "0/000.p/05", "../log.key", "0/٠٠٠",
     "entries/x000/001", "0/000/", "-1/000", "", "0/" + "x001/" * 900 + "234"],
)  # fmt: skip
def test_no_other_path_is_one(path: str) -> None:
    assert parse(path) is None


@given(st.lists(st.binary(min_size=1, max_size=300), max_size=20))
def test_bundles_give_back_their_entries(given: list[bytes]) -> None:
    assert entries_in(bundle(given), len(given), what="b") == given


@given(st.integers(0, 10**12))
def test_numbers_are_written_in_threes(number: int) -> None:
    assert int(numbered(number).replace("x", "").replace("/", "")) == number
