"""Télésecrétariat: messages taken for subscribers, and their agenda, by operators and by themselves."""
