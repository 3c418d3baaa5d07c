"""The list engine: declared fields give columns, search, sort and pages."""
