from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("notifications", "0001_initial")]

    operations = [
        migrations.AddIndex(
            model_name="delivery",
            index=models.Index(fields=["-id"], name="delivery_dead", condition=models.Q(("state", "dead"))),
        ),
    ]
