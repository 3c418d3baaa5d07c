"""What a member does moves from one role of a membership to a post in each space."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models

import entregent.core.clock

SIDES = [("platform", "Platform"), ("provider", "Provider"), ("adviser", "Adviser"), ("customer", "Customer")]


def move(apps: Any, schema_editor: Any) -> None:
    membership, post = apps.get_model("people", "Membership"), apps.get_model("people", "Post")
    for member in membership.objects.select_related("role").iterator(chunk_size=2000):
        membership.objects.filter(pk=member.pk).update(side=member.role.side, profiles=member.role.name)
        post.objects.create(membership=member, role=member.role, space=member.role.space, since=member.created_at)
    offered = apps.get_model("people", "InvitedPost")
    for invitation in apps.get_model("people", "Invitation").objects.iterator(chunk_size=2000):
        offered.objects.create(invitation=invitation, role_id=invitation.role_id)


class Migration(migrations.Migration):
    dependencies = [("people", "0005_addressee")]

    operations = [
        migrations.AddField(
            "membership",
            "side",
            models.CharField(choices=SIDES, default="provider", editable=False, max_length=10),
            preserve_default=False,
        ),
        migrations.AddField(
            "membership",
            "profiles",
            models.CharField(default="", editable=False, max_length=400),
            preserve_default=False,
        ),
        migrations.CreateModel(
            name="Post",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("space", models.CharField(editable=False, max_length=20)),
                ("since", models.DateTimeField(default=entregent.core.clock.now, editable=False)),
                ("ended_at", models.DateTimeField(editable=False, null=True)),
                (
                    "membership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="posts", to="people.membership"
                    ),
                ),
                (
                    "role",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="posts", to="people.role"
                    ),
                ),
            ],
            options={
                "ordering": ["membership", "pk"],
                "indexes": [models.Index(fields=["space", "membership"], name="post_of_space")],
                "constraints": [models.UniqueConstraint(fields=("membership", "space"), name="one_post_a_space")],
            },
        ),
        migrations.CreateModel(
            name="InvitedPost",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "invitation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="posts", to="people.invitation"
                    ),
                ),
                (
                    "role",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="people.role",
                        verbose_name="Profile",
                    ),
                ),
            ],
            options={
                "ordering": ["invitation", "pk"],
                "constraints": [models.UniqueConstraint(fields=("invitation", "role"), name="invited_post_once")],
            },
        ),
        migrations.RunPython(move, migrations.RunPython.noop),
    ]
