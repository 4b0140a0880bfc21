"""Templates become JSON Schema documents with a draft, and say when they came into force."""

from __future__ import annotations

from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q
from django.utils import timezone

from grid.rules.template_document import document_of, sections_of


def write_documents(apps: Any, schema_editor: Any) -> None:
    now = timezone.now()
    for row in apps.get_model("grid", "VisitTemplate").objects.all():
        row.schema = document_of(row.title, row.title_en, row.sections)
        row.published_at = now
        row.save(update_fields=["schema", "published_at"])


def write_sections(apps: Any, schema_editor: Any) -> None:
    rows = apps.get_model("grid", "VisitTemplate").objects
    rows.filter(published_at=None).delete()
    for row in rows.all():
        row.sections = sections_of(row.schema)
        row.save(update_fields=["sections"])


class Migration(migrations.Migration):
    dependencies = [
        ("grid", "0005_trust"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            "visittemplate", "schema", models.JSONField(default=dict), preserve_default=False
        ),
        migrations.AddField("visittemplate", "revision", models.PositiveIntegerField(default=1)),
        migrations.AddField("visittemplate", "changed_at", models.DateTimeField(null=True)),
        migrations.AddField(
            "visittemplate",
            "changed_by",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField("visittemplate", "published_at", models.DateTimeField(null=True)),
        migrations.AlterField("visittemplate", "sections", models.JSONField(default=list)),
        migrations.RunPython(write_documents, write_sections),
        migrations.RemoveField("visittemplate", "sections"),
        migrations.AddConstraint(
            "visittemplate",
            models.UniqueConstraint(
                fields=["code"], condition=Q(published_at__isnull=True), name="one_template_draft"
            ),
        ),
        migrations.AddConstraint(
            "visittemplate",
            models.CheckConstraint(
                condition=Q(active=False) | Q(published_at__isnull=False), name="active_template_is_published"
            ),
        ),
    ]
