"""Digests of files: git's blob id and SHA-256 of the same bytes."""

from __future__ import annotations

import hashlib

from sinfonia.model.record import Blob


def blob_id(data: bytes, length: int = 40) -> str:
    """Give the id that git gives a blob, in the hash whose ids have that length (40 or 64)."""
    new = hashlib.sha256 if length == 64 else hashlib.sha1
    return new(b"blob %d\0" % len(data) + data).hexdigest()


def blob(data: bytes, path: str, length: int = 40) -> Blob:
    """Describe a file by its content."""
    return Blob(hashlib.sha256(data).hexdigest(), blob_id(data, length), path)
