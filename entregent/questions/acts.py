"""How the events of this room are told."""

from django.utils.translation import gettext_lazy as _

from entregent.audit.act import Act, declare, name_records

name_records(
    {
        "questions.form": _("list of questions"),
    }
)
declare(
    Act("questions.form.created", _("added a list of questions")),
    Act("questions.form.renamed", _("renamed a list of questions")),
    Act("questions.form.asked", _("added a question")),
    Act("questions.form.reworded", _("changed a question")),
    Act("questions.form.withdrawn", _("took a question out")),
    Act("questions.form.moved", _("moved a question")),
    Act("questions.form.published", _("published a list of questions")),
    Act("questions.form.abandoned", _("gave up the draft of a list of questions")),
)
