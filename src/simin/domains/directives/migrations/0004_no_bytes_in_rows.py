from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ("directives", "0003_evidence_in_files"),
    ]

    operations = [
        migrations.RemoveField(model_name="evidence", name="content"),
    ]
