"""The page of one question: what is delicate is a page with one button, so a proof has a place to go on to."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse


def question_page(request: HttpRequest, title: str, verb: str, text: str = "", back: str = "") -> HttpResponse:
    """Its button is a form to the same address. back: where « Change nothing » leads; else to one's own security."""
    words = {"title": title, "verb": verb, "text": text, "back": back or reverse("security")}
    return render(request, "door/ask.html", words)
