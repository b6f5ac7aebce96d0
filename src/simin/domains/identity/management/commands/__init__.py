"""Commands of Django's kind: ``simin manage open_account``."""
