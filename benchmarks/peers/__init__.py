"""The software that Simin is measured against, installed from PyPI into throw-away environments."""
