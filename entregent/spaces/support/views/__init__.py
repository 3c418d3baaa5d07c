"""Find among what the viewer sees, check one ability, call one verb, answer."""
