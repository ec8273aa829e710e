from django.db import migrations, models


class Migration(migrations.Migration):
    operations = [
        migrations.CreateModel(
            name="SearchModel",
            fields=[
                ("id", models.BigAutoField(primary_key=True)),
                ("name", models.CharField(default="gpt-4o", max_length=200)),
                ("bi_encoder", models.CharField(default="thenlper/gte-small", max_length=200)),
            ],
        ),
        migrations.AlterField(
            model_name="options",
            name="chat_model",
            field=models.CharField(
                default="gemini-2.5-flash", choices=[("gemini-2.5-flash", "Flash"), ("gemini-2.5-pro", "Pro")]
            ),
        ),
        migrations.AlterField(
            model_name="customer",
            name="nickname",
            field=models.CharField(default="gpt-4o-mini", max_length=200),
        ),
    ]
