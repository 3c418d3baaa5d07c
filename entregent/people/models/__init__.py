"""The nouns of this room."""

from entregent.people.models.addressee import Addressee
from entregent.people.models.block import Block
from entregent.people.models.departure import Departure
from entregent.people.models.draft import Draft
from entregent.people.models.factor_review import FactorReview
from entregent.people.models.house import House
from entregent.people.models.invitation import Invitation, InvitedPost
from entregent.people.models.kept_form import KeptForm
from entregent.people.models.lock_warning import LockWarning
from entregent.people.models.membership import Membership
from entregent.people.models.page import Page
from entregent.people.models.party import Party
from entregent.people.models.personal_link import PersonalLink
from entregent.people.models.post import Post
from entregent.people.models.preferences import Preferences
from entregent.people.models.retirement import Retirement
from entregent.people.models.role import Role
from entregent.people.models.session import Session
from entregent.people.models.submission import Submission
from entregent.people.models.throttle import Throttle
from entregent.people.models.user import User

__all__ = [
    "Addressee", "Block", "Departure", "Draft", "FactorReview", "House", "Invitation", "InvitedPost", "KeptForm",
    "LockWarning", "Membership", "Page", "Party", "PersonalLink", "Post", "Preferences", "Retirement", "Role",
    "Session", "Submission", "Throttle", "User",
]  # fmt: skip
