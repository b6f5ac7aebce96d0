"""One feed at one look: every layer counted in its own place."""

from simin.domains.catalogue import queries as catalogue
from simin.domains.observations import queries as observations
from simin.domains.observations.reading import OfRun
from simin.ingest.feeds import Feed
from simin.ingest.oversight import layers as kept
from simin.ingest.oversight.declared import feed_of
from simin.ingest.oversight.layers import Turn
from simin.ingest.reconciliation import SERVED, Layer, Rows, of_observations, of_run
from simin.ingest.runner import tables
from simin.workflows.layers_are_compared.picture import Shown


def look(turn: Turn, shown: Shown) -> list[Layer] | None:
    """None: rows came while it was looked at, or nothing new did."""
    since = turn.counted.since(turn.before)
    if not since.fetched:
        return None
    layers = of_run(since)
    layers += [layer for layer in (_served(turn, since), shown.layer(turn)) if layer is not None]
    return layers if kept.counted(turn.run) == turn.counted else None


def _served(turn: Turn, since: Rows) -> Layer | None:
    feed = feed_of(turn.declared)
    if feed is not None and feed.mapping.into in tables.TABULAR:
        return turn.served if turn.served and not since.stored else _data_sets(feed)
    return _observed(turn.run.id, since.store) if since.observed else None


def _observed(run: str, store: OfRun) -> Layer | None:
    found = observations.rows_of_run(run, store.first_position, store.last_position)
    return None if found is None else of_observations(store, found)


def _data_sets(feed: Feed) -> Layer | None:
    """Everything that stands must be in the feed's data sets, but for what does not fit them."""
    datasets = catalogue.of_feed(feed.id)
    if not datasets:
        return None
    standing = tables.standing_count(feed)
    found = [catalogue.rows_now(dataset.id) for dataset in datasets]
    unfit = sum(
        tables.unfit_count(feed, dataset)
        for dataset, rows in zip(datasets, found, strict=True)
        if rows != standing
    )
    return Layer(
        name=SERVED,
        expected=standing * len(datasets) - unfit,
        found=sum(found),
        places=len(datasets),
    )
