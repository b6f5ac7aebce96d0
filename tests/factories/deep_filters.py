"""Conditions that double with each level where an operand is written out twice."""

_HOUR = "2022-03-05T00:00Z/2022-03-05T01:00Z"


def doubling(field: str, levels: int = 18) -> list[str]:
    """Short enough to be read, deep enough to be gigabytes once they are written out."""
    compared = rounded = ended = field
    for _ in range(levels):
        compared = f"({compared} eq {_HOUR})"
        rounded = f"round(tolower({rounded}))"
        ended = f"tolower(substring({ended},1))" if _ % 2 else f"concat({ended},{ended})"
    return [compared, f"{rounded} eq 1", f"{ended} eq 'x'"]


def deepest(field: str, number: str) -> list[str]:
    """As deep as is read at all, of what is written out once."""
    added, negated = number, f"{field} eq 'x'"
    for _ in range(15):
        added = f"({added} add 1)"
    for _ in range(7):
        added, negated = f"{added} add 1", f"not ({negated})"
    called = field
    for _ in range(7):
        called = f"tolower({called})"
    return [f"{added} gt 1", negated, f"{called} eq 'x'", f"length({called}) gt 1"]
