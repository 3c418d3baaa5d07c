"""The download door: bytes for whoever sees the owner of the file, asked anew each time."""

PREFIX = "/fichier/"
ARCHIVES = "/archive/"
