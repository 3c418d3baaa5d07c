"""The nouns of this room."""

from entregent.notify.models.mail_choice import MailChoice
from entregent.notify.models.mail_rule import MailRule
from entregent.notify.models.news import News
from entregent.notify.models.notification import Notification

__all__ = ["MailChoice", "MailRule", "News", "Notification"]
