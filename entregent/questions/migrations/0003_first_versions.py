from typing import Any

from django.db import migrations

from entregent.core.clock import now


def publish(apps: Any, schema_editor: Any) -> None:
    """What each form asks becomes its first version. Keys are those under which answers are kept already."""
    forms, versions = apps.get_model("questions", "Form"), apps.get_model("questions", "FormVersion")
    for form in forms.objects.order_by("pk"):
        asked = [stored(question) for question in form.questions.order_by("position", "pk")]
        versions.objects.create(form=form, number=1, questions=asked, published_at=now())


def stored(question: Any) -> dict[str, Any]:
    said = {
        "key": str(question.pk), "kind": question.kind, "label": question.label, "label_en": question.label_en,
        "choices": question.choices if question.kind == "choice" else "", "is_required": question.is_required,
    }  # fmt: skip
    return {name: value for name, value in said.items() if value}


class Migration(migrations.Migration):
    dependencies = [("questions", "0002_versions")]

    operations = [migrations.RunPython(publish, migrations.RunPython.noop)]
