from django.urls import path

from entregent.records.views import fields, pointers, search

app_name = "records"

ONE = "fiches/<slug:kind>/<int:pk>/"

urlpatterns = [
    path("recherche/", search.search, name="search"),
    path("recherche/propositions/", search.suggestions, name="suggestions"),
    path("favoris/", pointers.favourites, name="favourites"),
    path(f"{ONE}champs/<slug:name>/", fields.field, name="field"),
    path(f"{ONE}champs/<slug:name>/modification/", fields.field_edit, name="field-edit"),
    path(f"{ONE}historique/", fields.history, name="history"),
    path(f"{ONE}favori/", pointers.favourite, name="favourite"),
    path(f"{ONE}favori/retrait/", pointers.removal, name="favourite-removal"),
]
