"""Rows as files: CSV, JSON, lines of JSON and GeoJSON as they are read; others as a whole.

Each writer takes a schema, the columns asked for and rows, and gives the same bytes for the same
rows, always, so that a file that broke off can be taken up again. Nothing here asks for rows.
"""

#: Changed with whatever changes the bytes of a file: part of every entity tag.
EDITION = 2
