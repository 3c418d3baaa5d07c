"""What the worker does for this room."""

from entregent.jobs import cron
from entregent.proofs import judging


@cron.every(seconds=3600, name="proofs.forget")
def forget_proofs() -> None:
    """Used proofs that are too old to be shown again."""
    judging.forget_old_proofs()
