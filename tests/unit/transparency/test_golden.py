"""Proofs that others wrote down: transparency-dev/merkle, RFC 9162."""

import base64
import json
import tarfile
from pathlib import Path
from typing import Any

from simin.domains.transparency.errors import ProofRefusedError
from simin.domains.transparency.merkle import check_consistency, check_inclusion


def test_golden_proofs_are_judged_as_their_authors_judge_them(shared: Path) -> None:
    """The four conventions of empty trees among them: a proof from nothing is refused."""
    with tarfile.open(shared / "vectors/merkle/testdata.tar.xz") as archive:
        files = [member for member in archive.getmembers() if member.name.endswith(".json")]
        golden = {one.name: json.load(archive.extractfile(one)) for one in files}  # type: ignore[arg-type]
    judged = {name: is_refused(case) for name, case in golden.items()}
    assert judged == {name: case["wantErr"] for name, case in golden.items()}
    assert len(judged) == 196


def is_refused(case: dict[str, Any]) -> bool:
    proof = [decoded(step) for step in case["proof"] or []]
    try:
        if "leafIdx" in case:
            leaf, root = decoded(case["leafHash"]), decoded(case["root"])
            check_inclusion(leaf, case["leafIdx"], case["treeSize"], proof, root)
        else:
            roots = (decoded(case["root1"]), decoded(case["root2"]))
            check_consistency(case["size1"], case["size2"], proof, *roots)
    except ProofRefusedError:
        return True
    return False


def decoded(told: str | None) -> bytes:
    return base64.b64decode(told or "")
