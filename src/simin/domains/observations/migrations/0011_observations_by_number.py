"""On PostgreSQL an observation is found by its number through a tree.

With BRIN the planner walks the newest rows instead, hoping to meet it soon.
"""

from django.db import migrations

TABLE = "observations_observation"


def index(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX journal_known")
        schema_editor.execute(f"CREATE INDEX journal_known ON {TABLE} (observation)")


class Migration(migrations.Migration):

    dependencies = [
        ('observations', '0010_run_arrivals'),
    ]

    operations = [
        migrations.RunPython(index, migrations.RunPython.noop),
    ]
