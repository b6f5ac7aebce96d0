"""Pictures of sites that do not exist: drawn for the invented projects of a demonstration.

Each says in the picture itself that it is drawn, and is kept as invented, so that nobody takes it
for a photo. Only projects that are marked as invented get any; a real city gets none.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from io import BytesIO
from typing import Any

from simin.domains.directives.policies import Reader
from simin.domains.identity.roles import Role
from simin.domains.projects import queries, services
from simin.domains.projects.queries import Project
from simin.domains.projects.services import HandedPhoto
from simin.kit.pictures import picture

#: Projects that get pictures, and pictures of each.
MOST, STAGES = 8, 3
WIDTH, HEIGHT = 960, 640
HORIZON = 420
SPOT = "A"
_SKY, _FAR, _GROUND = ("#c9dcea", "#d8e3ec", "#bfd6e8"), "#a9c3ad", "#b8a78a"
_STEEL, _WALL, _LEAF, _WATER = "#5c6773", "#8d99a6", "#4d8a5b", "#7fb3d0"
#: What the pictures themselves say.
_SAID = "DRAWN FOR A DEMONSTRATION - NO SUCH PLACE"


def draw_sites() -> int:
    """How many pictures are new; the same again are none."""
    by = Reader(username="system", roles=frozenset({Role.MAYOR}))
    chosen = [one for one in queries.projects() if one.invented and (one.actual or 0) > 20]
    return sum(
        services.add_photos(one.id, list(_photos(one)), by=by)
        for one in chosen[:MOST]
        if not one.withheld
    )


def _photos(project: Project) -> Iterator[HandedPhoto]:
    told = queries.whole(project, public=False).progress
    reports = [(one.on, one.actual) for one in told if one.actual is not None]
    for place, (on, done) in enumerate(_spread(reports)):
        drawn = picture(_drawn(project, done / 100, place))
        yield HandedPhoto(picture=drawn, spot=SPOT, taken_on=on, public=True, invented=True)


def _spread(reports: Sequence[tuple[date, float]]) -> list[tuple[date, float]]:
    """Early, in the middle and the last."""
    last = len(reports) - 1
    places = sorted({last * step // (STAGES - 1) for step in range(STAGES)})
    return [reports[place] for place in places]


def _drawn(project: Project, done: float, place: int) -> bytes:
    from PIL import Image, ImageDraw

    drawn = Image.new("RGB", (WIDTH, HEIGHT), _SKY[place % len(_SKY)])
    pen = ImageDraw.Draw(drawn)
    seed = sum(map(ord, project.id))
    hills = [(x, HORIZON - 40 - (x * x // 97 + seed * 13) % 90) for x in range(0, WIDTH + 120, 120)]
    pen.polygon([(0, HORIZON), *hills, (WIDTH, HORIZON)], fill=_FAR)
    pen.rectangle((0, HORIZON, WIDTH, HEIGHT), fill=_GROUND)
    _SCENES.get(project.sketch, _building)(pen, done, seed)
    pen.rectangle((0, HEIGHT - 28, WIDTH, HEIGHT), fill="#20262d")
    pen.text((12, HEIGHT - 21), f"{_SAID} - {project.id}", fill="#ffffff")
    out = BytesIO()
    drawn.save(out, "PNG")
    return out.getvalue()


def _building(pen: Any, done: float, seed: int) -> None:
    """Floor by floor, under a crane until it stands."""
    floors, left = 8, 260 + seed % 120
    for floor in range(round(floors * done)):
        top = HORIZON + 20 - 44 * (floor + 1)
        pen.rectangle((left, top, left + 340, top + 40), fill=_WALL, outline=_STEEL, width=3)
        for window in range(7):
            pen.rectangle(
                (left + 18 + 46 * window, top + 10, left + 42 + 46 * window, top + 30), fill=_SKY[0]
            )
    if done < 0.95:
        pen.rectangle((left + 400, 60, left + 412, HORIZON + 20), fill=_STEEL)
        pen.rectangle((left + 120, 60, left + 520, 70), fill=_STEEL)


def _crossing(pen: Any, done: float, seed: int) -> None:
    """Piers first, then the deck from both banks."""
    pen.rectangle((120, HORIZON + 30, WIDTH - 120, HEIGHT), fill=_WATER)
    for pier in range(round(5 * min(1.0, done * 1.6))):
        x = 170 + 150 * pier
        pen.rectangle((x, HORIZON - 90, x + 26, HORIZON + 90), fill=_WALL)
    reach = round((WIDTH / 2) * max(0.0, done - 0.2) / 0.8)
    for start, end in ((0, reach), (WIDTH - reach, WIDTH)):
        pen.rectangle((start, HORIZON - 106, end, HORIZON - 86), fill=_STEEL)


def _planting(pen: Any, done: float, seed: int) -> None:
    """More trees, and larger ones."""
    for tree in range(round(14 * done)):
        x = 40 + (tree * 197 + seed) % (WIDTH - 100)
        y, size = HORIZON + 10 + (tree * 61) % 130, 18 + round(26 * done)
        pen.rectangle((x - 3, y, x + 3, y + 30), fill=_STEEL)
        pen.ellipse((x - size, y - 2 * size, x + size, y), fill=_LEAF)


_SCENES = {
    "bridge": _crossing,
    "rail": _crossing,
    "road": _crossing,
    "park": _planting,
    "water": _planting,
}
