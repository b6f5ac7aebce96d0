from django.db import migrations, models

from simin.kit.file_store import store_of


def move(apps, schema_editor):
    """Bytes as they are: their hash stands in the chain."""
    evidence = apps.get_model("directives", "Evidence")
    rows = evidence.objects.exclude(content=None).values_list("id", flat=True)
    for number in list(rows):
        piece = evidence.objects.get(id=number)
        piece.sha256 = store_of("directives").put(bytes(piece.content)).name
        piece.save(update_fields=["sha256"])


def back(apps, schema_editor):
    evidence = apps.get_model("directives", "Evidence")
    for piece in evidence.objects.exclude(sha256=""):
        with store_of("directives").open(piece.sha256) as file:
            piece.content = file.read()
        piece.save(update_fields=["content"])


class Migration(migrations.Migration):

    dependencies = [
        ("directives", "0002_deliveries"),
    ]

    operations = [
        migrations.AddField(
            model_name="evidence",
            name="thumbnail",
            field=models.CharField(blank=True, max_length=64),
        ),
        migrations.RunPython(move, back),
    ]
