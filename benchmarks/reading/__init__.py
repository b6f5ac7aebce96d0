"""Reading observations while others come in, against Datasette on the same rows in SQLite."""
