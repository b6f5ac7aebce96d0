"""Make a city in an empty data folder: database, pack, past, first picture.

The mark that says "there is a city" is written last. What an interrupted attempt left behind is
recognised by its own mark and, where it is a database of ours in the data folder, removed before
the next one begins; a city that is whole is never touched.
"""

import json
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from simin.config.django_ready import make_ready
from simin.config.engine_lock import only_process
from simin.config.environment import Environment, HomeUnusableError
from simin.config.installation import MARK
from simin.ingest.pack import Pack, find_pack, in_real_time, read_pack
from simin.kit.errors import SiminError

_UNFINISHED = "initialising"

#: The past is lived through in spans: long ones first, and by the hour for its last day, so that
#: what is counted from incidents has a past too.
_LONG_SPAN = timedelta(hours=24)
_SHORT_SPAN = timedelta(hours=1)
#: Generated incidents are played, and spans are short, for this long before the start.
_LAST_DAY = timedelta(days=1)

type Say = Callable[[str], None]


class AlreadyInitialisedError(SiminError):
    """There is a city in the data folder."""

    def __init__(self, home: Path) -> None:
        super().__init__(f"there is a city in {home} already; start it with: simin up")


class DatabaseTakenError(SiminError):
    """The database holds a city, which this folder knows nothing of."""

    def __init__(self) -> None:
        super().__init__(
            "the database of SIMIN_DATABASE_URL holds a city already: use the data folder that it "
            "was made with, or an empty database"
        )


def is_initialised(environment: Environment) -> bool:
    return (environment.home / MARK).exists()


def initialise(
    environment: Environment,
    pack_name: str,
    *,
    speed: float | None,
    say: Say,
    real_time: bool = False,
) -> None:
    """Make the city of ``pack_name``. Raises ``PackDamagedError`` before anything is written.

    ``real_time`` declines the pack's demonstration.
    """
    if is_initialised(environment):
        raise AlreadyInitialisedError(environment.home)
    with only_process(environment.home):
        _make(environment, pack_name, speed, say, real_time)


def _make(
    environment: Environment, pack_name: str, speed: float | None, say: Say, real_time: bool
) -> None:
    say(f"1/5  reading the city pack {pack_name}")
    folder = find_pack(pack_name)
    pack = read_pack(folder, verify_recordings=True)
    pack = in_real_time(pack) if real_time else pack
    begun_before = _clean_folder(environment)
    make_ready()
    from simin.config.making import not_waiting_for_the_disk

    say("2/5  making the database")
    with not_waiting_for_the_disk():
        _migrate()
        if not begun_before:
            _refuse_a_living_city(environment)
        _fill(pack, speed, say)
    _finish(environment, pack_name if folder.name == pack_name else str(folder), real_time)


def _fill(pack: Pack, speed: float | None, say: Say) -> None:
    say(
        f"3/5  loading the city: {len(pack.districts)} districts, {len(pack.indicators)} indicators"
    )
    begin = _beginning(pack)
    _load(pack, begin)
    say("4/5  loading its past")
    _live_through_the_past(pack, begin, speed, say)
    say("5/5  drawing the first picture")
    _first_picture(pack)


def _clean_folder(environment: Environment) -> bool:
    """Whether an attempt of ours stopped here before."""
    home = environment.home
    try:
        begun_before = (home / _UNFINISHED).exists()
        if begun_before:
            for leftover in home.glob("simin*.sqlite3*"):
                leftover.unlink()
            # Nobody was shown it; going on from it with another first frame would be a fork.
            shutil.rmtree(environment.log_folder, ignore_errors=True)
            environment.log_key_file.unlink(missing_ok=True)
        (home / _UNFINISHED).write_text("This city is not finished yet.\n")
    except OSError as error:
        raise HomeUnusableError(home, error) from error
    return begun_before


def _refuse_a_living_city(environment: Environment) -> None:
    """A new folder may point at a database where a city lives; its past is not played over it."""
    from simin.domains.picture import queries

    if queries.head():
        (environment.home / _UNFINISHED).unlink()
        raise DatabaseTakenError


def _migrate() -> None:
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


def _beginning(pack: Pack) -> datetime:
    if pack.city.demo is None:
        return datetime.now(UTC)
    return pack.city.demo.start.replace(tzinfo=ZoneInfo(pack.city.time_zone)).astimezone(UTC)


def _load(pack: Pack, at: datetime) -> None:
    from simin.config.demonstration import open_accounts
    from simin.config.drawn_sites import draw_sites
    from simin.kit.clock import FixedClock, wire
    from simin.workflows.load_pack import load_pack

    wire(FixedClock(at))
    load_pack(pack, at=at)
    if pack.city.demo is not None:
        open_accounts(pack)
        draw_sites()


def _live_through_the_past(pack: Pack, begin: datetime, speed: float | None, say: Say) -> None:
    from simin.config.engine import Engine
    from simin.ingest import city_time
    from simin.kit.clock import FixedClock

    demo = pack.city.demo
    if demo is None:
        return
    clock = FixedClock(begin - timedelta(days=demo.history_days), speed or demo.speed)
    past = Engine(pack, clock, starts=0)
    for until in _spans(clock.now(), begin):
        played = past.live_until(until, generated_incidents=until > begin - _LAST_DAY)
        done = 1 - (begin - until) / timedelta(days=demo.history_days)
        if until == begin or until.hour % 6 == begin.hour % 6:
            say(f"       {until:%Y-%m-%d %H:%M} UTC, {played} records ({done:.0%})")
    city_time.begin(at=begin, speed=speed or demo.speed)


def _spans(start: datetime, end: datetime) -> Iterator[datetime]:
    """The ends of the spans between ``start`` and ``end``."""
    moment = start
    while moment < end:
        span = _LONG_SPAN if moment < end - _LAST_DAY else _SHORT_SPAN
        moment = min(moment + span, end)
        yield moment


def _first_picture(pack: Pack) -> None:
    from simin.config.engine import Engine
    from simin.ingest import city_time
    from simin.kit.clock import FixedClock

    row = city_time.position()
    now = row.played_until if row else datetime.now(UTC)
    Engine(pack, FixedClock(now, row.speed if row else 1.0), starts=0).tick()


def _finish(environment: Environment, pack_name: str, real_time: bool) -> None:
    from simin.config.city_log import LogThread
    from simin.kit.web_push import key_in

    key_in(environment.push_file)
    LogThread(environment).extend()
    aside = environment.home / f"{MARK}.new"
    told = f"pack = {json.dumps(pack_name)}\nreal_time = {json.dumps(real_time)}\n"
    aside.write_text(f"# The city of this folder.\n{told}")
    aside.replace(environment.home / MARK)
    (environment.home / _UNFINISHED).unlink()
