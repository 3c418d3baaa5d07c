"""Settings, addresses, shell, menu, administration: the only room that knows every space."""
