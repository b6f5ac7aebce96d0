"""``simin verify URL``: the same as ``simin-verify``; no Django in this process."""

from simin.verify.command import arguments, run

__all__ = ["arguments", "run"]
