"""Forms to answer, without a database, and with one."""

from entregent.people.sides import CUSTOMER
from entregent.people.viewer import Viewer, Worn
from entregent.questions.answers import AnswersForm
from entregent.questions.models import FormVersion
from entregent.questions.question import CHOICE, PATH, TEXT, Question

SCREENS = "Accueil\n  News\n  Agenda\nPaie\n  Bulletins\n    Calcul\n  Rappels"
SCREEN = Question("ecran", PATH, "Écran", choices=SCREENS)
MODULE = Question("module", CHOICE, "Module", choices="Paie\nCongés", choices_en="Payroll\nLeave")
WHY = Question("pourquoi", TEXT, "Quel bulletin ?", is_required=True, asked_if="module", asked_value="Paie")
READER = Viewer(user_id=1, membership_id=1, house_id=1, party_id=1, side=CUSTOMER, posts=(Worn(1, "support"),))


def version(*questions, pk=1, form=1):
    """Not saved: what a form draws from and checks by."""
    return FormVersion(pk=pk, form_id=form, number=1, questions=[one.stored() for one in questions])


def fill(*questions, **typed):
    """Typed by the keys of the questions (a dash for a level: ecran-0 is written ecran_0)."""
    data = {f"question-{name.replace('__', '-')}": value for name, value in typed.items()}
    return AnswersForm(data, {}, version=version(*questions), viewer=READER)


def kept(form):
    """Key → what is kept, of a form that is right."""
    assert form.is_valid(), form.errors
    return {one["key"].removeprefix("question-"): one.get("raw", one["value"]) for one in form.answers()}


def faults(form):
    return {name.removeprefix("question-"): errors for name, errors in form.errors.items()}
