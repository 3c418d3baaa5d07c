"""The dossier, the seats around it, and who is assigned to look after a seat."""
