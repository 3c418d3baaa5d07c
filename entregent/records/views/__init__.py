"""Find the record among what the viewer sees, ask the engine, answer a part of a page or the page."""
