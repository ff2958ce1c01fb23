"""Title and purpose of a structure, for a listing: without reading the rest of it.

Both are usually one plain line at the file's top; then the listing needs no YAML at all, which is a fifth of its time
(measured). Whatever is written in another way is read as YAML.
"""

from __future__ import annotations

import re
from pathlib import Path

_PLAIN = r"^{key}:[ ]+(?P<value>[^\s\"'|>\[{{&*!#%@`][^\n]*)\n(?![ \t])"


def heads(path: Path) -> tuple[str, str]:
    """The structure's title and what it is for; empty where they cannot be read."""
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return "", ""
    found = [_plain(text, key) for key in ("title", "about")]
    return (found[0], found[1]) if found[0] and found[1] else _read(path)


def _plain(text: str, key: str) -> str | None:
    """The value of a top-level key that stands alone on one line; None where it does not, or not once."""
    values = [match["value"].strip() for match in re.finditer(_PLAIN.format(key=key), text, re.MULTILINE)]
    return values[0] if len(values) == 1 and not re.search(r" #|: |:$", values[0]) else None


def _read(path: Path) -> tuple[str, str]:
    from drafter import source as yaml_source

    root = yaml_source.read(path).root
    entries = root.entries if isinstance(root, yaml_source.Mapping) else {}
    found = [entries.get(key) for key in ("title", "about")]
    title, about = (node.text.strip() if isinstance(node, yaml_source.Scalar) else "" for node in found)
    return title, about
