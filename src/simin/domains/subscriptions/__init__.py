"""Citizens without an account who asked to be told: of what, by which way, and until when.

An address serves one purpose, counts only once its owner confirmed it, and is gone with the last
thing that its owner follows. Nothing here knows what a warning or a project is.
"""
