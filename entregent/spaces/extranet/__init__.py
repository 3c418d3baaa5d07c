"""« Extranet conseil »: a management body, its members, and the accounting firms that advise them."""
