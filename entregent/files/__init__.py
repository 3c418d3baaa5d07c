"""Files in and out: kept once by fingerprint, received without losing a byte, given to whoever sees their owner."""
