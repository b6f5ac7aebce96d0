"""What a pledge may become."""

import itertools

import pytest

from simin.domains.projects.errors import WrongStatusError
from simin.domains.projects.states import BECOMES, Status, check_status


@pytest.mark.parametrize(("status", "wanted"), list(itertools.product(Status, Status)))
def test_the_table_is_the_whole_truth(status: Status, wanted: Status) -> None:
    if wanted is status or wanted in BECOMES[status]:
        check_status(status, wanted)
    else:
        with pytest.raises(WrongStatusError) as refused:
            check_status(status, wanted)
        assert refused.value.field == "status"


def test_nothing_is_planned_again_and_nothing_is_a_dead_end() -> None:
    assert set(BECOMES) == set(Status)
    assert all(Status.PLANNED not in targets and targets for targets in BECOMES.values())
