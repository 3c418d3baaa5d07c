"""An upload whose last byte has come."""

import hashlib

from entregent.files import receiving, staging

TEXT = b"Bonjour."


def arrived(cast, content=TEXT, name="a.txt", person="agent"):
    viewer = cast.viewer(person)
    upload = receiving.begin_upload(viewer, name, len(content), "essai")
    staging.path(upload.uuid).write_bytes(content)
    return viewer, upload.uuid, hashlib.sha256(content).hexdigest()
