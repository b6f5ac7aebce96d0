"""Reproducible workloads against real peers. Never part of the tests; nothing here asserts a time."""
