from datetime import timedelta

from django.db import migrations, models
from django.utils import timezone


def a_day_on():
    """For what waits already."""
    return timezone.now() + timedelta(days=1)


class Migration(migrations.Migration):

    dependencies = [
        ('subscriptions', '0002_followers_are_walked_by_subscriber'),
    ]

    operations = [
        migrations.AddField(
            model_name='word',
            name='until',
            field=models.DateTimeField(db_index=True, default=a_day_on),
            preserve_default=False,
        ),
    ]
