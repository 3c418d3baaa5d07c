"""The portal's addresses, with pages for tests: forms that write, and doors of every kind."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, HttpResponseRedirect
from django.template import Context, Template
from django.urls import path
from django.utils import timezone

from entregent.people import kept_forms
from entregent.people.models import Party
from entregent.people.submissions import once
from entregent.people.viewer import who_looks
from entregent.site import urls

FORM = Template(
    "{% load people %}<form method=post>{% form_key %}<textarea name=text>{{ text }}</textarea>"
    "<input type=hidden name=back value='{{ back }}'></form>{% include 'shell/notices.html' %}"
)


def form(request):
    typed = kept_forms.take_kept(request) or {}
    return page(request, typed.get("text", ""))


@once
def note(request):
    if request.method == "GET":
        return form(request)
    text = request.POST["text"]
    made = Party(house_id=who_looks(request).house_id, name=text)
    made.save()
    return page(request, text, status=422) if "refuse" in text else HttpResponseRedirect(f"/essai/note/{made.pk}/")


def page(request, text, status=200):
    from django.contrib import messages

    context = {"request": request, "text": text, "back": "/essai/note/", "messages": messages.get_messages(request)}
    return HttpResponse(FORM.render(Context(context)), status=status)


def read(request, pk):
    return HttpResponse(f"note {pk}")


@login_not_required
@once
def strangers(request):
    return page(request, "") if request.method == "GET" else HttpResponseRedirect("/essai/merci/")


@login_not_required
def clock(request):
    return HttpResponse(f"{request.LANGUAGE_CODE} {timezone.get_current_timezone_name()} {who_looks(request).name}")


handler400, handler403, handler404, handler500 = urls.handler400, urls.handler403, urls.handler404, urls.handler500
urlpatterns = [
    *urls.urlpatterns,
    path("essai/note/", note),
    path("essai/note/<int:pk>/", read),
    path("essai/strangers/", strangers),
    path("essai/horloge/", clock),
]
