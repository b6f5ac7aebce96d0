"""A demonstration's invented projects get drawn pictures, marked; others get none."""

import pytest

from simin.config.drawn_sites import draw_sites
from simin.domains.projects import queries
from tests.factories.project_town import project

pytestmark = pytest.mark.usefixtures("clock")


def test_only_what_is_invented_is_drawn_once_and_marked() -> None:
    assert draw_sites() == 3
    assert draw_sites() == 0
    photos = queries.whole(project("garden"), public=True).photos
    assert [one.invented for one in photos] == [True, True, True]
    assert len({one.spot for one in photos}) == 1
    assert queries.whole(project("bridge"), public=False).photos == []
