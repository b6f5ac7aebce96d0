"""On PostgreSQL the journal's table becomes one of monthly partitions; elsewhere nothing happens."""

from datetime import UTC, datetime

from django.db import migrations

TABLE = "observations_observation"
BEFORE = f"{TABLE}_whole"
#: Partitions are UTC months; what lies before this is kept in one.
EARLY = datetime(1990, 1, 1, tzinfo=UTC)

SET_ASIDE = (
    f"ALTER TABLE {TABLE} RENAME TO {BEFORE}",
    f"ALTER TABLE {BEFORE} DROP CONSTRAINT {TABLE}_pkey",
    "DROP INDEX journal_observed",
)
#: The key of a partitioned table holds what it is partitioned by.
MAKE = (
    f"CREATE TABLE {TABLE} (LIKE {BEFORE} INCLUDING DEFAULTS) PARTITION BY RANGE (phenomenon_time)",
    f"ALTER TABLE {TABLE} ADD PRIMARY KEY (position, phenomenon_time)",
    f"CREATE INDEX journal_observed ON {TABLE} (datastream_id, phenomenon_time)",
    f"CREATE INDEX journal_newest ON {TABLE} (phenomenon_time)",
    f"CREATE INDEX journal_time ON {TABLE} USING brin (phenomenon_time) "
    "WITH (pages_per_range = 32, autosummarize = on)",
    f"CREATE INDEX journal_known ON {TABLE} USING brin (observation int8_minmax_multi_ops) "
    "WITH (pages_per_range = 32, autosummarize = on)",
    f"CREATE TABLE {TABLE}_early PARTITION OF {TABLE} "
    f"FOR VALUES FROM (MINVALUE) TO ('{EARLY.isoformat()}')",
)
MONTHS = (
    "SELECT DISTINCT date_trunc('month', phenomenon_time AT TIME ZONE 'UTC') "
    f"FROM {BEFORE} WHERE phenomenon_time >= %s"
)
MOVE = (
    f"INSERT INTO {TABLE} SELECT * FROM {BEFORE} ORDER BY position",
    f"DROP TABLE {BEFORE}",
)


def partition(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    with schema_editor.connection.cursor() as cursor:
        for statement in (*SET_ASIDE, *MAKE):
            cursor.execute(statement)
        cursor.execute(MONTHS, [EARLY])
        for (start,) in cursor.fetchall():
            cursor.execute(_month(start))
        for statement in MOVE:
            cursor.execute(statement)


def _month(start):
    end = datetime(start.year + start.month // 12, start.month % 12 + 1, 1)
    return (
        f"CREATE TABLE {TABLE}_{start:%Y_%m} PARTITION OF {TABLE} "
        f"FOR VALUES FROM ('{start.isoformat()}+00') TO ('{end.isoformat()}+00')"
    )


class Migration(migrations.Migration):

    dependencies = [
        ('observations', '0007_sensorthings'),
    ]

    operations = [
        migrations.RunPython(partition, migrations.RunPython.noop),
    ]
