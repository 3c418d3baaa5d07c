"""Long works on the rows of a list: one transaction a row, with progress, errors row by row, stop and undo."""
