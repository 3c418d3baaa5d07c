"""Files as people are shown them: how heavy, of which kind."""

from entregent.core.weights import weight

__all__ = ["file_icon", "weight"]

ICONS = (
    ("application/pdf", "file-type-pdf"),
    ("image/", "photo"),
    ("text/csv", "file-spreadsheet"),
    ("text/", "file-text"),
    ("message/", "mail"),
    ("application/zip", "file-zip"),
)


def file_icon(kind: str) -> str:
    """The icon of a media type."""
    if "sheet" in kind:
        return "file-spreadsheet"
    return next(
        (icon for begins, icon in ICONS if kind.startswith(begins)), "file-text" if "document" in kind else "file"
    )
