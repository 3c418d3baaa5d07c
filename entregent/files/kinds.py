"""The kinds of file that are accepted, as data; and what others are called when they are refused."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

OPAQUE = "application/octet-stream"


@dataclass(frozen=True, slots=True)
class Kind:
    """reader: the function of child.py that must be able to open it."""

    media: str
    extensions: tuple[str, ...]
    label: Promise
    reader: str


OFFICE = "application/vnd.openxmlformats-officedocument."
OPEN_DOCUMENT = "application/vnd.oasis.opendocument."
KINDS = (
    Kind("application/pdf", ("pdf",), _("PDF document"), "pdf"),
    Kind("image/png", ("png",), _("PNG image"), "picture"),
    Kind("image/jpeg", ("jpg", "jpeg", "jpe", "jfif"), _("JPEG image"), "picture"),
    Kind("image/gif", ("gif",), _("GIF image"), "picture"),
    Kind("image/webp", ("webp",), _("WebP image"), "picture"),
    Kind("image/tiff", ("tif", "tiff"), _("TIFF image"), "picture"),
    Kind("image/heic", ("heic", "heif"), _("HEIC image"), "picture"),
    Kind(f"{OFFICE}wordprocessingml.document", ("docx",), _("Word document"), "office"),
    Kind(f"{OFFICE}spreadsheetml.sheet", ("xlsx",), _("Excel workbook"), "office"),
    Kind(f"{OFFICE}presentationml.presentation", ("pptx",), _("PowerPoint presentation"), "office"),
    Kind(f"{OPEN_DOCUMENT}text", ("odt",), _("text document (ODT)"), "open_document"),
    Kind(f"{OPEN_DOCUMENT}spreadsheet", ("ods",), _("workbook (ODS)"), "open_document"),
    Kind(f"{OPEN_DOCUMENT}presentation", ("odp",), _("presentation (ODP)"), "open_document"),
    Kind("text/plain", ("txt", "log"), _("text"), "text"),
    Kind("text/csv", ("csv",), _("table (CSV)"), "text"),
    Kind("message/rfc822", ("eml",), _("e-mail message"), "mail"),
    Kind("application/zip", ("zip",), _("ZIP archive"), "archive"),
)
DOCUMENTS = frozenset(kind.media for kind in KINDS)
BY_EXTENSION = {extension: kind for kind in KINDS for extension in kind.extensions}
BY_MEDIA = {kind.media: kind for kind in KINDS}

OLD = frozenset(("doc", "xls", "ppt"))  # each has a newer one, with an x

# What content that is refused is called, by what libmagic says of it.
FOREIGN: dict[str, Promise] = {
    "application/x-dosexec": _("Windows program"),
    "application/vnd.microsoft.portable-executable": _("Windows program"),
    "application/x-msdownload": _("Windows program"),
    "application/x-executable": _("Linux program"),
    "application/x-pie-executable": _("Linux program"),
    "application/x-sharedlib": _("Linux program"),
    "application/x-mach-binary": _("Mac program"),
    "application/java-archive": _("Java program"),
    "application/x-shellscript": _("script"),
    "text/x-shellscript": _("script"),
    "text/x-msdos-batch": _("script"),
    "text/x-python": _("script"),
    "text/x-script.python": _("script"),
    "text/x-php": _("script"),
    "application/javascript": _("script"),
    "text/html": _("web page (HTML)"),
    "application/xhtml+xml": _("web page (HTML)"),
    "image/svg+xml": _("SVG drawing"),
    "text/xml": _("XML data"),
    "application/xml": _("XML data"),
    "application/msword": _("old Word document"),
    "application/vnd.ms-excel": _("old Excel workbook"),
    "application/vnd.ms-powerpoint": _("old PowerPoint presentation"),
    "application/vnd.ms-excel.sheet.binary": _("Excel workbook in binary (.xlsb)"),
    f"{OFFICE}wordprocessingml.template": _("Word template"),
    f"{OFFICE}spreadsheetml.template": _("Excel template"),
    f"{OFFICE}presentationml.template": _("PowerPoint template"),
    f"{OFFICE}presentationml.slideshow": _("PowerPoint slide show"),
    "application/cdfv2": _("old Office document"),
    "application/x-ole-storage": _("old Office document"),
    "application/encrypted": _("document locked with a password"),
    "application/cdfv2-encrypted": _("document locked with a password"),
    "application/x-rar": _("RAR archive"),
    "application/x-7z-compressed": _("7-Zip archive"),
    "application/gzip": _("compressed archive"),
    "application/x-tar": _("archive"),
    "application/x-iso9660-image": _("disk image"),
    "application/x-ms-shortcut": _("Windows shortcut"),
    OPAQUE: _("content of an unknown kind"),
}
# By what stands before the « / », where nothing more is known.
FAMILIES: dict[str, Promise] = {
    "image": _("image of another kind"),
    "video": _("film"),
    "audio": _("sound recording"),
    "text": _("text"),
}


def extension_of(name: str) -> str:
    """« Facture.PDF » → « pdf »; « » when there is none."""
    _stem, dot, extension = name.rpartition(".")
    return extension.lower() if dot else ""


def kind_by_name(name: str) -> Kind | None:
    """The kind that a name promises."""
    return BY_EXTENSION.get(extension_of(name))


def media_label(media: str) -> str:
    """What this content is called, to a person."""
    known = BY_MEDIA.get(media)
    label = known.label if known else FOREIGN.get(media) or FAMILIES.get(media.partition("/")[0])
    return str(label) if label else media
