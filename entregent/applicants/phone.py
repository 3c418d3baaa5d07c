"""Telephone numbers compared whatever the signs between their figures."""

OWN = 9  # figures that tell a French line, whether it is written 01…, +33 1… or 0033 1…


def digits_of(number: str) -> str:
    return "".join(sign for sign in number if sign.isdecimal())


def line_of(digits: str) -> str:
    """The end by which two writings of one line are alike; nothing for what is too short to tell."""
    return digits[-OWN:] if len(digits) >= OWN else ""
