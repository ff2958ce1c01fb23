"""纯文本: one paragraph a line, table cells parted by tabs, attachments last; UTF-8 without BOM, `\\n` everywhere."""

from __future__ import annotations

import re

from drafter.document import Document, paragraphs, plain
from drafter.layout import Layout

__all__ = ["one_line", "write"]

_LINE_BREAKS = re.compile("\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")


def one_line(text: str) -> str:
    """The text with a space for every line break, so that a paragraph stays one line."""
    return _LINE_BREAKS.sub(" ", text)


def write(document: Document, layout: Layout) -> bytes:  # noqa: ARG001  plain text has no look
    """The document as plain text; an empty document gives no bytes. A lone surrogate becomes `?`."""
    lines = [one_line(plain(text)) + "\n" for _, text in paragraphs(document)]
    return "".join(lines).encode("utf-8", "replace")
