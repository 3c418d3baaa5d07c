"""Support in the demonstration: an invented vendor, its customers, a year of requests."""
