"""How each MySQL is told to give up, and what its refusals mean."""

import pytest

from simin.kit.databases.errors import StatementRefusedError
from simin.kit.databases.failures import told
from simin.kit.databases.sessions import _limit
from simin.kit.http import AnswerTooSlowError, FetchError, UnreachableError


@pytest.mark.parametrize(
    ("version", "told"),
    [
        ("5.5.5-10.11.6-MariaDB-0+deb12u1", "SET SESSION max_statement_time = 2.500"),
        ("8.4.3", "SET SESSION max_execution_time = 2500"),
    ],
)
def test_a_session_has_the_limit_of_its_database(version: str, told: str) -> None:
    assert _limit(version, 2.5) == told


class RefusalError(Exception):
    """As a driver raises it."""

    def __init__(self, *args: object, sqlstate: str) -> None:
        super().__init__(*args)
        self.sqlstate = sqlstate


@pytest.mark.parametrize(
    ("cause", "means"),
    [
        (RefusalError(1969, "max_statement_time exceeded", sqlstate="70100"), AnswerTooSlowError),
        (RefusalError(1205, "Lock wait", sqlstate="HY000"), UnreachableError),
        (RefusalError(4078, "Illegal parameter", sqlstate="HY000"), StatementRefusedError),
        (RefusalError("canceling statement", sqlstate="57014"), AnswerTooSlowError),
        (RefusalError("deadlock detected", sqlstate="40P01"), UnreachableError),
        (RefusalError("no such table", sqlstate="42P01"), StatementRefusedError),
    ],
)
def test_a_refusal_means_the_same_of_every_database(
    cause: Exception, means: type[FetchError]
) -> None:
    assert type(told(cause)) is means
