"""The benchmark: the real server under a small load, beside the bare framework and hand-written pages."""
