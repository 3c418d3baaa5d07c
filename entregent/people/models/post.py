from typing import TYPE_CHECKING, Any

from django.db import models

from entregent.core.clock import now
from entregent.people.sight import OfHouse

if TYPE_CHECKING:
    from entregent.people.models.membership import Membership


class Post(OfHouse):
    """What a member does in one space: the role that they bear there. One a space, or none.

    A post that ended stays: who wrote what is still told to those of that space.
    """

    house_field = "membership__house"
    party_field = "membership__party"
    space_field = "space"
    known_to_customers = True
    known_to_platform = True
    known_to_governors = True

    membership = models.ForeignKey("people.Membership", models.CASCADE, related_name="posts")
    role = models.ForeignKey("people.Role", models.PROTECT, related_name="posts")
    space = models.CharField(max_length=20, editable=False)  # of its role; nothing for the house itself
    since = models.DateTimeField(default=now, editable=False)
    ended_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["membership", "pk"]
        indexes = [models.Index(fields=["space", "membership"], name="post_of_space")]
        constraints = [models.UniqueConstraint(fields=["membership", "space"], name="one_post_a_space")]

    def __str__(self) -> str:
        return self.role.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Raises ValueError for a role of another side, or of another house: who asks checks it before."""
        if self.role.side != self.membership.side or self.role.house_id != self.membership.house_id:
            raise ValueError(f"{self.role} is no role for {self.membership}.")
        self.space = self.role.space
        super().save(*args, **kwargs)
        self.membership.name_posts()

    @classmethod
    def give(cls, membership: "Membership", *roles: Any) -> "list[Post]":
        """The first posts of somebody new, without an event of their own."""
        posts = [cls(membership=membership, role=role) for role in roles]
        for post in posts:
            post.save(force_insert=True)
        return posts
