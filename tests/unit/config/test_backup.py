"""What a program is told as an argument holds no password."""

import pytest

from simin.config.backup import without_password


@pytest.mark.parametrize(
    ("address", "plain", "password"),
    [
        ("postgresql://u:p%40ss@db:5433/city", "postgresql://u@db:5433/city", "p@ss"),
        ("postgresql://u@db/city?sslmode=require", "postgresql://u@db/city?sslmode=require", ""),
        ("postgresql:///city", "postgresql:///city", ""),
    ],
)
def test_the_password_travels_apart(address: str, plain: str, password: str) -> None:
    assert without_password(address) == (plain, password)
