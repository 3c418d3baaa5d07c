"""Records linked with one another inside a dossier: related, duplicate, what follows."""
