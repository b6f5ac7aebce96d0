"""Reproducible workloads against real peers; never part of the tests, nothing asserts a time."""
