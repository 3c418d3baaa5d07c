"""Tasks, leases, cron, and the outbox of mail, all written inside the business transaction."""
