"""A private PostgreSQL for the tests: made in a temporary folder, gone afterwards."""
