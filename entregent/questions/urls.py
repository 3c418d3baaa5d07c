from django.urls import path

from entregent.questions.views import editing, fields, forms, versions

app_name = "questions"

ONE = "questions/<int:pk>/"
QUESTION = f"{ONE}question/<slug:key>/"

urlpatterns = [
    path("questions/nouvelles/", forms.form_new, name="form-new"),
    path(ONE, forms.form, name="form"),
    path(f"{ONE}nom/", forms.name, name="name"),
    path(f"{ONE}publication/", forms.publication, name="publication"),
    path(f"{ONE}brouillon/retrait/", forms.removal, name="draft-removal"),
    path(f"{ONE}apercu/", versions.preview, name="preview"),
    path(f"{ONE}versions/<int:number>/", versions.version, name="version"),
    path(f"{ONE}question/", editing.question_new, name="question-new"),
    path(f"{ONE}question/arbre/", editing.tree_preview, name="tree"),
    path(QUESTION, editing.question, name="question"),
    path(f"{QUESTION}retrait/", editing.removal, name="question-removal"),
    path(f"{QUESTION}rang/", editing.rank, name="question-rank"),
    path("questions/version/<int:pk>/suite/", fields.following, name="following"),
]
