"""The catalogue: data sets of what is not an observation (facilities, permits, budgets, deals).

In the words of W3C DCAT a Catalog of Datasets, whose Distributions are typed tables. Owns their
schemas, their contents (Parquet files, ``docs/adr/``) and their versions: what a run changed is a
version, and an older one can still be read. Publishes ``DatasetChanged``.

Never here: where rows come from, and who may see them. A file that stands is never changed, and a
value never becomes part of a statement.
"""
