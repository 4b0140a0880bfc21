from django.db import migrations, models

# Building sites are visited as key enterprises are. What then meets in one combination is numbered anew, newest last.
CARRY = """
UPDATE tickets_clockpolicy SET kind = CASE kind WHEN 'building_site' THEN 'key' ELSE 'ordinary' END WHERE kind <> '';
UPDATE tickets_clockpolicy AS policy SET version = place.number, active = policy.active AND place.is_last
FROM (
    SELECT id, row_number() OVER same AS number, lead(id) OVER same IS NULL AS is_last
    FROM tickets_clockpolicy WHERE kind <> ''
    WINDOW same AS (PARTITION BY category_id, priority, kind ORDER BY active, version, id)
) AS place
WHERE place.id = policy.id;
"""


class Migration(migrations.Migration):
    dependencies = [("tickets", "0010_once_for_a_promise")]

    operations = [
        migrations.RemoveConstraint(model_name="clockpolicy", name="policy_version"),
        migrations.RemoveConstraint(model_name="clockpolicy", name="one_policy_in_force"),
        migrations.RunSQL(CARRY, migrations.RunSQL.noop),
        migrations.RenameField(model_name="clockpolicy", old_name="kind", new_name="tier"),
        migrations.AlterField(
            model_name="clockpolicy",
            name="tier",
            field=models.CharField(
                blank=True, choices=[("key", "重点企业"), ("ordinary", "一般企业")], max_length=8
            ),
        ),
        migrations.AddConstraint(
            model_name="clockpolicy",
            constraint=models.UniqueConstraint(
                condition=models.Q(("active", True)),
                fields=("category", "priority", "tier"),
                name="one_policy_in_force",
                nulls_distinct=False,
            ),
        ),
        migrations.AddConstraint(
            model_name="clockpolicy",
            constraint=models.UniqueConstraint(
                fields=("category", "priority", "tier", "version"),
                name="policy_version",
                nulls_distinct=False,
            ),
        ),
    ]
