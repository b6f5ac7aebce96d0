"""Judge many rows at once, as ``version`` says for one. Pure.

Nearly every row is the only version of its observation, or meets exactly one that is kept; those
are judged as columns. Only observations of which a batch brings several versions, or of which
several are kept, are judged one by one.

A version is known by the number of the one that stands; one that brings a number (it was changed or
moved) keeps that, and what comes where everything was removed is a new observation.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np

from simin.domains.observations.columns import NONE, SAID, Column, Columns, length, plain, taken
from simin.domains.observations.version import Arrival, Version, judge

NEW, LATE, CORRECTION, OUTDATED, REPEATED = Arrival

_VERSION = tuple(field.name for field in fields(Version))
_CODE = {arrival: arrival.value for arrival in Arrival}


@dataclass
class Groups:
    """Rows sorted by datastream, time and position, in groups of one observation each."""

    rows: Columns
    #: First row of each group.
    starts: Column
    sizes: Column

    def keys(self) -> Columns:
        """Datastream and phenomenon time of each group."""
        names = ("datastream_id", "phenomenon_time")
        return {name: self.rows[name][self.starts] for name in names}


@dataclass
class Judged:
    """The rows of ``Groups``, with what each does (``Arrival.value``)."""

    rows: Columns
    arrivals: Column
    #: Kept rows that count no more: index into the known ones.
    superseded: Column


def grouped(rows: Columns) -> Groups:
    streams, times = rows["datastream_id"], rows["phenomenon_time"]
    order = np.lexsort((rows["position"], times, streams))
    ordered = taken(rows, order)
    streams, times = ordered["datastream_id"], ordered["phenomenon_time"]
    changes = (streams[1:] != streams[:-1]) | (times[1:] != times[:-1])
    starts = np.concatenate(([0], np.flatnonzero(changes) + 1)).astype(np.int64)
    sizes = np.diff(starts, append=length(ordered))
    return Groups(ordered, starts, sizes)


def judged(groups: Groups, known: Columns, of_group: Column, newest: Column) -> Judged:
    """What each row does beside the ``known`` versions, in order of arrival within their group.

    ``of_group`` is the group of each known version, ascending; ``newest`` the newest phenomenon
    time of each row's datastream before the batch, or ``NONE``.
    """
    rows = groups.rows
    versions = np.bincount(of_group, minlength=len(groups.starts))
    arrivals = np.where(_is_behind(rows, newest), _CODE[LATE], _CODE[NEW]).astype(np.int8)
    unnamed = rows["observation"] == NONE
    rows["observation"] = np.where(unnamed, rows["position"], rows["observation"])
    rows["counts"] = ~rows["deleted"]
    single = (groups.sizes == 1) & (versions == 1)
    superseded = [_beside_one(groups, known, single[of_group], of_group, arrivals, unnamed)]
    first_known = np.searchsorted(of_group, np.arange(len(groups.starts)))
    for group in np.flatnonzero(~single & (groups.sizes + versions > 1)):
        mine = np.arange(first_known[group], first_known[group] + versions[group])
        superseded.append(_one_by_one(groups, int(group), known, mine, arrivals, unnamed))
    rows["counts"] &= arrivals != _CODE[REPEATED]
    return Judged(rows, arrivals, np.concatenate(superseded))


def _is_behind(rows: Columns, newest: Column) -> Column:
    """Whether a newer observation of the same datastream arrived before."""
    behind = np.zeros(length(rows), np.bool_)
    if not len(behind):
        return behind
    times, streams = rows["phenomenon_time"], rows["datastream_id"]
    # Rows stand by time; if they arrived in that order too, nothing in the batch is behind.
    steps = (streams[1:] == streams[:-1]) & (rows["position"][1:] < rows["position"][:-1])
    if steps.any():
        order = np.lexsort((rows["position"], streams))
        ranks = np.unique(times, return_inverse=True)[1]
        base = np.unique(streams, return_inverse=True)[1] * len(times)
        highest = np.maximum.accumulate((ranks + base)[order])
        behind[order] = (ranks + base)[order] < highest
    return behind | (times < newest)


def _beside_one(
    groups: Groups,
    known: Columns,
    chosen: Column,
    of_group: Column,
    arrivals: Column,
    unnamed: Column,
) -> Column:
    """Judge rows that meet one kept version; the kept versions that they supersede."""
    index = np.flatnonzero(chosen)
    row = groups.starts[of_group[index]]
    rows = groups.rows
    same = _same(taken(rows, row), taken(known, index))
    later = rows["result_time"][row] >= known["result_time"][index]
    does = np.where(later, _CODE[CORRECTION], _CODE[OUTDATED])
    arrivals[row] = np.where(same, _CODE[REPEATED], does)
    rows["counts"][row] &= later
    joins = unnamed[row] & ~(known["deleted"][index] & later)
    rows["observation"][row[joins]] = known["observation"][index[joins]]
    return index[~same & later & known["counts"][index]]


def _same(ours: Columns, theirs: Columns) -> Column:
    same = np.ones(length(ours), np.bool_)
    for name in SAID:
        equal = ours[name] == theirs[name]
        if name == "result":
            equal = equal | (np.isnan(ours[name]) & np.isnan(theirs[name]))
        same &= equal.astype(np.bool_)
    return same


def _one_by_one(
    groups: Groups,
    group: int,
    known: Columns,
    mine: Column,
    arrivals: Column,
    unnamed: Column,
) -> Column:
    rows, start = groups.rows, int(groups.starts[group])
    end = start + int(groups.sizes[group])
    kept = [(version(known, index), int(known["observation"][index])) for index in mine.tolist()]
    standing = _standing(known, mine)
    for row in range(start, end):
        new = version(rows, row)
        if kept:
            arrival = judge(new, [each for each, _ in kept], None)
            arrivals[row] = _CODE[arrival]
            if unnamed[row] and (number := _number(arrival, kept)) is not None:
                rows["observation"][row] = number
        if arrivals[row] == _CODE[REPEATED]:
            continue
        kept.append((new, int(rows["observation"][row])))
        if arrivals[row] == _CODE[OUTDATED]:
            rows["counts"][row] = False
        elif len(kept) > 1:
            rows["counts"][start:row] = False
    replaced = arrivals[start:end] == _CODE[CORRECTION]
    return standing if replaced.any() else standing[:0]


def _number(arrival: Arrival, kept: Sequence[tuple[Version, int]]) -> int | None:
    """What a further version is known by; None: by its own number, as what stood there is gone."""
    # Of equal result times the last counts.
    standing, number = max(reversed(kept), key=lambda one: one[0].result_time)
    return None if standing.deleted and arrival is CORRECTION else number


def _standing(known: Columns, mine: Column) -> Column:
    return mine[known["counts"][mine]]


def version(rows: Columns, index: int) -> Version:
    said = taken(rows, np.array([index]))
    return Version(*(plain(name, said[name])[0] for name in _VERSION))


def newest_of(streams: Column, ids: Column, newest: Column) -> Column:
    """``newest`` of each row's datastream; ``ids`` ascend."""
    return newest[np.searchsorted(ids, streams)]
