"""How long the session at hand has left, and carrying on: asked by the page when its end is near."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from entregent.door.requirement import open_before_review, open_without_factor
from entregent.door.views.security import mine
from entregent.people import kept_forms, lives
from entregent.people.form_keys import key_of
from entregent.people.lives import asked_by_pages


@open_before_review
@open_without_factor
@asked_by_pages
@never_cache
@require_GET
def life(request: HttpRequest) -> JsonResponse:
    """Asking keeps nothing alive. Without a session the answer is 401, as for any script."""
    return time_left_json(request)


@open_before_review
@open_without_factor
@never_cache
@require_POST
def extension(request: HttpRequest) -> HttpResponse:
    """Somebody is there and says so; nothing moves the end that comes whatever one does."""
    lives.see(request.session, at_once=True)
    return time_left_json(request)


@open_before_review
@open_without_factor
@never_cache
@require_POST
def resumption(request: HttpRequest) -> HttpResponse:
    """A form whose session has ended sends what was typed here: it waits for its author at the end of the sign-in.

    The door keeps it before this view is reached; somebody who has signed in meanwhile finds it at once.
    """
    back = kept_forms.form_page(request)
    if key_of(request):
        kept_forms.put_aside(request, back)
    return kept_forms.see_other(back)


def time_left_json(request: HttpRequest) -> JsonResponse:
    left = lives.time_left(request.session, lives.life_of(mine(request), request.session))
    return JsonResponse({"idle": left.idle, "whole": left.whole})
