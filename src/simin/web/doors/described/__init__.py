"""The city's public API described by OpenAPI 3.1: ``/openapi.json``, and a page that people read.

The description is written by hand beside what it describes, and a test asks every operation by it.
"""
