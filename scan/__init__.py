"""A black-box scanner let loose on the demonstration, after it has proved on planted faults that it sees."""
