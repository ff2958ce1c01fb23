"""Comments in Word files, as their readers see them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

import docx
from docx.oxml.ns import qn

__all__ = ["comments"]


def comments(data: bytes) -> list[tuple[str, str]]:
    """The words under each comment of a .docx and what it says, in the order of the body."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if "word/comments.xml" not in archive.namelist():
            return []
    return list(_comments(docx.Document(io.BytesIO(data))))


def _comments(opened: Any) -> Iterator[tuple[str, str]]:
    said = {comment.comment_id: comment.text for comment in opened.comments}
    under: dict[int, str] = {}
    spoken: set[int] = set()
    for each in opened.element.body.iter():
        id_ = int(each.get(qn("w:id"), -1))
        if each.tag == qn("w:commentRangeStart"):
            under[id_] = ""
        elif each.tag == qn("w:t"):
            under = {open_: words if open_ in spoken else words + (each.text or "") for open_, words in under.items()}
        elif each.tag == qn("w:commentRangeEnd"):
            spoken.add(id_)
    yield from ((words, said[id_]) for id_, words in under.items())
