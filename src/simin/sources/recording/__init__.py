"""Recordings replayed as if live: rows of a pack's files become records in city time.

Owns how recorded time meets city time. Pure but for reading the recording's file, once, when it is
first asked for. Never marks anything as live: every record keeps its original time.
"""

from collections.abc import Callable

from simin.ingest.pack import Pack
from simin.ingest.pack.recordings import Recording
from simin.ingest.records import RecordStream
from simin.sources.recording.incidents import IncidentRecording
from simin.sources.recording.looping import Looping
from simin.sources.recording.notices import NoticeRecording
from simin.sources.recording.series import SeriesRecording

_KINDS: dict[str, Callable[[Pack, Recording, Looping], RecordStream]] = {
    "series": SeriesRecording,
    "snapshot": SeriesRecording,
    "incidents": IncidentRecording,
    "notices": NoticeRecording,
}


def recorded_streams(pack: Pack) -> tuple[RecordStream, ...]:
    """A stream for each recording; none in a city that is not a demonstration."""
    if pack.city.demo is None:
        return ()
    looping = Looping.of(pack.city)
    return tuple(_KINDS[recording.kind](pack, recording, looping) for recording in pack.recordings)


def stand_in_streams(pack: Pack) -> dict[str, RecordStream]:
    """By recording, those that a feed names to stand in for it."""
    named = {name for feed in pack.feeds for name in feed.fallback}
    if not named:
        return {}
    looping = Looping.of(pack.city)
    return {
        recording.id: _KINDS[recording.kind](pack, recording, looping)
        for recording in pack.recordings
        if recording.id in named
    }


__all__ = ["recorded_streams", "stand_in_streams"]
