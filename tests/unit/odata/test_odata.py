"""The grammar of filters, options and paths: what it reads, and that it never breaks."""

import contextlib
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simin.kit.errors import RejectedError, SiminError
from simin.kit.odata import options, resource
from simin.kit.odata.expression import parse
from simin.kit.odata.lexer import duration
from simin.kit.odata.options import Expansion, Options
from simin.kit.odata.resource import Segment, UnknownResourceError
from simin.kit.odata.syntax import (
    Call,
    Geography,
    Interval,
    Literal,
    Node,
    Not,
    Operation,
    Path,
    depth,
    paths,
)

NOON = datetime(2026, 1, 31, 12, tzinfo=UTC)
A, B, C = Path(("a",)), Path(("b",)), Path(("c",))


@pytest.mark.parametrize(
    ("text", "node"),
    [
        ("a or b and c", Operation("or", A, Operation("and", B, C))),
        ("(a or b) and c", Operation("and", Operation("or", A, B), C)),
        ("not a and b", Operation("and", Not(A), B)),
        ("not (a and b)", Not(Operation("and", A, B))),
        ("a add b mul c", Operation("add", A, Operation("mul", B, C))),
        ("a sub b sub c", Operation("sub", Operation("sub", A, B), C)),
        ("a eq -1.5e2", Operation("eq", A, Literal(-150.0))),
        ("a eq 'O''Brien'", Operation("eq", A, Literal("O'Brien"))),
        ("a EQ null", Operation("eq", A, Literal(None))),
        ("a/b/@iot.id lt 7", Operation("lt", Path(("a", "b", "@iot.id")), Literal(7))),
        ("Substringof('x', a)", Call("substringof", (Literal("x"), A))),
        ("now()", Call("now", ())),
        ("a eq 2026-01-31T12:00:00Z", Operation("eq", A, Literal(NOON))),
        ("a eq 2026-01-31T21:00:00+09:00", Operation("eq", A, Literal(NOON))),
        ("a eq 2026-01-31T21:00:00 09:00", Operation("eq", A, Literal(NOON))),
        (
            "a eq 2026-01-31T12:00Z/2026-01-31T13:00Z",
            Operation("eq", A, Literal(Interval(NOON, NOON + timedelta(hours=1)))),
        ),
        (
            "geo.distance(a,geography'POINT(127 37)')",
            Call("geo.distance", (A, Literal(Geography("POINT(127 37)")))),
        ),
        ("측정소/이름 eq '마포'", Operation("eq", Path(("측정소", "이름")), Literal("마포"))),
    ],
)
def test_a_filter_is_read_as_it_is_meant(text: str, node: Node) -> None:
    assert parse(text) == node


@pytest.mark.parametrize(
    "text",
    [
        *("", "a eq", "eq 1", "a eq 'x", "f(a", "a)", "a/", "a eq 2026-13-01T00:00:00Z", "a ; b"),
        *("(" * 200 + "a", "not " * 200 + "a", "a or " * 3000 + "a", "a eq duration'P'"),
        *("a eq 'x\0'", "a eq 1e999", "a eq -1e999"),
        *("1 add " * 1000 + "1 eq a", "a eq 1" + " mul 2" * 1000, "/".join("a" * 500) + " eq 1"),
        # Each bracket short of too deep, together a tree that is.
        "(" * 9 + "1" + (" add 1" * 9 + ")") * 9 + " eq 1",
    ],
)
def test_what_cannot_be_read_is_refused(text: str) -> None:
    with pytest.raises(RejectedError):
        parse(text)


def test_a_long_list_of_alternatives_is_no_deep_tree() -> None:
    """Clients ask for a thousand ids like this."""
    asked = " or ".join(f"id eq {number % 10}" for number in range(600))
    assert depth(parse(asked)) < 15
    assert len(paths(parse(asked))) == 600
    assert parse("a or b or c") == Operation("or", Operation("or", A, B), C)


@given(st.text(max_size=200))
def test_whatever_is_sent_is_read_or_refused(text: str) -> None:
    for read in (parse, options.parse, resource.parse):
        with contextlib.suppress(RejectedError, UnknownResourceError):
            read(text)


def written(node: Node) -> str:
    match node:
        case Literal(str() as value):
            return "'" + value.replace("'", "''") + "'"
        case Literal(value):
            return {None: "null", True: "true", False: "false"}.get(value, str(value))  # type: ignore[call-overload]
        case Path():
            return str(node)
        case Not(operand):
            return f"not ({written(operand)})"
        case Call(name, arguments):
            return f"{name}({','.join(map(written, arguments))})"
        case Operation(operator, left, right):
            return f"({written(left)}) {operator} ({written(right)})"
    raise AssertionError(node)


names = st.sampled_from(["a", "b", "name", "@iot.id"])
leaves = st.one_of(
    st.builds(Path, st.lists(names, min_size=1, max_size=3).map(tuple)),
    # A NUL is refused before anything is read.
    st.builds(Literal, st.text(st.characters(exclude_characters="\0", codec="utf-8"), max_size=10)),
    st.builds(Literal, st.integers(0, 10**9)),
)
operators = st.sampled_from(["and", "or", "eq", "ne", "gt", "le", "add", "mul", "mod"])
trees = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.builds(Operation, operators, inner, inner),
        st.builds(Not, inner),
        st.builds(Call, st.just("concat"), st.tuples(inner, inner)),
    ),
    max_leaves=8,
)


@given(trees)
def test_what_is_written_is_read_again(node: Node) -> None:
    assert parse(written(node)) == node


def test_options_nest() -> None:
    asked = "$expand=A($select=x,y;$top=2;$expand=B($filter=n eq 'a;b,c')),C/D&$count=TRUE&other=1"
    found = options.parse(asked)
    assert found.count
    a, c = found.expand
    assert (a.name, a.options.select, a.options.top) == ("A", ("x", "y"), 2)
    (b,) = a.options.expand
    assert b.options.filter == Operation("eq", Path(("n",)), Literal("a;b,c"))
    assert c == Expansion("C", Options(expand=(Expansion("D", Options()),)))


def test_two_paths_through_one_link_are_one_expansion() -> None:
    (a,) = options.parse("$expand=A/B,A/C").expand
    assert [each.name for each in a.options.expand] == ["B", "C"]


@pytest.mark.parametrize(
    "asked",
    [
        *("$top=1&$top=2", "$top=-1", "$expand=", "$expand=A(", "$expand=A(x=1)", "$select=a,,b"),
        *("$count=1", "$strange=1", "$expand=" + "A/" * 20 + "B", "$expand=A/B,A/B"),
        "$filter=name eq '%ff'",
    ],
)
def test_wrong_options_are_refused(asked: str) -> None:
    with pytest.raises(RejectedError):
        options.parse(asked)


def test_a_path_is_names_and_keys() -> None:
    found = resource.parse("/Things(1)/Datastreams/$ref")
    assert found == (Segment("Things", 1), Segment("Datastreams"), Segment("$ref"))
    for wrong in ("Things(a)", "Things(-1)", "Things(1", "1", "a/" * 20, "Things()", "a//b"):
        with pytest.raises(SiminError):
            resource.parse(wrong)


def test_a_duration_is_days_and_hours() -> None:
    assert duration("P1DT2H30M") == timedelta(days=1, hours=2, minutes=30)
    assert duration("-PT0.5S") == timedelta(seconds=-0.5)
