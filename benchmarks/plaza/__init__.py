"""The open data plaza: search of a large catalogue, and a million rows as a file."""
