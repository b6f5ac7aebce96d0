from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('catalogue', '0003_use'),
    ]

    operations = [
        migrations.AddField(
            model_name='version',
            name='whole',
            field=models.BooleanField(db_default=True, default=True),
        ),
        migrations.AddIndex(
            model_name='version',
            index=models.Index(condition=models.Q(('whole', False)), fields=['run'], name='version_growing'),
        ),
    ]
