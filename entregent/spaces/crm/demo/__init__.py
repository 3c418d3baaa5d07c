"""An invented organisation and its year."""
