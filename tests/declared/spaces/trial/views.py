from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from entregent.core.forms import ViewerForm
from entregent.lists.answer import answer_list
from entregent.people import kept_forms
from entregent.people.guard import demand_right
from entregent.people.submissions import once
from entregent.people.viewer import who_looks
from entregent.records.views.pages import show
from entregent.spaces.trial.models import WORK, Note
from entregent.spaces.trial.space import NEW, NoteList, NotePage


class NoteForm(ViewerForm):
    class Meta:
        model, fields = Note, ["dossier", "text"]


@require_GET
def notes(request: HttpRequest) -> HttpResponseBase:
    return answer_list(request, NoteList(who_looks(request), request.GET))


@require_GET
def note(request: HttpRequest, pk: int) -> HttpResponse:
    return show(request, NotePage.find(who_looks(request), pk), "records/record.html")


@require_http_methods(["GET", "POST"])
@once
def new(request: HttpRequest) -> HttpResponse:
    demand_right(who_looks(request), WORK)
    form = NoteForm(request.POST or kept_forms.take_kept(request), viewer=who_looks(request))
    if request.method == "POST" and form.is_valid():
        form.instance.write(by=who_looks(request))
        return redirect(form.instance)
    context = {"form": form, "title": NEW.label}
    return render(request, "trial/new.html", context, status=422 if request.method == "POST" else 200)


@require_POST
@once
def tick(request: HttpRequest, pk: int) -> HttpResponse:
    found = NotePage.find(who_looks(request), pk).record
    found.tick(by=who_looks(request))
    return redirect(found)


@require_GET
def help_page(request: HttpRequest) -> HttpResponse:
    return render(request, "trial/help.html")
