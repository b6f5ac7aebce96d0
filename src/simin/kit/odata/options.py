"""The query string of a read: ``$select $expand $top $skip $orderby $count $filter``. Pure.

Names of options may be written in any case, since clients do; an option that is not known is
refused, so that nobody takes an answer for a narrower one than it is.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, unquote_plus

from simin.kit.errors import RejectedError
from simin.kit.odata.expression import parse as parse_expression
from simin.kit.odata.expression import parse_order
from simin.kit.odata.syntax import Node

#: Expansions inside one another.
DEEPEST = 6
#: Expansions of one request, nested ones included.
MOST_EXPANSIONS = 30


@dataclass(frozen=True, slots=True)
class Order:
    expression: Node
    descending: bool


@dataclass(frozen=True, slots=True)
class Expansion:
    name: str
    options: "Options"
    #: As it was written.
    said: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What is asked of a set; the plain ``Options()`` asks for all of it as it comes."""

    select: tuple[str, ...] = ()
    expand: tuple[Expansion, ...] = ()
    top: int | None = None
    skip: int = 0
    count: bool = False
    order: tuple[Order, ...] = ()
    filter: Node | None = None
    result_format: str = ""
    #: The options as they were written, but for paging and expansions.
    said: tuple[str, ...] = field(default=(), compare=False)


def continued(options: Options, shown: int) -> str:
    """The query string of the same question, ``shown`` entities further on."""
    said = [*options.said, f"$top={shown}", f"$skip={options.skip + shown}"]
    if options.expand:
        said.append(f"$expand={','.join(each.said for each in options.expand)}")
    return "&".join(quote(part, safe="$=/(),'") for part in said)


def parse(query_string: str) -> Options:
    """Raises ``RejectedError`` naming the option."""
    parts = (part for part in query_string.split("&") if part)
    try:
        said = [unquote_plus(part, errors="strict") for part in parts]
    except UnicodeDecodeError as error:
        raise RejectedError("$", "the query is no UTF-8") from error
    return _options(said, 0)


def _options(said: list[str], depth: int) -> Options:
    read: dict[str, Any] = {}
    told: list[str] = []
    for each in said:
        name, equals, value = each.partition("=")
        option = name.strip().lower()
        if not option.startswith("$"):
            if depth == 0:
                continue  # a custom option, not ours to judge (OData 5.2)
            raise RejectedError("$expand", f"{each[:30]!r} is no option")
        if option not in _READERS or not equals:
            raise RejectedError(name[:40] or "$", "is no option of this service")
        key, reader = _READERS[option]
        if key in read:
            raise RejectedError(option, "is given twice")
        read[key] = reader(value.strip(), option, depth)
        if option not in _REWRITTEN:
            told.append(f"{option}={value.strip()}")
    options = Options(**read, said=tuple(told))
    if depth == 0 and _expansions(options) > MOST_EXPANSIONS:
        raise RejectedError("$expand", f"more than {MOST_EXPANSIONS} expansions")
    return options


def _expansions(options: Options) -> int:
    return sum(1 + _expansions(each.options) for each in options.expand)


def _names(value: str, option: str, _: int) -> tuple[str, ...]:
    names = tuple(name.strip() for name in value.split(","))
    if not all(names):
        raise RejectedError(option, "names nothing between two commas")
    return () if names == ("*",) else names


def _number(value: str, option: str, _: int) -> int:
    if not (value.isascii() and value.isdecimal() and len(value) < 16):
        raise RejectedError(option, f"{value[:30]!r} is no number from 0 on")
    return int(value)


def _truth(value: str, option: str, _: int) -> bool:
    if value.lower() not in ("true", "false"):
        raise RejectedError(option, "is either true or false")
    return value.lower() == "true"


def _filter(value: str, option: str, _: int) -> Node:
    return parse_expression(value, option)


def _order(value: str, option: str, _: int) -> tuple[Order, ...]:
    return tuple(Order(*parse_order(part, option)) for part in split(value, ","))


def _result_format(value: str, option: str, _: int) -> str:
    if value not in ("dataArray", "json", "application/json"):
        raise RejectedError(option, "is dataArray or left out")
    return value if value == "dataArray" else ""


def _expand(value: str, option: str, depth: int) -> tuple[Expansion, ...]:
    if depth >= DEEPEST:
        raise RejectedError(option, f"is nested more than {DEEPEST} deep")
    merged: dict[str, Expansion] = {}
    for part in split(value, ","):
        found = _expansion(part.strip(), option, depth)
        known = merged.get(found.name)
        merged[found.name] = found if known is None else _merged(known, found, option)
    return tuple(merged.values())


def _merged(known: Expansion, found: Expansion, option: str) -> Expansion:
    """``Datastreams/Sensor,Datastreams/Thing`` expands both below one ``Datastreams``."""
    plain = [each for each in (known, found) if each.options == Options(expand=each.options.expand)]
    if not plain:
        raise RejectedError(option, f"{found.name} is expanded twice, with different options")
    other = known if plain[-1] is found else found
    expand = known.options.expand + found.options.expand
    names = [each.name for each in expand]
    if len(set(names)) < len(names):
        raise RejectedError(option, f"{found.name} is expanded twice")
    both = f"{known.said},{found.said}"
    return Expansion(found.name, _replaced(other.options, expand), both)


def _replaced(options: Options, expand: tuple[Expansion, ...]) -> Options:
    fields = {name: getattr(options, name) for name in Options.__slots__}
    return Options(**{**fields, "expand": expand})


def _expansion(part: str, option: str, depth: int) -> Expansion:
    path, bracket, inner = part.partition("(")
    first, slash, rest = path.partition("/")
    if not first.strip():
        raise RejectedError(option, "names nothing between two commas")
    if slash:
        below = _expand(rest + bracket + inner, option, depth + 1)
        return Expansion(first.strip(), Options(expand=below), part)
    if not bracket:
        return Expansion(first.strip(), Options(), part)
    if not inner.endswith(")"):
        raise RejectedError(option, f"a bracket after {first} is not closed")
    return Expansion(first.strip(), _options(list(split(inner[:-1], ";")), depth + 1), part)


def split(text: str, mark: str) -> Iterator[str]:
    """``text`` at each ``mark`` that stands in no bracket and no quotation."""
    start = depth = 0
    quoted = False
    for at, letter in enumerate(text):
        if letter == "'":
            quoted = not quoted
        elif not quoted:
            depth += (letter == "(") - (letter == ")")
            if letter == mark and depth == 0:
                yield text[start:at]
                start = at + 1
    yield text[start:]


#: What the address of the next page says anew.
_REWRITTEN = ("$top", "$skip", "$expand")
_READERS: dict[str, tuple[str, Callable[[str, str, int], Any]]] = {
    "$select": ("select", _names),
    "$expand": ("expand", _expand),
    "$top": ("top", _number),
    "$skip": ("skip", _number),
    "$count": ("count", _truth),
    "$orderby": ("order", _order),
    "$filter": ("filter", _filter),
    "$resultformat": ("result_format", _result_format),
}
