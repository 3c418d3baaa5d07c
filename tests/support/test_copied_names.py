"""A request keeps the names that its list sorts and searches by: they follow what bears them."""

import pytest

from entregent import audit
from entregent.jobs.backend import task_at
from entregent.jobs.models import Job
from entregent.lists import copied_names
from entregent.spaces.support.models import Intervention


def bearer(request, path):
    for step in path.split("__"):
        request = getattr(request, step)
    return request


def rename(cast, row, field, name):
    setattr(row, field, name)
    row.save()
    audit.record(f"{row._meta.label_lower}.changed", row, by=cast.viewer("responsable"), house_id=row.house_id)


def work():
    for job in Job.objects.filter(state="ready", task=copied_names.refold_names.module_path):
        task_at(job.task).func(*job.args, **job.kwargs)


@pytest.mark.parametrize(
    ("path", "field", "column"),
    [
        ("contract__product", "name", "product_key"),
        ("dossier__party", "name", "party_key"),
        ("owner", "last_name", "owner_key"),
        ("handler", "last_name", "handler_key"),
    ],
)
def test_a_column_follows_what_bears_its_name(scenery, path, field, column):
    rename(scenery.cast, bearer(scenery.cast.request("in_progress"), path), field, "Zéphyrin")
    work()
    row = scenery.cast.request("in_progress")
    assert "zephyrin" in getattr(row, column)
    assert " zephyrin " in f"{row.search_key} "


def test_each_copied_column_says_what_fills_it():
    columns = {field.name for field in Intervention._meta.get_fields() if field.name.endswith("_key")}
    assert columns == {one.column for one in Intervention.COPIED} | {"search_key"}
    assert {one.renamed_by for one in Intervention.COPIED if one.bearer} == {
        "support.product.changed", "people.party.changed", "people.membership.changed",
    }  # fmt: skip
