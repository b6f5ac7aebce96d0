"""``$filter`` and ``$orderby``: recursive descent, loosest binding first. Pure.

or < and < not < eq ne gt ge lt le < add sub < mul div mod < negation, calls, paths, brackets.
"""

from collections.abc import Callable, Iterator, Sequence

from simin.kit.errors import RejectedError
from simin.kit.odata.lexer import Token, tokens
from simin.kit.odata.syntax import (
    ARITHMETIC,
    COMPARISONS,
    Call,
    Literal,
    Node,
    Not,
    Operation,
    Path,
    depth,
)

#: Brackets and calls inside one another, and levels of what is read; deeper ones are an attack on
#: the stack of whoever walks the tree.
DEEPEST = 16
DEEPEST_TREE = 24
#: Calls inside one another: databases have stacks, too.
DEEPEST_CALLS = 8
#: Steps of one path.
LONGEST_PATH = 12
_WORDS = {"true": True, "false": False, "null": None}


def parse(text: str, field: str = "$filter") -> Node:
    """Raises ``RejectedError`` naming ``field``."""
    reader = _Reader(text, field)
    node = reader.either()
    reader.finish()
    if depth(node) > DEEPEST_TREE:
        raise RejectedError(field, f"is more than {DEEPEST_TREE} levels deep")
    if depth(node, of=Call) > DEEPEST_CALLS:
        raise RejectedError(field, f"calls more than {DEEPEST_CALLS} functions in one another")
    return node


def parse_order(text: str, field: str = "$orderby") -> tuple[Node, bool]:
    """An expression and whether the largest comes first."""
    words = text.strip().rsplit(None, 1)
    if len(words) == 2 and words[1].lower() in ("asc", "desc"):
        return parse(words[0], field), words[1].lower() == "desc"
    return parse(text, field), False


class _Reader:
    def __init__(self, text: str, field: str) -> None:
        self._field = field
        self._tokens: Iterator[Token] = iter(list(tokens(text, field)))
        self._next = next(self._tokens)
        self._depth = 0

    def finish(self) -> None:
        if self._next.kind != "end":
            raise self._unexpected()

    def either(self) -> Node:
        return self._joined("or", self._both)

    def _both(self) -> Node:
        return self._joined("and", self._negated)

    def _joined(self, operator: str, operand: Callable[[], Node]) -> Node:
        operands = [operand()]
        while self._word(operator):
            operands.append(operand())
        return _balanced(operator, operands)

    def _negated(self) -> Node:
        if not self._word("not"):
            return self._compared()
        self._enter()
        operand = Not(self._negated())
        self._depth -= 1
        return operand

    def _compared(self) -> Node:
        left = self._sum()
        operator = self._word(*COMPARISONS)
        return Operation(operator, left, self._sum()) if operator else left

    def _sum(self) -> Node:
        left = self._product()
        while operator := self._word(*ARITHMETIC[:2]):
            left = Operation(operator, left, self._product())
        return left

    def _product(self) -> Node:
        left = self._single()
        while operator := self._word(*ARITHMETIC[2:]):
            left = Operation(operator, left, self._single())
        return left

    def _single(self) -> Node:
        token = self._next
        if token.kind == "literal":
            self._advance()
            return Literal(token.value)
        if token.kind == "name":
            return self._named()
        if self._mark("("):
            self._enter()
            inner = self.either()
            self._close()
            return inner
        raise self._unexpected()

    def _named(self) -> Node:
        name = self._take()
        if name.lower() in _WORDS:
            return Literal(_WORDS[name.lower()])
        if self._mark("("):
            return Call(name.lower(), self._arguments())
        parts = [name]
        while self._mark("/"):
            if self._next.kind != "name":
                raise self._unexpected()
            parts.append(self._take())
        if len(parts) > LONGEST_PATH:
            raise RejectedError(self._field, f"a path has at most {LONGEST_PATH} steps")
        return Path(tuple(parts))

    def _arguments(self) -> tuple[Node, ...]:
        self._enter()
        found: list[Node] = []
        if not self._mark(")"):
            found.append(self.either())
            while self._mark(","):
                found.append(self.either())
            self._close()
        else:
            self._depth -= 1
        return tuple(found)

    def _enter(self) -> None:
        self._depth += 1
        if self._depth > DEEPEST:
            raise RejectedError(self._field, f"is nested more than {DEEPEST} deep")

    def _close(self) -> None:
        if not self._mark(")"):
            raise self._unexpected()
        self._depth -= 1

    def _advance(self) -> None:
        self._next = next(self._tokens)

    def _take(self) -> str:
        name = self._next.text
        self._advance()
        return name

    def _word(self, *words: str) -> str:
        """The operator that comes next, if it is one of ``words``."""
        word = self._next.text.lower() if self._next.kind == "name" else ""
        if word not in words:
            return ""
        self._advance()
        return word

    def _mark(self, mark: str) -> bool:
        if self._next.kind != "mark" or self._next.text != mark:
            return False
        self._advance()
        return True

    def _unexpected(self) -> RejectedError:
        said = self._next.text or "its end"
        return RejectedError(self._field, f"did not expect {said!r} at {self._next.at + 1}")


def _balanced(operator: str, operands: Sequence[Node]) -> Node:
    """One tree of all: a thousand alternatives are ten levels deep, not a thousand."""
    if len(operands) == 1:
        return operands[0]
    half = (len(operands) + 1) // 2
    left, right = operands[:half], operands[half:]
    return Operation(operator, _balanced(operator, left), _balanced(operator, right))
