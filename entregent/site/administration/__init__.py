"""Administration: houses, people, roles, news, legal pages; mail, jobs, checks, audit trail."""
