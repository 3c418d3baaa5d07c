"""The database itself refuses to rewrite or delete an event.

Allowed are the two things that this room does: to seal an unsealed event, and to blank the
particulars of one. SQLite drops a table's triggers when a later migration rebuilds the table: such
a migration must create them again (a test says so).
"""

from typing import Any

from django.db import migrations

ENVELOPE = [
    "id",
    "uuid",
    "at",
    "verb",
    "record_type",
    "record_id",
    "house_id",
    "dossier_id",
    "actor_user_id",
    "actor_membership_id",
    "digest",
]

SQLITE = {
    "audit_event_kept": ("DELETE", "1", "an event is never deleted"),
    "audit_event_envelope": (
        "UPDATE",
        " OR ".join(f"NEW.{name} IS NOT OLD.{name}" for name in ENVELOPE),
        "the envelope of an event never changes",
    ),
    "audit_event_seal": (
        "UPDATE",
        "OLD.seq IS NOT NULL AND (NEW.seq IS NOT OLD.seq OR NEW.seal IS NOT OLD.seal)",
        "a seal is never broken",
    ),
    "audit_event_particulars": (
        "UPDATE",
        (
            "(NEW.particulars IS NOT OLD.particulars OR NEW.salt IS NOT OLD.salt)"
            " AND NOT (NEW.particulars = '{}' AND NEW.salt = '' AND NEW.erased_at IS NOT NULL)"
        ),
        "the particulars of an event are kept or blanked",
    ),
}

POSTGRESQL = f"""
CREATE FUNCTION audit_event_keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'an event is never deleted' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF ({", ".join("NEW." + name for name in ENVELOPE)})
        IS DISTINCT FROM ({", ".join("OLD." + name for name in ENVELOPE)}) THEN
        RAISE EXCEPTION 'the envelope of an event never changes' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF OLD.seq IS NOT NULL AND (NEW.seq, NEW.seal) IS DISTINCT FROM (OLD.seq, OLD.seal) THEN
        RAISE EXCEPTION 'a seal is never broken' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF (NEW.particulars, NEW.salt) IS DISTINCT FROM (OLD.particulars, OLD.salt)
        AND NOT (NEW.particulars = '{{}}' AND NEW.salt = '' AND NEW.erased_at IS NOT NULL) THEN
        RAISE EXCEPTION 'the particulars of an event are kept or blanked'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER audit_event_keep BEFORE UPDATE OR DELETE ON audit_event
    FOR EACH ROW EXECUTE FUNCTION audit_event_keep();
"""


def install(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRESQL, params=None)
        return
    for name, (act, condition, words) in SQLITE.items():
        body = f"SELECT RAISE(ABORT, '{words}');"
        trigger = f"CREATE TRIGGER {name} BEFORE {act} ON audit_event WHEN {condition} BEGIN {body} END"
        schema_editor.execute(trigger, params=None)


def remove(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION audit_event_keep() CASCADE", params=None)
        return
    for name in SQLITE:
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}", params=None)


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [migrations.RunPython(install, remove)]
