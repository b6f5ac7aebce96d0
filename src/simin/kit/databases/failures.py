"""What a driver's exception means: ask again later, or never with this statement. Pure.

Drivers call a refused login, an unknown table and a lost connection by the same class, so their
numbers are looked at: SQLSTATE of PostgreSQL, the error numbers of MySQL, the names of SQLite.
"""

from simin.kit.databases.errors import StatementRefusedError
from simin.kit.http import AnswerTooSlowError, FetchError, UnreachableError

#: The longest text of a database's own that is shown.
_LONGEST = 300
#: Given up by the database because time was over.
_SLOW = {"57014", "1969", "3024", "2013", "SQLITE_INTERRUPT"}
#: Too many connections, locks, a server that starts or stops, a connection that is gone.
_PASSING = {"1040", "1205", "1213", "2002", "2003", "2006", "SQLITE_BUSY", "SQLITE_LOCKED"}
_SQLSTATE = 5
#: Classes of SQLSTATE: connection, resources, the operator intervenes.
_PASSING_CLASSES = ("08", "53", "57", "40")


def told(cause: BaseException | None) -> FetchError:
    """The failure in our words; of the database's own its first line."""
    number, said = _number(cause), _first_line(cause)
    if number in _SLOW or "timeout" in said.lower():
        return AnswerTooSlowError("the database did not answer in time")
    if number in _PASSING or (len(number) == _SQLSTATE and number[:2] in _PASSING_CLASSES):
        return UnreachableError("the database is not available")
    if not number and "authentication" not in said:
        return UnreachableError("no session with the database came about")
    return StatementRefusedError(f"the database refuses: {said}")


def _number(cause: BaseException | None) -> str:
    arguments = getattr(cause, "args", ())
    if arguments and isinstance(arguments[0], int):
        # MySQL's own says more than its SQLSTATE.
        return str(arguments[0])
    found = (getattr(cause, name, None) for name in ("sqlstate", "sqlite_errorname"))
    return str(next(filter(None, found), ""))


def _first_line(cause: BaseException | None) -> str:
    """What the database says, without its hints and the statement."""
    arguments = getattr(cause, "args", ())
    text = next((one for one in reversed(arguments) if isinstance(one, str)), str(cause)).strip()
    return text.splitlines()[0][:_LONGEST] if text else "without a reason"
