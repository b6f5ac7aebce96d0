import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('observations', '0008_partitions'),
    ]

    operations = [
        migrations.AddField(
            model_name='datastream',
            name='feature',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, to='observations.featureofinterest'),
        ),
    ]
