"""How the events of this room are told."""

from django.utils.translation import gettext_lazy as _

from entregent.audit.act import Act, declare, name_records

name_records(
    {
        "notify.news": _("news item"),
    }
)
declare(
    Act("notify.news.published", _("published a news item")),
    Act("notify.news.changed", _("changed a news item")),
    Act("notify.mails.chosen", _("chose the mails that they receive")),
    Act("notify.mails.ruled", _("set the mails of the organisation")),
)
