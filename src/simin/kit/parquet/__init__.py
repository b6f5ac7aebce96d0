"""Parquet files written from and read into numpy columns, by DuckDB.

``files`` writes an immutable file, ``reading`` asks files and columns in SQL. The engine sees one
folder and nothing else: no other file, no network, no extension that is not built in.
Never here: what the columns mean.
"""
