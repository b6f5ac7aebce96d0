"""Where the secrets of feeds come from."""

from pathlib import Path

import pytest

from simin.config import environment
from simin.config.feed_secrets import FeedSecrets


@pytest.fixture
def given(tmp_path: Path) -> FeedSecrets:
    (tmp_path / "file-key").write_text("from the file\n", encoding="utf-8")
    (tmp_path / "no-text").write_bytes(b"\xff\xfe\x00")
    (tmp_path.parent / "outside").write_text("not ours", encoding="utf-8")
    variables = {"SIMIN_SECRET_SEOUL_KEY": "from the environment", "SIMIN_SECRETS": str(tmp_path)}
    read = environment.read(variables)
    return FeedSecrets(read.secrets_folder, read.feed_secrets)


@pytest.mark.parametrize(
    ("name", "value"), [("seoul-key", "from the environment"), ("file-key", "from the file")]
)
def test_a_secret_is_found(given: FeedSecrets, name: str, value: str) -> None:
    assert given.missing([name]) == ()
    assert given.secrets([name]).fill(f"{{secret:{name}}}") == value


@pytest.mark.parametrize("name", ["other", "no-text", "../outside", ".", "/etc/hostname"])
def test_nothing_else_is(given: FeedSecrets, name: str) -> None:
    assert given.missing([name]) == (name,)


def test_nothing_of_them_is_shown(tmp_path: Path) -> None:
    read = environment.read({"SIMIN_HOME": str(tmp_path), "SIMIN_SECRET_KEY": "hunter2hunter2"})
    shown = repr(read) + repr(FeedSecrets(read.secrets_folder, read.feed_secrets))
    assert "hunter2" not in shown
    assert read.secrets_folder == tmp_path / "secrets"
