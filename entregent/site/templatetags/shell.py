"""The tags and filters of the shell, known in every template."""

from django import template

from entregent.site.templatetags import cells, fields, fixed, marks, run_notice, weights

register = template.Library()

for tag in (
    marks.asset,
    marks.icon,
    marks.status,
    marks.person,
    marks.verdict,
    cells.list_rows,
    fixed.fixed,
    fields.faulty,
):
    register.simple_tag(tag)

register.simple_tag(run_notice.run_notice, takes_context=True)

for filter_ in (
    marks.initials,
    marks.quotation,
    fields.field_kind,
    fields.dressed,
    fields.shape,
    fields.received,
    weights.weight,
    weights.file_icon,
    fields.options,
    fields.described_by,
    fields.field_anchor,
):
    register.filter(filter_)
