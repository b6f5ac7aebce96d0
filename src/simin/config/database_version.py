"""Whether the database is as this version of Simin needs it.

Nothing is changed here: an upgrade is begun by people, after a backup.
"""

from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from simin.kit.errors import SiminError


class DatabaseBehindError(SiminError):
    """The database is of an older version."""

    def __init__(self, missing: int) -> None:
        super().__init__(
            f"the database is {missing} migrations behind this version of Simin: "
            "back it up, then run: simin manage migrate"
        )


def missing_migrations() -> int:
    """How many; raises ``django.db.Error`` where the database cannot be asked."""
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
