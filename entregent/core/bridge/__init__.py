"""Between the server and Django: bodies are awaited without a thread, and what lasts has doors of its own."""
